"""A small district at work, made once per session, and copies of it for tests that change things."""

import faulthandler
import os
import pickle
import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from exporters.pki.authority import Authority
from exporters.pki.keys import SigningKey
from forms.confirmation import Signatory
from forms.edits import SetAnswer
from forms.workflow import Actor, Role
from operations.bureau import store as bureau_store
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.intake.settling import ImportResult
from operations.bureau.schools.roster import RosterReport, rehearse_roster, write_roster
from operations.bureau.store import DailyKeys, Desk, NewBureau
from operations.clock import Clock, now
from operations.demo.plans import SchoolPlan, plan_schools
from operations.demo.run import BUREAU, PASSPHRASE, DemoFiles, run_demo
from operations.demo.school import school_document
from operations.entry.fill_file import FillReport
from operations.school import store as school_store
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.exchange.fill import fill_from_document
from operations.school.signing import sign as school_sign
from operations.school.signing.confirm import confirm_return, name_people, people
from storage.address import StorePlace
from storage.bureau.store import BureauStore
from storage.files.atomic import write_bytes
from storage.school.store import SchoolStore

SCHOOLS = 3
SEED = 1
CLERK = Actor("王填报", Role.CLERK)
PRINCIPAL = Actor("张校长", Role.PRINCIPAL)
PRIMARY = plan_schools(1, seed=SEED)[0]


@cache
def demo_in(folder: Path) -> DemoFiles:
    """Run the demonstration once for all workers of a test run.

    Args:
        folder: Base folder of this worker's temporary files.

    """
    # The keys cost seconds of computing on purpose; the watchdog of a single test must not bite.
    faulthandler.cancel_dump_traceback_later()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    result = shared / "demo.pickle"
    try:
        (shared / "demo.begun").touch(exist_ok=False)
    except FileExistsError:
        return _made_by_another_worker(result)
    files = run_demo(shared / "demo", schools=SCHOOLS, seed=SEED)
    write_bytes(result, pickle.dumps(files), replace=False)
    return files


def _made_by_another_worker(result: Path) -> DemoFiles:
    for _ in range(3000):
        if result.exists():
            files = pickle.loads(result.read_bytes())
            assert isinstance(files, DemoFiles)
            return files
        time.sleep(0.1)
    raise TimeoutError("another worker did not finish the demonstration")


@dataclass(frozen=True)
class District:
    """A copy of the demonstration that a test may change."""

    folder: Path
    files: DemoFiles

    def next_package(self, number: int = 2) -> Path:
        """A copy of package 2 or 3 of the first school, not imported yet."""
        made = next_packages(self.files)[number - 2]
        return Path(shutil.copy(made, self.folder))

    def at(self, path: Path) -> Path:
        """The copy of a file of the demonstration."""
        return self.folder / path.relative_to(self.files.bureau_store.parent)

    @property
    def bureau(self) -> Path:
        """The bureau's store."""
        return self.at(self.files.bureau_store)

    @property
    def passphrases(self) -> Path:
        """The passphrase file."""
        return self.at(self.files.passphrases)

    def school(self, number: int = 0) -> Path:
        """A school's store."""
        return self.at(self.files.school_stores[number])

    def package(self, number: int = 0) -> Path:
        """A school's package as it was exported."""
        return self.at(self.files.packages[number])

    def receipt(self, number: int = 0) -> Path:
        """A receipt of the bureau (in the order of the school codes)."""
        return self.at(self.files.receipts[number])

    def code(self, number: int = 0) -> str:
        """学校标识码 of a school."""
        return self.school(number).stem


def copy_of(files: DemoFiles, folder: Path) -> District:
    """Copy the demonstration."""
    shutil.copytree(files.bureau_store.parent, folder)
    return District(folder, files)


def copy_to(file: Path, place: StorePlace) -> None:
    """Copy a bureau's store to another place."""
    with bureau_store.open_bureau(file, read_only=True) as store, store.copying(place):
        pass


def copy_for_officers(file: Path, place: StorePlace) -> None:
    """Copy a bureau's store to a server, whose owner then runs what ``bureau new`` prints for officers."""
    copy_to(file, place)
    with bureau_store.open_bureau(place) as store:
        for statement in (*store.grants(), *store.grant_for(2)):
            store._database.engine.execute(statement)


