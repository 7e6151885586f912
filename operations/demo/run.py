"""Run the demonstration: bureau, schools, enrolment, filling, signing, import, evaluation, tables.

Every step goes through the same use-cases as the windows; only the passphrase is one for all, so
that whoever tries the files out needs to know a single one, and each key stays unlocked in this
process between its making and its one signature.
"""

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from exporters import age
from exporters.pki.keys import SigningKey
from exporters.pki.requests import make_request
from forms.confirmation import Signatory
from forms.evaluation import DistrictEvaluation
from forms.schooling import Section
from forms.workflow import Actor, Role
from operations.bureau.evaluation.data import write_data
from operations.bureau.evaluation.district_form import (
    check_bureau_form,
    fill_bureau_document,
    open_bureau_sheet,
)
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.evaluation.export import write_district_raw, write_official_tables
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.leaders.report import write_leaders_report
from operations.bureau.plan.plan_files import save_plan
from operations.bureau.plan.plans import least_plan, read_ground
from operations.bureau.plan.typed_plan import prices_typed
from operations.bureau.returns.last_year import keep_last_figures
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.schools.roster import put_roster
from operations.bureau.sent.issue import issue_receipt, waiting_for_receipt
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import (
    BureauPlan,
    Desk,
    NewBureau,
    at_work,
    authority_file_of,
    create_bureau,
    crl_bytes,
    root_pem,
)
from operations.demo.district import district_document
from operations.demo.last_year import last_figures
from operations.demo.plans import PERIOD, SchoolPlan, Stage, plan_schools
from operations.demo.school import PER_PUPIL, school_document
from operations.demo.unfinished import leave_problems, send_back
from operations.errors import Misused, Refused
from operations.files import make_folder, write_file
from operations.processes import pool
from operations.school.check import check_return, submit_return
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.exchange.fill import fill_from_document
from operations.school.keys.opening import read_opening
from operations.school.keys.requests import keep_request
from operations.school.signing.confirm import confirm_return, name_people
from operations.school.signing.sign import confirm_as_head, sign_return
from operations.school.store import create_school, open_school
from operations.store_files import BUREAU_ENDING, SCHOOL_ENDING
from resources import resource
from storage.address import StorePlace
from storage.bureau.store import BureauStore
from storage.school.store import SchoolStore

DUE = "2024-10-15"
BUREAU = BureauPlan("420104", "演示区教育局", PERIOD, "演示操作员")
PASSPHRASE = "演示口令-仅供试用-2024"  # noqa: S105 - for trying only, and printed into a file
PRINCIPAL = "张样例"
REVIEWER = "李样例"
_DISTRICT = "演示区"
_CLERK = Actor("王样例", Role.CLERK)
_PRINCIPAL = Actor(PRINCIPAL, Role.PRINCIPAL)
_LOCKERS = 2
# Measured on two cores: locking a key is meant to cost a second of computing.
_SECONDS_BEFORE, _SECONDS_EACH = 8, 2

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class DemoFiles:
    """What the demonstration leaves behind."""

    place: StorePlace
    school_stores: tuple[Path, ...]
    packages: tuple[Path, ...]
    receipts: tuple[Path, ...]
    tables: tuple[Path, ...]
    pages: tuple[Path, ...]
    report: Path
    raw_table: Path
    data: Path
    plan: Path
    root: Path
    crl: Path
    passphrases: Path
    summary: tuple[str, ...]

    @property
    def bureau_store(self) -> Path:
        """The file of the bureau's store, where it is one."""
        if isinstance(self.place, Path):
            return self.place
        raise Refused(f"演示的局端库在服务器上（{self.place.name}），没有文件。")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A school between the making of its key and its signature."""

    plan: SchoolPlan
    key: SigningKey
    request: bytes
    locked: Future[bytes]


def run_demo(
    folder: Path,
    *,
    schools: int = 12,
    seed: int = 1,
    finished: bool = False,
    store: StorePlace | None = None,
    progress: Progress = lambda _text: None,
) -> DemoFiles:
    """Do the whole job for a made-up district; three schools of a larger one are left on the way.

    Args:
        folder: A folder that is new or empty.
        schools: How many schools.
        seed: The same seed gives the same figures (keys differ each time).
        finished: Let every school come to the end.
        store: Where the bureau's store is made; by default in the folder.
        progress: Told what is being done, in Chinese.

    Raises:
        Misused: The folder holds something already.

    """
    make_folder(folder)
    if any(folder.iterdir()):
        raise Misused(f"文件夹“{folder}”不是空的，请给一个新的文件夹，以免覆盖已有的文件。")
    text = f"{PASSPHRASE}\n".encode()
    passphrases = write_file(folder / "passphrase.txt", text, name="", replace=False, private=True)
    plans = plan_schools(schools, seed=seed)
    if finished:
        plans = [replace(plan, stage=Stage.ACCEPTED) for plan in plans]
    seconds = _SECONDS_BEFORE + _SECONDS_EACH * schools
    progress(f"全程约 {seconds} 秒（慢的电脑要两三倍）。")
    progress(f"生成 {schools} 所学校的签名密钥和局端库，其间约 {_SECONDS_BEFORE} 秒没有新消息……")
    with pool(_LOCKERS) as lockers:
        candidates = [_candidate(plan, lockers) for plan in plans]
        file = folder / f"bureau{BUREAU_ENDING}"
        made = create_bureau(
            store or file, BUREAU, passphrase=PASSPHRASE, authority_file=authority_file_of(file)
        )
        desk = made.desk
        with desk.store, at_work(desk.store, desk.keys, desk.actor):
            return _District(folder, made, progress).run(candidates, passphrases)


def _candidate(plan: SchoolPlan, lockers: ProcessPoolExecutor) -> _Candidate:
    """Make a school's key; locking it costs a second of computing, done meanwhile beside."""
    key, request = make_request(plan.code)
    locked = lockers.submit(age.lock, key.export_pem(), PASSPHRASE)
    return _Candidate(plan, key, request, locked)


