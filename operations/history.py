"""What happened to a return: its journal in plain lines, and whether the journal is whole."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms.types.visible import one_line
from forms.workflow import Actor
from operations.errors import Misused
from storage.bureau.store import BureauStore
from storage.journal import JournalVerdict
from storage.school.store import SchoolStore

AnyStore = SchoolStore | BureauStore


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal.

    Attributes:
        seq: Its number.
        at: When (UTC).
        who: Name and role.
        what: Kind of entry, as users read it.
        where: Addresses it is about.
        reason: Why, or ``""``.

    """

    seq: int
    at: datetime
    who: str
    what: str
    where: tuple[str, ...]
    reason: str


def read_history(
    store: AnyStore, *, address: str | None = None, limit: int | None = 100
) -> list[Event]:
    """Read the journal, newest first; ``address`` takes only what is about it."""
    return [
        Event(
            seq=entry.seq,
            at=entry.at,
            who=f"{one_line(entry.actor.name)}（{entry.actor.role.label}）",
            what=entry.kind.label,
            where=tuple(map(one_line, entry.addresses)),
            reason=one_line(entry.reason),
        )
        for entry in store.journal.entries(address, limit=limit)
    ]


def verify_history(store: AnyStore) -> JournalVerdict:
    """Recompute the chain of the journal from its first entry."""
    return store.verify_journal()


def back_up(store: AnyStore, target: Path | None) -> Path:
    """Make a verified copy: into a file or folder, or beside the store when there is no target.

    Raises:
        Misused: The target is the store itself.

    """
    if target is None:
        return store.backups.make()
    if target.is_dir():
        target = target / f"{store.path.stem}-backup{store.path.suffix}"
    if target.resolve() == store.path.resolve():
        raise Misused("备份不能写到原文件上，请换一个文件名或文件夹。")
    store.backups.write_to(target)
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
        storage.errors.EnvironmentProblem: The backup is no whole store of this kind, the store is
            open, or the place cannot be written; the store is then as it was.

    """
    if copy.resolve() == path.resolve():
        raise Misused("备份就是这个库本身。请选择要恢复的备份文件。")
    return kind.restore(path, copy, actor=actor)
