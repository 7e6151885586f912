"""The form the bureau fills itself (区级数据): open, fill, check, and judge the district with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from forms.district import DistrictSchool, DistrictVerdict, judge
from forms.live.context import Context
from forms.live.engine import Engine
from forms.live.sheet import Sheet
from forms.problems import Problem
from forms.rights import Right
from forms.workflow import Actor, State
from operations.bureau.evaluation.district_schools import district_schools
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.rights import may, require
from operations.bureau.settings import read_bureau_context
from operations.entry.fill_file import (
    PLAIN,
    FillMode,
    FillReport,
    Find,
    fill_document,
    fill_files,
    template_of,
)
from operations.entry.open_return import OpenReturn, StoredReturn
from operations.entry.saving import Submit, direct_submit
from operations.packs.bundled import bundled_pack
from storage.bureau.store import BureauStore


@cache
def bureau_engine() -> Engine:
    """Return the engine of the forms the bureau fills."""
    return Engine(bundled_pack(), "bureau")


def read_schools(store: BureauStore) -> tuple[DistrictSchool, ...]:
    """Read every school of the district; see :func:`district_schools`."""
    return district_schools(store, read_bureau_context(store).names())


def read_bureau_form(store: BureauStore) -> StoredReturn:
    """Read the form with all it is checked against; call it on the store's own thread."""
    return StoredReturn(
        record=store.answers.load(),
        state=State.DRAFT,
        context=_with_schools(store, read_schools(store)),
        next_rows={table: number + 1 for table, number in store.answers.row_counters().items()},
        can_undo=store.answers.can_undo,
        can_redo=store.answers.can_redo,
    )


def open_bureau_form(
    store: BureauStore, *, actor: Actor, submit: Submit | None = None
) -> OpenReturn:
    """Open the form for editing, as a school opens its return; for reading where the officer may no more.

    Args:
        store: The open store.
        actor: Who types.
        submit: Runs writes; by default at once, on this thread.

    """
    stored = read_bureau_form(store)
    if not may(store, actor, Right.SETTINGS):
        stored = replace(stored, state=State.ACCEPTED, can_undo=False, can_redo=False)
    return OpenReturn(
        stored,
        engine=bureau_engine(),
        submit=submit or direct_submit(store),
        actor=actor,
    )


def open_bureau_sheet(store: BureauStore) -> Sheet:
    """Open the bureau's form and run every check."""
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


def check_bureau_form(store: BureauStore) -> BureauCheck:
    """Check the form; changes nothing."""
    verdict = judge_district(store)
    return BureauCheck(verdict.sheet.problems, verdict)


def fill_bureau_form(
    store: BureauStore, paths: Sequence[Path], *, actor: Actor, mode: FillMode = PLAIN
) -> FillReport:
    """Fill the form from files, see :func:`operations.entry.fill_file.fill_files`.

    Raises:
        Refused: The officer may not, too.

    """
    require(store, actor, Right.SETTINGS)
    return fill_files(store, paths, engine=bureau_engine(), actor=actor, mode=mode)


def fill_bureau_document(
    store: BureauStore, document: object, *, actor: Actor, find: Find
) -> FillReport:
    """Fill the form from a document, see :func:`operations.entry.fill_file.fill_document`.

    Raises:
        Refused: The officer may not, too.

    """
    require(store, actor, Right.SETTINGS)
    return fill_document(store, document, engine=bureau_engine(), actor=actor, find=find)


def bureau_template(store: BureauStore, *, forms: Collection[str] = ()) -> bytes:
    """Make the template workbook of the form, see :func:`operations.entry.fill_file.template_of`."""
    return template_of(open_bureau_sheet(store), store, forms=forms)


def _open(store: BureauStore, schools: Sequence[DistrictSchool]) -> Sheet:
    return bureau_engine().open(store.answers.load(), _with_schools(store, schools))


def _with_schools(store: BureauStore, schools: Sequence[DistrictSchool]) -> Context:
    return replace(read_bureau_context(store), schools=tuple(school.scope for school in schools))
