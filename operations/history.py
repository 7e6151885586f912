"""What happened to a return, its journal in plain lines; backups of the store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms.types.visible import hidden_shown, one_line
from forms.workflow import Actor
from operations.errors import Misused, Refused
from operations.school.past import read_past
from operations.store_files import BUREAU_ENDING
from storage.bureau.store import BureauStore
from storage.errors import NotOurFile, StoreError
from storage.journal import JournalEntry, JournalHead
from storage.school.meta import SchoolMeta
from storage.school.store import SchoolStore

AnyStore = SchoolStore | BureauStore
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal.

    Attributes:
        seq: Its number.
        at: When (UTC).
        who: Name and role.
        what: Kind of entry, as users read it.
        where: Addresses it is about.
        told: The same in words, with what changed; of a bureau's store the addresses.
        reason: Why, or ``""``.

    """

    seq: int
    at: datetime
    who: str
    what: str
    where: tuple[str, ...]
    reason: str
    told: str


def read_history(
    store: AnyStore, *, address: str | None = None, limit: int | None = 100
) -> list[Event]:
    """Read the journal, newest first; ``address`` takes only what is about it."""
    told = {} if isinstance(store, BureauStore) else _told(store)
    return [
        Event(
            seq=entry.seq,
            at=entry.at,
            who=f"{one_line(entry.actor.name)}（{entry.actor.role.label}）",
            what=entry.kind.label,
            where=tuple(map(one_line, entry.addresses)),
            reason=one_line(entry.reason),
            told=told.get(entry.seq) or _listed(entry),
        )
        for entry in store.journal.entries(address, limit=limit)
    ]


def _told(store: SchoolStore) -> dict[int, str]:
    """Number of an entry → its line, as the window has it."""
    return {entry.seq: entry.title for entry in read_past(store)}


def _listed(entry: JournalEntry) -> str:
    """What was done and the first places it was done to."""
    places = "、".join(map(one_line, entry.addresses[:_MOST_PLACES]))
    return f"{entry.kind.label}  {places}".rstrip()


@contextmanager
def opened_any(path: Path) -> Iterator[AnyStore]:
    """Open a school's or a bureau's store read-only, whichever it is."""
    store: AnyStore
    try:
        store = SchoolStore.open(path, read_only=True)
    except NotOurFile:
        store = BureauStore.open(path, read_only=True)
    with store:
        yield store


def back_up(store: AnyStore, target: Path | None, *, replace: bool) -> Path:
    """Make a verified copy: into a file or folder, or beside the store when there is no target.

    Args:
        store: The open store.
        target: The file or folder; ``None`` for an automatic backup.
        replace: Whether the user asked that an earlier backup there is replaced.

    Raises:
        Misused: The target is the store itself.
        storage.errors.NotReplaced: There is anything but a backup of this store.
        storage.errors.WouldReplace: There is one, and ``replace`` is false.

    """
    if target is None:
        return store.backups.make()
    file = store.place if isinstance(store.place, Path) else None
    if target.is_dir():
        ending = BUREAU_ENDING if file is None else file.suffix
        target = target / f"{store.place.stem}-backup{ending}"
    if file is not None and _is_same(target, file):
        raise Misused("备份不能写到原文件上，请换一个文件名或文件夹。")
    store.backups.write_to(target, replace=replace)
    return target


def restore(
    kind: type[SchoolStore] | type[BureauStore], path: Path, copy: Path, *, actor: Actor
) -> Path | None:
    """Put a backup in the place of a store, or where there is none.

    Args:
        kind: Which of the two kinds of store.
        path: The store.
        copy: The backup.
        actor: Who restores; the journal says so.

    Returns:
        Where the store that was there was set aside, or ``None`` if there was none.

    Raises:
        Misused: The backup is the store itself.
        Refused: The store there is another school's or of another period.
        storage.errors.EnvironmentProblem: The backup is no whole store of this kind, the store is
            open, or the place cannot be written; the store is then as it was.

    """
    if _is_same(copy, path):
        raise Misused("备份就是这个库本身。请选择要恢复的备份文件。")
    _refuse_anothers(kind, path, copy)
    return kind.restore(path, copy, actor=actor)


def _is_same(one: Path, other: Path) -> bool:
    # Not Path.resolve: it has no sentence for links that lead in a circle.
    return os.path.realpath(one) == os.path.realpath(other)


def _refuse_anothers(kind: type[SchoolStore] | type[BureauStore], path: Path, copy: Path) -> None:
    """Refuse the backup of somebody else; a store that cannot be read has no say."""
    with suppress(StoreError, OSError, LookupError):
        # Of any version: an older backup would be upgraded, and be somebody else's all the same.
        with kind.look(path) as store, kind.look(copy) as backup:
            (code, period), (of, year) = _whose(store), _whose(backup)
            same = (code, period) == (of, year) or _begin_alike(store, backup)
        if not same:
            raise Refused(
                f"备份“{hidden_shown(copy.name)}”是 {of} {year} 年的，要恢复的库是 {code} {period}"
                " 年的，没有恢复。请选择这个库自己的备份；要另外打开那份备份，请恢复成一个新的文件名。"
            )


def _whose(store: AnyStore) -> tuple[str, int]:
    meta = store.meta
    code = meta.school_code if isinstance(meta, SchoolMeta) else meta.bureau_code
    return code, meta.period


def _begin_alike(store: AnyStore, copy: AnyStore) -> bool:
    """Whether both come from one founding; its code may have been put right since."""
    return store.journal.holds(JournalHead(1, copy.journal.entry(1).hash))
