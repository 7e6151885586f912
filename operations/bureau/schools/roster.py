"""The list of schools: a table is rehearsed school by school, written in one step, and taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from forms.labelled_enum import LabelledEnum
from forms.rights import Right
from forms.tables.cells import CellText
from forms.workflow import Actor
from operations.bureau.rights import require
from operations.bureau.schools.roster_rows import HEADINGS, LABELS, read_roster_rows
from operations.clock import Clock, now
from operations.entry.filling import Leftover
from operations.errors import Refused
from operations.files import TABLE, read_file
from operations.packs.bundled import bundled_pack
from operations.read_tables import ChosenTable, read_chosen, said_of
from storage.bureau.roster import School
from storage.bureau.store import BureauStore

_LISTS = {"type": "school_type", "sponsor": "sponsor", "urban_rural": "urban_rural"}


class RosterStep(LabelledEnum):
    """What would happen to a school."""

    ADD = "add", "新增"
    CHANGE = "change", "更改"
    RETIRE = "retire", "停用"
    RESUME = "resume", "恢复上报"


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One column of a school: its heading, and what stands there before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """What reading a roster would do to one school."""

    code: str
    name: str
    step: RosterStep
    columns: tuple[ColumnChange, ...]


@dataclass(frozen=True, slots=True)
class RosterPlan:
    """What reading a roster would do.

    Attributes:
        schools: The schools that would be written.
        changes: One for each of them, by code.
        unchanged: How many schools of the table are in the store as they are.
        leftovers: Rows and cells that cannot be used, each with its reason.
        notes: What a person should know (Chinese sentences).
        source: The sheet that was read.

    """

    schools: tuple[School, ...]
    changes: tuple[SchoolChange, ...]
    unchanged: int
    leftovers: tuple[Leftover, ...]
    notes: tuple[str, ...]
    source: ChosenTable


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What reading a roster did: the plan, and how many schools it added and changed."""

    plan: RosterPlan

    @property
    def added(self) -> int:
        """Schools that are new."""
        return sum(change.step is RosterStep.ADD for change in self.plan.changes)

    @property
    def changed(self) -> int:
        """Schools that were known and are otherwise now."""
        return len(self.plan.changes) - self.added

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """Rows and cells not used, each with its reason."""
        return self.plan.leftovers


def rehearse_roster(
    store: BureauStore, path: Path, *, sheet: str = "", clock: Clock = now
) -> RosterPlan:
    """Work out what a table file would change, school by school; nothing is written.

    Only the columns the table has are looked at. A column that is there with a blank cell is blank.

    Args:
        store: The bureau's store.
        path: The table, CSV or xlsx.
        sheet: Name of the sheet to be read, if the user gave one.
        clock: Gives the present.

    Raises:
        ChooseSheet: Several sheets could be meant.
        Refused: The file cannot be read, is too large, or lacks a column.

    """
    table = read_chosen(read_file(path, limit=TABLE), headings=HEADINGS, sheet=sheet)
    return _plan(store, table, clock)


def write_roster(store: BureauStore, plan: RosterPlan, *, actor: Actor) -> RosterReport:
    """Write what was rehearsed, in one step that :func:`undo_roster` takes back.

    Raises:
        Refused: The officer may not.

    """
    require(store, actor, Right.SETTINGS)
    if plan.schools:
        store.roster.upsert(plan.schools, actor=actor)
    return RosterReport(plan)


def put_roster(store: BureauStore, rows: Sequence[Sequence[str]], *, actor: Actor) -> RosterReport:
    """Take schools from rows of text, the first of which holds the headings."""
    cells = [tuple(map(CellText, row)) for row in rows]
    return write_roster(store, _plan(store, ChosenTable(cells), now), actor=actor)


def undo_roster(store: BureauStore, *, actor: Actor) -> tuple[str, ...]:
    """Take the last change of the list back; doing it again brings the change back.

    Returns:
        Codes of the schools that are as before.

    Raises:
        Refused: The officer may not.
        storage.errors.StoreRefusal: There is none, or a school it added has been enrolled since.

    """
    require(store, actor, Right.SETTINGS)
    return store.roster.undo(actor=actor)


def retire_school(store: BureauStore, code: str, *, actor: Actor, clock: Clock = now) -> School:
    """Mark a school as no longer reporting from today on; its packages are refused.

    Raises:
        Refused: The officer may not, or the school is not on the list.

    """
    require(store, actor, Right.SETTINGS)
    found = store.roster.get(code)
    if found is None:
        raise Refused(f"名册中没有学校 {code}，请核对学校标识码。")
    retired = replace(found, active=False, retired=clock().date().isoformat())
    store.roster.upsert([retired], actor=actor)
    return retired


def _plan(store: BureauStore, table: ChosenTable, clock: Clock) -> RosterPlan:
    if not table.rows:
        raise Refused("学校名册是空的，请至少写上表头和一所学校。")
    with said_of(table):
        found = read_roster_rows(table.rows, today=clock().date())
    schools: list[School] = []
    changes: list[SchoolChange] = []
    unchanged = 0
    for code, texts in sorted(found.schools.items()):
        old = store.roster.get(code)
        new = _school(old, texts)
        if new == old:
            unchanged += 1
        else:
            schools.append(new)
            changes.append(_change(old, new))
    return RosterPlan(
        tuple(schools),
        tuple(changes),
        unchanged,
        tuple(found.leftovers),
        tuple(found.notes),
        table,
    )


def _school(old: School | None, texts: Mapping[str, str]) -> School:
    """The school as the table has it; what the table has no column for stays."""
    before = asdict(old) if old else {}
    after = {name: texts.get(name, str(before.get(name, ""))) for name in LABELS}
    return School(**after, active=not after["retired"])


def _change(old: School | None, new: School) -> SchoolChange:
    before = asdict(old) if old else {}
    after = asdict(new)
    columns = tuple(
        ColumnChange(label, _shown(name, before.get(name, "")), _shown(name, after[name]))
        for name, label in LABELS.items()
        if name != "code" and before.get(name, "") != after[name]
    )
    step = RosterStep.CHANGE
    if old is None:
        step = RosterStep.ADD
    elif old.active != new.active:
        step = RosterStep.RESUME if new.active else RosterStep.RETIRE
    return SchoolChange(new.code, new.name, step, columns)


def _shown(name: str, text: str) -> str:
    if name not in _LISTS:
        return text
    return bundled_pack().choices[_LISTS[name]].labels.get(text, text)
