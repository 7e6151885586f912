"""The form the bureau fills itself (区级数据): open, fill, check, and judge the district with it."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from forms.context import Context, Period, make_context
from forms.district import DistrictSchool, DistrictVerdict, judge
from forms.engine import Engine
from forms.problems import Problem, Severity
from forms.sheet import Sheet
from forms.values import Attachment
from forms.workflow import Actor, State
from operations.bureau_evaluate import evaluate_store
from operations.bureau_schools import district_schools
from operations.bureau_settings import DUE_DATE
from operations.errors import Refused
from operations.filling import Leftover, plan_filling
from operations.open_return import OpenReturn, StoredReturn
from operations.pack import bundled_pack
from operations.saving import Submit, direct_submit
from operations.school_fill import FillReport, Find, beside, read_filling_file
from storage.bureau_store import BureauStore


@cache
def bureau_engine() -> Engine:
    """Return the engine of the forms the bureau fills."""
    return Engine(bundled_pack(), "bureau")


def read_schools(store: BureauStore) -> tuple[DistrictSchool, ...]:
    """Read every school of the district; see :func:`operations.bureau_schools.district_schools`."""
    return district_schools(store, _context(store).names())


def read_bureau_form(store: BureauStore) -> StoredReturn:
    """Read the form with all it is checked against; call it on the store's own thread."""
    return StoredReturn(
        record=store.load(),
        state=State.DRAFT,
        context=_with_schools(store, read_schools(store)),
        next_rows={table: number + 1 for table, number in store.row_counters().items()},
        can_undo=store.can_undo,
        can_redo=store.can_redo,
    )


def open_bureau_form(
    store: BureauStore, *, actor: Actor, submit: Submit | None = None
) -> OpenReturn:
    """Open the form for editing, as a school opens its return.

    Args:
        store: The open store.
        actor: Who types.
        submit: Runs writes; by default at once, on this thread.

    """
    return OpenReturn(
        read_bureau_form(store),
        engine=bureau_engine(),
        submit=submit or direct_submit(store),
        actor=actor,
    )


def open_bureau_sheet(store: BureauStore) -> Sheet:
    """Check the form whole."""
    return _open(store, read_schools(store))


def judge_district(store: BureauStore) -> DistrictVerdict:
    """Judge the district on everything: resources, the bureau's form, every school."""
    schools = read_schools(store)
    return judge(_open(store, schools), schools=schools, evaluation=evaluate_store(store))


@dataclass(frozen=True, slots=True)
class BureauCheck:
    """What a full check of the form found.

    Attributes:
        problems: All problems in the order of the form.
        verdict: The district as it stands.

    """

    problems: tuple[Problem, ...]
    verdict: DistrictVerdict

    @property
    def open_problems(self) -> tuple[Problem, ...]:
        """The problems that have to be corrected or explained."""
        return tuple(problem for problem in self.problems if problem.is_open)

    def count(self, severity: Severity) -> int:
        """How many problems of a severity there are."""
        return sum(problem.severity is severity for problem in self.problems)


def check_bureau_form(store: BureauStore) -> BureauCheck:
    """Check the form; changes nothing."""
    verdict = judge_district(store)
    return BureauCheck(verdict.sheet.problems, verdict)


def fill_bureau_form(store: BureauStore, path: Path, *, actor: Actor) -> FillReport:
    """Fill the form from a JSON file or the template workbook; attachments lie beside a JSON file.

    Everything is written in one transaction. Wrong texts are kept, as if typed.

    Raises:
        Refused: The file is neither of the two kinds, or damaged.

    """
    data = read_filling_file(path)
    if data[:2] == b"PK":
        return _fill_from_workbook(store, data, actor=actor)
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        message = f"“{path.name}”不是完整的 JSON 文件，也不是填报模板。请检查文件，或重新导出模板。"
        raise Refused(message) from error
    return fill_bureau_document(
        store, document, actor=actor, find=lambda name: beside(path.parent, name)
    )


def fill_bureau_document(
    store: BureauStore, document: object, *, actor: Actor, find: Find
) -> FillReport:
    """Fill the form from a parsed document (shape of the forms catalogue, section 8).

    Args:
        store: The bureau's store.
        document: Parsed JSON.
        actor: Who fills.
        find: Gives the bytes of an attachment by its name, or ``None``.

    """
    with store.transaction():

        def attach(name: str) -> Attachment | None:
            content = find(name)
            return None if content is None else store.add_attachment(name, content, actor=actor)

        filling = plan_filling(
            document,
            plan=bureau_engine().plan,
            record=store.load(),
            next_row=store.next_row_id,
            attach=attach,
        )
        changes = store.write(filling.edits, actor=actor, reason="填入文件")
    return FillReport(len(filling.edits), tuple(filling.leftovers), changes)


def bureau_template(store: BureauStore) -> bytes:
    """Make the template workbook of the form, with what is filled already."""
    from exporters.documents.write import write_template_xlsx

    stream = io.BytesIO()
    write_template_xlsx(open_bureau_sheet(store), stream)
    return stream.getvalue()


def _fill_from_workbook(store: BureauStore, data: bytes, *, actor: Actor) -> FillReport:
    from exporters.documents.intake import IntakeError
    from exporters.documents.read import read_template
    from exporters.documents.template import template_edits

    engine, record = bureau_engine(), store.load()
    try:
        reading = read_template(data, pack=engine.pack)
    except IntakeError as error:
        raise Refused(str(error)) from error
    info = reading.info
    if info.school_code != record.school_code or info.period != record.period:
        raise Refused(
            f"模板是 {info.school_code} 的 {info.period} 年模板，不是本区本年的，"
            "请用 bureau template 导出的模板。"
        )
    edits = template_edits(reading, record=record, pack=engine.pack, next_row=store.next_row_id)
    changes = store.write(edits, actor=actor, reason="填入模板")
    leftovers = tuple(
        Leftover(f"{found.sheet} {found.cell} {found.label}".strip(), found.reason)
        for found in reading.refusals
    )
    return FillReport(len(edits), leftovers, changes)


def _open(store: BureauStore, schools: Sequence[DistrictSchool]) -> Sheet:
    return bureau_engine().open(store.load(), _with_schools(store, schools))


def _with_schools(store: BureauStore, schools: Sequence[DistrictSchool]) -> Context:
    return replace(_context(store), schools=tuple(school.scope for school in schools))


def _context(store: BureauStore) -> Context:
    settings = store.settings()
    due = settings.get(DUE_DATE)
    period = Period.of(store.meta.period, date.fromisoformat(due) if due else None)
    return make_context(bundled_pack(), period=period, settings=settings)
