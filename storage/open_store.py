"""What both stores have in common: the open file, its journal, settings, keys and backups."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self

from forms.workflow import Actor
from storage import backup, instants, reference, restoring
from storage.blobs import Blobs
from storage.changes import ChangeKind, Changes, changed
from storage.database import Database
from storage.errors import NotOurFile, Refusal
from storage.instants import Clock
from storage.journal import EntryKind, Journal, JournalEntry, JournalHead
from storage.migrations import Format
from storage.reference import Reference
from storage.school_meta import TrustFloor


class OpenStore:
    """An open store file; use it from one thread at a time, close it when done.

    Every public write is one transaction with its journal entry and returns
    :class:`~storage.changes.Changes`; several calls inside ``with store.transaction():`` are one
    transaction together.
    """

    program: ClassVar[Actor]
    """Who acts when no person is named."""
    format: ClassVar[Format]
    """The kind of file it is."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._journal = Journal(database)
        self._blobs = Blobs(database)
        self._reference = Reference(database)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, clock: Clock = instants.now) -> Self:
        """Open a store that exists.

        Raises:
            EnvironmentProblem: See :meth:`storage.database.Database.open`.

        """
        store = cls(Database.open(path, cls.format, read_only=read_only, clock=clock))
        if not store._reference.group(reference.META):
            store.close()
            raise NotOurFile(path, cls.format.label)
        return store

    @classmethod
    def restore(
        cls, path: Path, copy: Path, *, actor: Actor, clock: Clock = instants.now
    ) -> Path | None:
        """Put a backup in the place of a store; the journal of the restored store says so.

        Returns:
            Where the store that was there was set aside, or ``None`` if there was none.

        Raises:
            EnvironmentProblem: See :func:`storage.restoring.restore`.

        """
        aside = restoring.restore(path, copy, cls.format, clock=clock)
        with cls.open(path, clock=clock) as store:
            store.note_restored(copy.name, actor=actor)
        return aside

    def note_restored(self, backup_name: str, *, actor: Actor) -> None:
        """Note in the journal that the store is a backup put in place."""
        with self.transaction():
            payload = {"restored": backup_name}
            self._note(EntryKind.SETTINGS, actor, payload=payload, reason="从备份恢复")

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether writing is refused."""
        return self._database.read_only

    def close(self) -> None:
        """Close the file and free its lock. Closing twice does nothing."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[object]:
        """Make all writes inside the block one transaction: all of them, or none."""
        return self._database.transaction()

    # Journal

    def history(self, address: str | None = None, *, limit: int | None = 500) -> list[JournalEntry]:
        """Return journal entries, newest first.

        Args:
            address: Only those about this answer, row, table, form or (bureau) school code.
            limit: At most so many; ``None`` for all.

        """
        return self._journal.entries(address=address, limit=limit)

    def journal_head(self) -> JournalHead:
        """Return where the journal ends now."""
        return self._journal.head()

    # Settings

    def settings(self) -> dict[str, str]:
        """Return the bureau's settings (forms catalogue 1.7): id → text."""
        return self._reference.group(reference.SETTINGS)

    def put_settings(self, settings: Mapping[str, str], *, actor: Actor | None = None) -> Changes:
        """Replace all settings."""
        return self._replace_group(reference.SETTINGS, settings, actor)

    # Keys and certificates

    def blob(self, kind: str) -> bytes | None:
        """Return the bytes kept under a name (:class:`~storage.blobs.BlobKind`), or ``None``."""
        return self._blobs.get(kind)

    def put_blob(self, kind: str, content: bytes, *, actor: Actor | None = None) -> Changes:
        """Keep bytes under a name; the journal gets their digest."""
        with self.transaction():
            self._blobs.put(kind, content)
            payload = {"kind": str(kind), "sha256": hashlib.sha256(content).hexdigest()}
            self._note(EntryKind.KEY, actor, payload=payload)
        return changed(ChangeKind.KEYS)

    def trust_floor(self) -> TrustFloor:
        """Return the highest revocation list and latest time seen."""
        return TrustFloor.from_text(self._reference.group(reference.FLOOR))

    def raise_trust_floor(
        self, *, crl_number: int = 0, seen_at: datetime | None = None
    ) -> TrustFloor:
        """Raise the floor to these values where they are higher; return it."""
        with self.transaction():
            floor = self.trust_floor().raised(crl_number=crl_number, seen_at=seen_at)
            self._reference.put(reference.FLOOR, floor.to_text())
        return floor

    def correct_trust_time(self, at: datetime, *, actor: Actor, reason: str) -> Changes:
        """Set the latest time seen back, because a clock had run ahead; the journal keeps who and why.

        Raises:
            Refusal: No reason is given.

        """
        if not reason.strip():
            raise Refusal("请写明校正时间的原因；原因会记入日志。")
        with self.transaction():
            before = self.trust_floor()
            floor = TrustFloor(before.crl_number, at)
            self._reference.put(reference.FLOOR, floor.to_text())
            payload = {"from": before.to_text(), "to": floor.to_text()}
            self._note(EntryKind.SETTINGS, actor, payload=payload, reason=reason)
        return changed(ChangeKind.KEYS)

    # Backups

    def backup_to(self, target: Path) -> None:
        """Write a verified copy of the store to a file, replacing what is there.

        Raises:
            EnvironmentProblem: It cannot be written, or does not agree; the old file is untouched.

        """
        with self._database.errors():
            backup.write(self._database.connection, target)

    def back_up(self) -> Path:
        """Make an automatic backup beside the store, thin the old ones, return the new one."""
        now = self._database.clock()
        with self._database.errors():
            return backup.make(
                self._database.connection, self.path, now=now, reason=backup.SCHEDULED
            )

    @property
    def backup_due(self) -> bool:
        """Whether it is time for the next automatic backup."""
        return backup.is_due(self.path, self._database.clock())

    def backups(self) -> tuple[Path, ...]:
        """Return the automatic backups, newest first."""
        return backup.backups_of(self.path)

    # For the stores themselves

    @classmethod
    @contextmanager
    def _founding(
        cls, path: Path, meta: Mapping[str, str], *, actor: Actor, clock: Clock
    ) -> Iterator[Self]:
        """Make a store with what it is about and what the block writes: all of it, or no store."""
        with Database.making(path, cls.format, clock=clock) as database:
            store = cls(database)
            with store.transaction():
                store._reference.put(reference.META, meta)
                store._note(EntryKind.CREATE, actor, payload={"meta": dict(meta)})
                yield store

    def _note(
        self,
        kind: EntryKind,
        actor: Actor | None,
        *,
        revision: int = 0,
        addresses: Sequence[str] = (),
        payload: Mapping[str, object] | None = None,
        reason: str = "",
    ) -> None:
        """Journal something that has no inverse."""
        self._journal.append(
            kind,
            actor=actor or self.program,
            revision=revision,
            addresses=addresses,
            payload=payload,
            reason=reason,
        )

    def _replace_group(self, group: str, values: Mapping[str, str], actor: Actor | None) -> Changes:
        with self.transaction():
            self._reference.replace(group, values)
            self._note(EntryKind.SETTINGS, actor, payload={group: dict(values)})
        return changed(ChangeKind.SETTINGS)
