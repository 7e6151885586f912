"""Last year in a school's store: where its answers come from, and what a new store begins with.

The bureau's opening file brings the return it accepted, signed; the checks look at that alone. A
school that has no such file yet may show the answers of its own store of last year beside this
year's (decision 0038).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

from forms.edits import Await, Edit
from forms.live.context import LastReturn
from forms.live.last_year import LastYearAnswers, waiting
from forms.record import split_address
from forms.workflow import Actor, State, editable
from operations.entry.taking_over import brought_over
from operations.errors import NotEditable, Refused
from operations.last_return import flat_texts, last_fields, last_tables, read_last_return
from operations.school.store import open_sheet, read_last_year, school_engine
from storage.school.store import SchoolStore

_NEXT = "请逐处核对，属实的按 F6 确认，有变化的直接改。"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a return began with.

    Attributes:
        fields: Fields that were filled.
        rows: Rows that were filled.

    """

    fields: int
    rows: int

    @property
    def is_anything(self) -> bool:
        """Whether there was anything to bring."""
        return bool(self.fields or self.rows)

    @property
    def sentence(self) -> str:
        """What was brought over, and what to do with it."""
        if not self.is_anything:
            return "没有可以从上年带来的内容：上年没有填报，或者今年已经填了。"
        return f"已从上年带来 {self.fields} 项、{self.rows} 行，都标为“待确认”。{_NEXT}"


@dataclass(frozen=True, slots=True)
class OlderReturn:
    """What the school's own store of last year says.

    Attributes:
        period: The year it reports.
        state: Where its return stands.
        texts: Address → text, as :mod:`operations.last_return` writes it.

    """

    period: int
    state: State
    texts: dict[str, str]


def read_older(older: SchoolStore, *, school: str, year: int) -> OlderReturn:
    """Read last year's store.

    Args:
        older: It.
        school: 学校标识码 of the school that asks.
        year: The year it reports now.

    Raises:
        Refused: It is another school's, or not of an earlier year, or holds nothing.

    """
    theirs = older.meta
    if theirs.school_code != school or theirs.period >= year:
        raise Refused(
            f"选择的是 {theirs.school_name}（{theirs.school_code}）{theirs.period} 年的填报库，"
            f"应选择本校（{school}）{year} 年以前的。"
        )
    sheet = open_sheet(older)
    if not sheet.record.answers and not sheet.record.tables:
        raise Refused(f"{theirs.period} 年的填报库里还没有填报内容，请选择填好的那一个。")
    texts = flat_texts(last_fields(sheet), last_tables(sheet), {})
    return OlderReturn(theirs.period, older.revisions.state, texts)


def take_older(store: SchoolStore, older: SchoolStore, *, actor: Actor) -> Brought:
    """Keep the answers of last year's store and begin this year's return with what seldom changes.

    Raises:
        Refused: See :func:`read_older`.
        NotEditable: The return is not a draft.

    """
    found = _read_older_of(store, older)
    with store.transaction():
        store.own_last.replace(found.texts, actor=actor)
        return bring_last_year(store, actor=actor)


def _read_older_of(store: SchoolStore, older: SchoolStore) -> OlderReturn:
    meta = store.meta
    return read_older(older, school=meta.school_code, year=meta.period)


def source_of(store: SchoolStore) -> str:
    """Say where the answers beside this year's come from."""
    if store.last_values.all():
        return "上年数来自区局签名的开户文件，检查也与它比较。"
    if store.own_last.all():
        return (
            "上年数取自本校上年的填报库，只供对照和沿用；检查等区局的开户文件带来上年数后再比较。"
        )
    return "还没有上年数：读入区局的开户文件，或者从本校上年的填报库取。"


def plan_bringing(store: SchoolStore) -> Brought:
    """Say what :func:`bring_last_year` would bring; changes nothing."""
    return _counted(_edits(store, read_last_year(store), _unused_ids()))


def plan_taking(store: SchoolStore, older: SchoolStore) -> Brought:
    """Say what :func:`take_older` would bring; changes nothing.

    Raises:
        Refused: See :func:`read_older`.

    """
    texts = _read_older_of(store, older).texts
    last = read_last_return(school_engine(store).plan, store.last_values.all() or texts)
    return _counted(_edits(store, last, _unused_ids()))


def _unused_ids() -> Callable[[str], str]:
    """Ids of rows for a rehearsal."""
    numbers = count(1)
    return lambda _table: f"r{next(numbers)}"


def bring_last_year(store: SchoolStore, *, actor: Actor) -> Brought:
    """Fill blanks with what seldom changes, as one step that can be undone, each to be confirmed.

    Raises:
        NotEditable: The return is not a draft.

    """
    state = store.revisions.state
    if not editable(state):
        raise NotEditable(f"填报表现在是“{state.label}”，不能填入。请先退回填报或重新打开。")
    with store.transaction():
        edits = _edits(store, read_last_year(store), store.answers.next_row_id)
        store.answers.write(edits, actor=actor, reason="从上年带来，待确认")
    return _counted(edits)


def unconfirmed(store: SchoolStore) -> tuple[str, ...]:
    """Say which fields and rows still wait to be confirmed."""
    return waiting(open_sheet(store))


def confirm_all(store: SchoolStore, *, actor: Actor) -> int:
    """Confirm everything that was brought over; say how many places that were."""
    marks = unconfirmed(store)
    edits = [Await(mark, waiting=False) for mark in marks]
    if edits:
        store.answers.write(edits, actor=actor, reason="全部确认")
    return len(marks)


def _edits(
    store: SchoolStore, last: LastReturn | None, next_row: Callable[[str], str]
) -> list[Edit]:
    sheet = open_sheet(store)
    return brought_over(sheet, LastYearAnswers(sheet, last), next_row=next_row)


def _counted(edits: Sequence[Edit]) -> Brought:
    marks = [edit.address for edit in edits if isinstance(edit, Await)]
    rows = sum(split_address(mark)[1] is not None for mark in marks)
    return Brought(len(marks) - rows, rows)