class _District:
    """The district of the demonstration while it is being made."""

    def __init__(self, folder: Path, made: NewBureau, progress: Progress) -> None:
        self._folder = folder
        self._made = made
        self._desk = made.desk
        self._say = progress
        for name in ("schools", "packages", "receipts"):
            (folder / name).mkdir()

    def run(self, candidates: Sequence[_Candidate], passphrases: Path) -> DemoFiles:
        plans = [candidate.plan for candidate in candidates]
        self._prepare_bureau(plans)
        stores: list[Path] = []
        packages: list[Path] = []
        for number, candidate in enumerate(candidates, start=1):
            self._say(
                f"[{number}/{len(candidates)}] {candidate.plan.name}：开户、填报、检查、签名、导出"
            )
            path = self._folder / "schools" / f"{candidate.plan.code}{SCHOOL_ENDING}"
            stores.append(path)
            packages += self._report(path, candidate)
        self._import(packages)
        returned = {plan.code for plan in plans if plan.stage is Stage.RETURNED}
        receipts = self._answers(returned)
        self._say("区局填报区级数据……")
        _fill_district(self._desk)
        self._say("评估，生成申报表、报告、全区数据和补短板方案……")
        store, folder = self._desk.store, self._folder
        tables = write_official_tables(store, folder / "tables", replace=False)
        raw_table = write_district_raw(store, folder / "tables" / "district-raw.csv", replace=False)
        return DemoFiles(
            place=store.place,
            school_stores=tuple(stores),
            packages=tuple(packages),
            receipts=tuple(receipts),
            tables=(tables.workbook,),
            pages=tables.pages,
            report=write_leaders_report(store, folder / "tables", replace=False),
            raw_table=raw_table,
            data=write_data(store, folder / "data", replace=False).descriptor,
            plan=_write_plan(store, folder),
            root=write_file(folder / "root.pem", root_pem(store), name="", replace=False),
            crl=write_file(folder / "revoked.crl", crl_bytes(store), name="", replace=False),
            passphrases=passphrases,
            summary=_summary(folder, evaluate_store(store), plans, passphrases),
        )

    def _prepare_bureau(self, plans: Sequence[SchoolPlan]) -> None:
        pairs = [
            (f"per_pupil_{section.value}", str(amount)) for section, amount in PER_PUPIL.items()
        ]
        store, actor = self._desk.store, self._desk.actor
        change_settings(store, check_settings(pairs, due=DUE), actor=actor)
        headings = ["学校标识码", "学校名称", "办学类型", "举办者类型", "城乡类型", "校长姓名"]
        rows = [[plan.code, plan.name, plan.school_type, "7", "111", PRINCIPAL] for plan in plans]
        put_roster(store, [headings, *rows], actor=actor)

    def _report(self, path: Path, candidate: _Candidate) -> list[Path]:
        """One school's job, as far as it comes; returns its package, if there is one."""
        plan = candidate.plan
        with create_school(
            path, school_code=plan.code, school_name=plan.name, period=PERIOD, actor=_CLERK
        ) as store:
            request = keep_request(
                store, candidate.request, locked_key=candidate.locked.result(), actor=_PRINCIPAL
            )
            keep_last_figures(
                self._desk.store, plan.code, last_figures(plan), actor=self._desk.actor
            )
            enrolled = enrol_school(
                self._desk,
                request.content,
                authority=self._made.authority,
                school=plan.code,
                request_fingerprint=request.fingerprint,
            )
            read_opening(
                store,
                enrolled.opening.content,
                actor=_CLERK,
                root_fingerprint=self._made.root_fingerprint.digits,
            )
            _fill(store, plan)
            if plan.stage is Stage.DRAFT:
                return []
            submit_return(store, actor=_CLERK)
            _confirm(store)
            if plan.stage is Stage.IN_REVIEW:
                return []
            confirm_as_head(store)
            sign_return(store, key=candidate.key, actor=_PRINCIPAL)
            return [
                export_package(store, self._folder / "packages", actor=_CLERK, replace=False).path
            ]

    def _import(self, packages: Sequence[Path]) -> None:
        self._say(f"区局导入 {len(packages)} 份上报包……")
        for result in import_packages(self._desk, packages):
            if not result.accepted:
                raise Refused(f"演示的上报包没有被接收：{result.message}")

    def _answers(self, returned: Collection[str]) -> list[Path]:
        """Answer every package, by a return slip to the schools named; returns the receipts."""
        self._say("生成回执和退回单，各校读入……")
        receipts: list[Path] = []
        for package in waiting_for_receipt(self._desk.store):
            back = package.school_code in returned
            answer = (
                send_back(self._desk, package.school_code)
                if back
                else issue_receipt(self._desk, package)
            )
            written = write_file(
                self._folder / "receipts", answer.content, name=answer.name, replace=False
            )
            receipts += [] if back else [written]
            path = self._folder / "schools" / f"{package.school_code}{SCHOOL_ENDING}"
            with open_school(path) as store:
                read_reply(store, answer.content, actor=_CLERK)
        return receipts