@cache
def daily_keys(store: Path) -> DailyKeys:
    """The bureau's daily keys, unlocked once."""
    with bureau_store.open_bureau(store, read_only=True) as opened:
        return bureau_store.unlock_daily_keys(opened, PASSPHRASE)


@cache
def authority(store: Path) -> Authority:
    """The bureau's certificate authority, unlocked once."""
    with bureau_store.open_bureau(store, read_only=True) as opened:
        return bureau_store.unlock_authority(
            opened, bureau_store.authority_file_of(store), PASSPHRASE
        )


@cache
def school_key(store: Path) -> SigningKey:
    """A principal's key, unlocked once."""
    with school_store.open_school(store, read_only=True) as opened:
        return school_sign.unlock_school_key(opened, PASSPHRASE)


@cache
def next_packages(files: DemoFiles) -> tuple[Path, Path]:
    """Packages 2 and 3 of the first school, made once; no copy of the bureau has them yet."""
    faulthandler.cancel_dump_traceback_later()
    folder = Path(tempfile.mkdtemp(dir=files.bureau_store.parent.parent))
    store_path = Path(shutil.copy(files.school_stores[0], folder))
    key = school_key(files.school_stores[0])
    made: list[Path] = []
    with school_store.open_school(store_path) as store:
        for number in ("12", "13"):
            send_back(store, actor=PRINCIPAL, reason="补充")
            store.answers.write([SetAnswer("pupils.minority_primary", number)], actor=CLERK)
            submit_return(store, actor=CLERK)
            confirm_all(store)
            school_sign.sign_return(store, key=key, actor=PRINCIPAL)
            made.append(export_package(store, folder, actor=CLERK, replace=False).path)
    return made[0], made[1]


OTHER_PASSPHRASE = "隔壁院子里的三只鹅最爱叫"


@cache
def other_bureau(folder: Path) -> NewBureau:
    """A bureau that has nothing to do with the demonstration; its store is closed."""
    faulthandler.cancel_dump_traceback_later()
    folder.mkdir()
    made = bureau_store.create_bureau(
        folder / "other.yhb", replace(BUREAU, code="420105"), passphrase=OTHER_PASSPHRASE
    )
    made.desk.store.close()
    return made


def desk_at(district: District, store: BureauStore) -> Desk:
    """The bureau at work on a copy of its store."""
    return Desk(store, daily_keys(district.files.bureau_store), bureau_store.officer("李科员"))


def import_package(desk: Desk, path: Path) -> ImportResult:
    """Import one file."""
    return import_packages(desk, [path], workers=1)[0]


def import_roster(store: BureauStore, path: Path, *, actor: Actor) -> RosterReport:
    """Read schools from a table file and write them at once."""
    return write_roster(store, rehearse_roster(store, path), actor=actor)


def new_school(folder: Path, plan: SchoolPlan = PRIMARY, *, period: int = 2024) -> SchoolStore:
    """An empty school store, not enrolled."""
    return school_store.create_school(
        folder / f"{plan.code}.yhs",
        school_code=plan.code,
        school_name=plan.name,
        period=period,
        actor=CLERK,
    )


def confirm_all(store: SchoolStore, *, clock: Clock = now) -> None:
    """Let the three confirm the return in review; the head only where the certificate names one."""
    if Signatory.REVIEWER not in people(store):
        name_people(store, statistician=CLERK.name, reviewer="李审核", actor=CLERK)
    for signatory, name in sorted(
        people(store).items(), key=lambda one: [*Signatory].index(one[0])
    ):
        confirm_return(store, signatory, name=name, clock=clock)


def fill_whole(store: SchoolStore, plan: SchoolPlan = PRIMARY) -> FillReport:
    """Fill a school with a return that has no open problem."""
    settings = {"setting.per_pupil_primary": "1150", "setting.per_pupil_junior": "1350"}
    store.settings.replace({**store.settings.all(), **settings, "period.due_date": "2024-10-15"})
    return fill_from_document(
        store, school_document(plan), actor=CLERK, find=lambda name: name.encode()
    )
