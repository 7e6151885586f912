"""A school's store: make one, open one, and read from it what the pages need."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from forms.live.context import DUE_DATE, Context, LastReturn
from forms.live.engine import Engine
from forms.live.sheet import Sheet
from forms.record import Return
from forms.workflow import Actor
from operations.check_context import Told, school_context
from operations.clock import now
from operations.entry.open_return import OpenReturn, StoredReturn
from operations.entry.saving import Submit, direct_submit
from operations.errors import Misused, Refused
from operations.last_return import read_last_return
from operations.new_store import period_fault, school_code_fault, school_name_fault
from operations.packs.bundled import bundled_pack, engine_like
from storage.school.meta import SchoolMeta
from storage.school.store import SchoolStore

ORIGIN_SEPARATOR: Final = "\t"
"""Between a text that was taken from a file and where it stood there."""


def create_school(
    path: Path, *, school_code: str, school_name: str, period: int, actor: Actor
) -> SchoolStore:
    """Make the store of a school for a period and open it; errors as :func:`founding_school`."""
    with founding_school(
        path, school_code=school_code, school_name=school_name, period=period, actor=actor
    ):
        pass
    return open_school(path)


@contextmanager
def founding_school(
    path: Path, *, school_code: str, school_name: str, period: int, actor: Actor
) -> Iterator[SchoolStore]:
    """Make the store of a school with what the block writes: all of it, or no store.

    It is filled with the program's pack.

    Raises:
        Misused: Code, name or period cannot be right.
        storage.errors.EnvironmentProblem: The file exists, or cannot be written.

    """
    fault = (
        school_code_fault(school_code)
        or school_name_fault(school_name)
        or period_fault(str(period))
    )
    if fault:
        raise Misused(fault)
    meta = SchoolMeta(school_code, school_name.strip(), period, bundled_pack().ref, now())
    with SchoolStore.founding(path, meta, actor=actor) as store:
        yield store


def open_school(path: Path, *, read_only: bool = False) -> SchoolStore:
    """Open the store of a school; errors as :meth:`SchoolStore.open`."""
    return SchoolStore.open(path, read_only=read_only)


def school_engine(store: SchoolStore) -> Engine:
    """Return the engine of the store's pack, in the text this program has."""
    return engine_like(store.meta.pack)


def pack_note(store: SchoolStore) -> str:
    """Say that the store was last used with another text of its pack; ``""`` if it was not.

    What is open is checked, signed and sent by this program's text; what was signed before keeps
    the bytes it was signed with.
    """
    own, ours = store.meta.pack, school_engine(store).pack.ref
    if own == ours:
        return ""
    return (
        f"表册 {own.id} {own.version} 的内容有更新：填报内容已按本程序的表册重新检查，"
        "请留意新出现的问题；以前签名的各版不受影响。"
    )


def read_record(store: SchoolStore, revision: int | None = None) -> Return:
    """Read a revision (default: the present one) as filled with this program's text of the pack.

    Raises:
        Refused: The revision holds answers this text of the pack has no place for.

    """
    record, plan = store.answers.load(revision), school_engine(store).plan
    if record.pack == plan.pack.ref:
        return record
    homeless = sorted({*record.answers} - {*plan.fields} | {*record.tables} - {*plan.tables})
    if homeless:
        raise Refused(
            f"本程序的表册 {plan.pack.ref.id} {plan.pack.ref.version} 里没有填报库中的"
            f" {len(homeless)} 项（如 {homeless[0]}），不能用它打开。请用原来那一版程序。"
        )
    return replace(record, pack=plan.pack.ref)


def read_context(store: SchoolStore) -> Context:
    """Read what surrounds the return: period, settings, older figures."""
    return _context(store, store.last_values.all())


def _context(store: SchoolStore, last_values: Mapping[str, str]) -> Context:
    settings, meta = store.settings.all(), store.meta
    told = Told(
        due=settings.get(DUE_DATE, ""),
        settings=settings,
        last=last_values,
        stat=store.stat_values.all(),
    )
    return school_context(
        school_engine(store).plan, told, school=meta.school_code, year=meta.period
    )


def read_return(store: SchoolStore) -> StoredReturn:
    """Read the open return from its store; call it on the store's own thread."""
    last_values = store.last_values.all()
    return StoredReturn(
        record=read_record(store),
        state=store.revisions.state,
        context=_context(store, last_values),
        next_rows={table: number + 1 for table, number in store.answers.row_counters().items()},
        can_undo=store.answers.can_undo,
        can_redo=store.answers.can_redo,
        last_year=_last_year(store, last_values),
        origins=read_origins(store),
    )


def read_origins(store: SchoolStore) -> Mapping[str, tuple[str, str]]:
    """Field id → the text that was taken from a file, and where it stood there."""
    kept = {name: text.partition(ORIGIN_SEPARATOR) for name, text in store.origins.all().items()}
    return {name: (text, source) for name, (text, _, source) in kept.items()}


def read_last_year(store: SchoolStore) -> LastReturn | None:
    """Read what stands beside this year's answers: as the bureau told it, else the school's own."""
    return _last_year(store, store.last_values.all())


def _last_year(store: SchoolStore, last_values: Mapping[str, str]) -> LastReturn | None:
    return read_last_return(school_engine(store).plan, last_values or store.own_last.all())


def open_sheet(store: SchoolStore, *, revision: int | None = None) -> Sheet:
    """Check a revision whole (default: the present one)."""
    return school_engine(store).open(read_record(store, revision), read_context(store))


def open_return(
    store: SchoolStore,
    *,
    actor: Actor,
    submit: Submit | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> OpenReturn:
    """Open the return of a store for editing.

    Args:
        store: The open store.
        actor: Who types.
        submit: Runs writes; by default at once, on this thread.
        clock: Gives the present, UTC.

    """
    return OpenReturn(
        read_return(store),
        engine=school_engine(store),
        submit=submit or direct_submit(store),
        actor=actor,
        clock=clock,
    )