def _confirm(store: SchoolStore) -> None:
    """Let 统计人员 and 审核人 confirm; the principal does so with the signature."""
    name_people(store, statistician=_CLERK.name, reviewer=REVIEWER, actor=_CLERK)
    confirm_return(store, Signatory.STATISTICIAN, name=_CLERK.name)
    confirm_return(store, Signatory.REVIEWER, name=REVIEWER)


def _fill(store: SchoolStore, plan: SchoolPlan) -> None:
    """Fill the forms, and write a 说明 for every query that is left; a draft keeps some problems."""
    document = school_document(plan)
    if plan.stage is Stage.DRAFT:
        leave_problems(document)
    done = fill_from_document(store, document, actor=_CLERK, find=_attachment)
    if done.leftovers:
        raise Refused(f"演示数据没有全部填入：{done.leftovers[0].place} {done.leftovers[0].reason}")
    if plan.stage is Stage.DRAFT:
        return
    queries = check_return(store).open_problems
    texts = {
        problem.key: f"由于本校规模与一般学校不同，{problem.code} 一项按 2024 年 9 月台账第 {page} 页填报。"
        for page, problem in enumerate(queries, start=1)
    }
    if texts:
        fill_from_document(store, {"justifications": texts}, actor=_CLERK)


def _fill_district(desk: Desk) -> None:
    """Fill the bureau's own form, and write a 说明 for every query that is left."""
    store = desk.store
    sheet = open_bureau_sheet(store)
    _put(desk, district_document(sheet, name=_DISTRICT, code=BUREAU.code))
    texts = {
        problem.key: f"{problem.code} 一项与各校 2024 年 10 月报数逐一核对，见区级台账第 {page} 页。"
        for page, problem in enumerate(check_bureau_form(store).open_problems, start=1)
    }
    _put(desk, {"input": {}, "justifications": texts})


def _write_plan(store: BureauStore, folder: Path) -> Path:
    """Write the least that lets the district pass, as far as its returns have come."""
    plan = least_plan(read_ground(store), "最省的方案", prices=prices_typed([]))
    return save_plan(plan, folder / "plan.json", replace=False)


def _put(desk: Desk, document: object) -> None:
    done = fill_bureau_document(desk.store, document, actor=desk.actor, find=_attachment)
    if done.leftovers:
        first = done.leftovers[0]
        raise Refused(f"演示的区级数据没有全部填入：{first.place} {first.reason}")


def _attachment(_name: str) -> bytes:
    return resource("demo", "attachment.pdf").read_bytes()


_LEFT = {
    Stage.DRAFT: "还在填报，可以接着填",
    Stage.IN_REVIEW: "等校长审核",
    Stage.RETURNED: "被局端退回，等学校改正",
}


def _summary(
    folder: Path, evaluation: DistrictEvaluation, plans: Sequence[SchoolPlan], passphrases: Path
) -> tuple[str, ...]:
    accepted = sum(plan.stage is Stage.ACCEPTED for plan in plans)
    lines = [f"演示完成，全部文件在 {folder}。", f"接收上报包 {accepted} 份。"]
    lines += [
        f"{_LEFT[plan.stage]}：{plan.name}，{folder / 'schools' / plan.code}{SCHOOL_ENDING}"
        for plan in plans
        if plan.stage in _LEFT
    ]
    for section, level in evaluation.levels.items():
        passed = sum(school.passes is True for school in level.schools)
        label = Section(section).label
        lines.append(f"{label} {len(level.schools)} 所，其中 {passed} 所七项指标达标。")
    lines.append(f"所有密钥共用一个试用口令，在 {passphrases}。")
    return tuple(lines)
