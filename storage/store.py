"""What both stores are: one open file, and a repository for each thing that is kept in it."""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final, Self

from forms.workflow import Actor
from storage.address import StorePlace
from storage.answers.attachments import Attachments
from storage.answers.editing import Answers
from storage.answers.revisions import Revisions
from storage.backups import restoring
from storage.backups.open_store import FileBackups, StoreBackups
from storage.database import Database
from storage.engines.sqlite.store import StoreFile
from storage.errors import NotOurFile, StoreRefusal
from storage.journal.journal import EntryKind, JournalVerdict
from storage.journal.kept_rows import RowPlace
from storage.migrations import Format
from storage.named.blobs import Blobs
from storage.named.form_owner import FormOwner
from storage.named.named_values import NamedValues, ValueGroup
from storage.named.trust import TrustMemory
from storage.opening import making, open_database, open_to_look, upgrade_database
from storage.rows import instants
from storage.rows.instants import Clock
from storage.rows.repository import Ledger

if TYPE_CHECKING:
    from storage.replay.replay import Replay


_MARK: Final = "mark"


class Store(ABC):
    """An open store file; use it from one thread at a time, close it when done.

    What is kept in it lies in its repositories. Several of their writes inside
    ``with store.transaction():`` are one transaction together.

    Attributes:
        journal: Every write, chained.
        settings: The bureau's settings (forms catalogue 1.7): id → text.
        blobs: Locked keys, certificates and other bytes under a name.
        whereabouts: Which computer it was last used on.
        trust: What was seen and must not go back.
        backups: Copies of the store.
        revisions: The revisions of the form.
        answers: What stands in the form, with undo.
        attachments: The files of its attachment fields.

    """

    program: ClassVar[Actor]
    """Who acts when no person is named."""
    format: ClassVar[Format]
    """The kind of file it is."""
    revisions_kind: ClassVar[type[Revisions]] = Revisions
    """What is known of the revisions of its form."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._ledger = Ledger(database, self.program)
        self._about = NamedValues(self._ledger, ValueGroup.META)
        self.journal = self._ledger.journal
        self.settings = NamedValues(self._ledger, ValueGroup.SETTINGS)
        self.blobs = Blobs(self._ledger)
        self.whereabouts = NamedValues(self._ledger, ValueGroup.PLACE)
        self.trust = TrustMemory(self._ledger)
        self.backups = self._find_backups()
        self.revisions = self.revisions_kind(database)
        self.answers = Answers(self._ledger, self.revisions, lambda: self.owner)
        self.attachments = Attachments(self._ledger, self.revisions)

    @property
    @abstractmethod
    def owner(self) -> FormOwner:
        """Whose form it holds."""

    @classmethod
    def open(
        cls, path: StorePlace, *, read_only: bool = False, clock: Clock = instants.now
    ) -> Self:
        """Open a store that exists.

        Raises:
            EnvironmentProblem: See :func:`storage.opening.open_database`.

        """
        store = cls(open_database(path, cls.format, read_only=read_only, clock=clock))
        with ExitStack() as on_failure:
            on_failure.callback(store.close)
            if not store._about.all():
                raise NotOurFile(path, cls.format.label)
            on_failure.pop_all()
        return store

    @classmethod
    def upgrade(cls, path: StorePlace) -> None:
        """Bring a store of an earlier version to the present format, in its place.

        Raises:
            EnvironmentProblem: See :func:`storage.opening.upgrade_database`.

        """
        upgrade_database(path, cls.format)

    @classmethod
    def look(cls, path: StorePlace, *, clock: Clock = instants.now) -> Self:
        """Open a store of any version, of which perhaps not everything can be read.

        Raises:
            EnvironmentProblem: See :func:`storage.opening.open_to_look`.

        """
        return cls(open_to_look(path, cls.format, clock=clock))

    @property
    def is_of_newer_version(self) -> bool:
        """Whether it is kept in a format this program does not know."""
        return self._database.version // 1000 > self.format.version // 1000

    @classmethod
    def restore(
        cls, path: Path, copy: Path, *, actor: Actor, clock: Clock = instants.now
    ) -> Path | None:
        """Put a backup in the place of a store; the journal of the restored store says so.

        Returns:
            Where the store that was there was set aside, or ``None`` if there was none.

        Raises:
            EnvironmentProblem: See :func:`storage.backups.restoring.restore`.

        """
        aside = restoring.restore(path, copy, cls.format, clock=clock)
        with cls.open(path, clock=clock) as store:
            store.note_restored(copy.name, actor=actor)
        return aside

    def note_restored(self, backup_name: str, *, actor: Actor) -> None:
        """Note in the journal that the store is a backup put in place."""
        with self.transaction():
            payload = {"restored": backup_name}
            self._ledger.note(EntryKind.SETTINGS, actor, payload=payload, reason="从备份恢复")

    def _find_backups(self) -> StoreBackups:
        engine = self._database.engine
        if isinstance(engine, StoreFile):
            return FileBackups(self._database, engine)
        return self._backups_beside_no_file()

    def _backups_beside_no_file(self) -> StoreBackups:
        """Give the backups of a store on a server.

        Raises:
            StoreRefusal: A store of this kind is always a file.

        """
        raise self._no_file()

    @property
    def mark(self) -> str:
        """What tells this store and its copies apart from other stores of the same school.

        Drawn by chance when the store is made; of one made by an earlier version, the time it was made.
        """
        about = self._about.all()
        return about.get(_MARK) or about["created"]

    @property
    def place(self) -> StorePlace:
        return self._database.place

    @property
    def path(self) -> Path:
        """Where its file lies.

        Raises:
            StoreRefusal: It lies on a server, so that there is none.

        """
        if isinstance(self.place, Path):
            return self.place
        raise self._no_file()

    def _no_file(self) -> StoreRefusal:
        return StoreRefusal(
            f"“{self.place.name}”在服务器上，没有文件。要一份文件，请先备份到文件，再对那一份做这一步。"
        )

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

    def was_saved(self, transaction: str) -> bool:
        """Ask what became of a transaction; see :meth:`storage.database.Database.was_saved`."""
        return self._database.was_saved(transaction)

    def forget(self) -> None:
        """Let everything that was read be read again: somebody else may have changed it."""
        self._database.forget()

    def verify_journal(self) -> JournalVerdict:
        """Recompute the journal's chain."""
        return self.journal.verify()

    def replay(self) -> "Replay":
        """Compare every table with what the journal says."""
        from storage.replay.replay import Replayer  # a proof somebody asks for now and then

        return Replayer(self._database).replay()

    def _found(self, meta: Mapping[str, str], actor: Actor) -> None:
        meta = {**meta, _MARK: secrets.token_hex(8)}
        self._about.put(meta)
        touched = [*self._about.places(meta), *self._begin()]
        self._ledger.note(EntryKind.CREATE, actor, payload={"meta": dict(meta)}, touched=touched)

    def _begin(self) -> list[RowPlace]:
        """Write what a new store of this kind begins with, and say where."""
        return []

    @classmethod
    @contextmanager
    def _founding(
        cls, path: StorePlace, meta: Mapping[str, str], *, actor: Actor, clock: Clock
    ) -> Iterator[Self]:
        """Make a store with what it is about and what the block writes: all of it, or no store."""
        with making(path, cls.format, clock=clock) as database:
            store = cls(database)
            with store.transaction():
                store._found(meta, actor)
                yield store
