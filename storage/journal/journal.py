"""Table ``journal``: every write of a store, append-only, each entry chained to the one before by hash.

Triggers refuse to change or delete an entry. Whoever gets around them is found by
:meth:`Journal.verify`, and a truncated end by the heads that signed packages carry away.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from forms.edits import Edit
from forms.workflow import Actor, Role
from storage.database import Database
from storage.engines.engine import Row
from storage.journal import edit_codec
from storage.journal.entry_json import canonical
from storage.journal.entry_kind import EntryKind
from storage.rows import instants
from storage.rows.store_table import StoreTable, containing
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

__all__ = [
    "APPEND",
    "GENESIS",
    "EntryKind",
    "Journal",
    "JournalEntry",
    "JournalHead",
    "JournalVerdict",
    "create_tables",
    "entry_hash",
    "is_inside",
]

GENESIS: Final = "0" * 64
"""What the first entry has for the hash before it."""

_COLUMNS: Final = (
    "seq, at, actor, role, kind, revision, addresses, payload, inverse, reason, previous, hash"
)
APPEND: Final = f"INSERT INTO journal ({_COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"  # noqa: S608


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One entry.

    Attributes:
        seq: 1, 2, 3 … without gaps.
        at: When, UTC.
        actor: Who.
        kind: What was done.
        revision: Revision of the return, at the bureau 1 for its own form; 0 for all else.
        addresses: What it was about: addresses of answers (forms catalogue 1.2), ``form.table#none``, keys of
            justifications; at the bureau school codes.
        payload: Details; for edits under ``edits``.
        inverses: Edits that undo it, in the order in which they do.
        reason: Why, as the actor said; may be empty.
        hash: SHA-256 (hex) over everything above and the hash before.

    """

    seq: int
    at: datetime
    actor: Actor
    kind: EntryKind
    revision: int
    addresses: tuple[str, ...]
    payload: Mapping[str, object]
    inverses: tuple[Edit, ...]
    reason: str
    hash: str

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that were applied; empty for other kinds."""
        edits = self.payload.get("edits", [])
        return edit_codec.from_json(edits) if isinstance(edits, list) else ()


@dataclass(frozen=True, slots=True)
class JournalHead:
    """Where the journal ends: number of entries and hash of the last (:data:`GENESIS` if empty)."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class JournalVerdict:
    """Whether the journal is as it was written.

    Attributes:
        intact: Every entry is there and unchanged.
        entries: How many entries there are.
        first_broken: Number of the first entry that is wrong or missing, else ``None``.
        message: One Chinese sentence.
        confirmed: Those of the heads asked about that are in the chain, in its order.

    """

    intact: bool
    entries: int
    first_broken: int | None
    message: str
    confirmed: tuple[JournalHead, ...] = ()


class Journal(StoreTable):
    """The journal of one store. Writing needs an open transaction."""

    table = "journal"

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._head: JournalHead | None = None
        database.on_change(self._forget)

    def head(self) -> JournalHead:
        """Return where the journal ends now."""
        if self._head is None:
            row = self._one("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
            self._head = (
                JournalHead(row.integer("seq"), row.text("hash"))
                if row
                else JournalHead(0, GENESIS)
            )
        return self._head

    def append(
        self,
        kind: EntryKind,
        *,
        actor: Actor,
        revision: int = 0,
        addresses: Sequence[str] = (),
        payload: Mapping[str, object] | None = None,
        inverses: Sequence[Edit] = (),
        reason: str = "",
    ) -> tuple[int, datetime]:
        """Write one entry; return its number and time."""
        head, at = self.head(), self._database.clock()
        sealed: Row = (
            head.seq + 1,
            instants.to_text(at),
            actor.name,
            actor.role.value,
            kind.value,
            revision,
            canonical(list(addresses)),
            canonical(payload or {}),
            canonical(edit_codec.to_json(inverses)),
            reason,
            head.hash,
        )
        digest = entry_hash(sealed)
        self._write(APPEND, *sealed, digest)
        self._head = JournalHead(head.seq + 1, digest)
        return head.seq + 1, at

    def entry(self, seq: int) -> JournalEntry:
        """Read one entry; :class:`LookupError` if there is none of that number."""
        row = self._one(f"SELECT {_COLUMNS} FROM journal WHERE seq = ?", seq)  # noqa: S608
        if row is None:
            message = f"the journal has no entry {seq}"
            raise LookupError(message)
        return _read(row)

    def last(self, kind: EntryKind) -> JournalEntry | None:
        """Read the newest entry of a kind, or ``None``."""
        row = self._one(
            f"SELECT {_COLUMNS} FROM journal WHERE kind = ? ORDER BY seq DESC LIMIT 1",  # noqa: S608
            kind.value,
        )
        return None if row is None else _read(row)

    def entries(self, address: str | None = None, *, limit: int | None = 500) -> list[JournalEntry]:
        """Read entries, newest first.

        Args:
            address: Only those about this answer, row, table, form or (bureau) school code.
            limit: At most so many; ``None`` for all.

        """
        found: list[JournalEntry] = []
        for row in self._newest_first(address):
            entry = _read(row)
            if address is None or any(is_inside(item, address) for item in entry.addresses):
                found.append(entry)
            if limit is not None and len(found) >= limit:
                break
        return found

    def _newest_first(self, address: str | None) -> Iterator[StoredRow]:
        # The pattern only sorts out most of the rows; whether an address really matches is_inside says.
        start = "" if address is None else canonical(address)[:-1]
        return self._stream(
            f"SELECT {_COLUMNS} FROM journal WHERE addresses LIKE ? ESCAPE '!' ORDER BY seq DESC",  # noqa: S608
            containing(start),
        )

    def verify(self, known: Iterable[JournalHead] = ()) -> JournalVerdict:
        """Recompute the whole chain.

        Args:
            known: Heads that left the store earlier, in packages; they have to be in the chain.

        """
        expected = {head.seq: head.hash for head in known}
        confirmed: list[JournalHead] = []
        previous, count = GENESIS, 0
        with self._database.errors():
            rows = self._database.engine.execute(f"SELECT {_COLUMNS} FROM journal ORDER BY seq")  # noqa: S608
            for count, row in enumerate(rows, start=1):
                fits = row[0] == count and row[10] == previous and row[11] == entry_hash(row[:11])
                # Every store begins with its founding: what begins otherwise has lost its beginning.
                fits = fits and (count > 1 or row[4] == EntryKind.CREATE)
                asked = expected.pop(count, None)
                if not fits or asked not in {None, row[11]}:
                    return _broken(count, self._length(), confirmed)
                previous = str(row[11])
                confirmed.extend([JournalHead(count, previous)] if asked else [])
        written = self._database.engine.highest_ever(self.table)
        if written != count or expected or not count:
            return _broken(count + 1, count, confirmed)
        return JournalVerdict(
            intact=True,
            entries=count,
            first_broken=None,
            message=f"日志完整，共 {count} 条，没有被改动。",
            confirmed=tuple(confirmed),
        )

    def holds(self, head: JournalHead) -> bool:
        """Whether the journal has been at this place; the beginning of the hash will do."""
        return self._exists(
            "SELECT 1 FROM journal WHERE seq = ? AND substr(hash, 1, length(?)) = ?",
            head.seq,
            head.hash,
            head.hash,
        )

    def set_back(self) -> list[int]:
        """Return the numbers of entries that say an earlier time than the entry before."""
        rows = self._stream(
            "SELECT seq FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM journal) AS timed"
            " WHERE at < before"
        )
        return [row.integer("seq") for row in rows]

    def _length(self) -> int:
        return self._integer("SELECT count(*) FROM journal")

    def _forget(self) -> None:
        self._head = None


def entry_hash(sealed: Row) -> str:
    """Hash an entry: SHA-256 (hex) over its columns up to ``previous`` as canonical JSON."""
    return hashlib.sha256(canonical(list(sealed)).encode()).hexdigest()


def is_inside(address: str, place: str) -> bool:
    """Tell whether an address is ``place`` itself or lies in the row, table or form of that name."""
    return address.startswith(place) and address[len(place) : len(place) + 1] in {"", ".", "[", "#"}


def create_tables(schema: "Schema") -> None:
    """Make the journal's table with the triggers that keep it append-only (format 1.0)."""
    schema.execute(
        "CREATE TABLE journal ("
        " seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, actor TEXT NOT NULL,"
        " role TEXT NOT NULL, kind TEXT NOT NULL, revision INTEGER NOT NULL,"
        " addresses TEXT NOT NULL, payload TEXT NOT NULL, inverse TEXT NOT NULL,"
        " reason TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
    )
    for verb in ("UPDATE", "DELETE"):
        schema.execute(
            f"CREATE TRIGGER journal_no_{verb.lower()} BEFORE {verb} ON journal"
            " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
        )
    # INSERT OR REPLACE would take an entry away without firing the trigger on deletion.
    schema.execute(
        "CREATE TRIGGER journal_no_replace BEFORE INSERT ON journal"
        " WHEN EXISTS (SELECT 1 FROM journal WHERE seq >= NEW.seq)"
        " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    )


def _read(row: StoredRow) -> JournalEntry:
    return JournalEntry(
        seq=row.integer("seq"),
        at=row.instant("at"),
        actor=Actor(row.text("actor"), row.choice("role", Role)),
        kind=row.choice("kind", EntryKind),
        revision=row.integer("revision"),
        addresses=tuple(map(str, row.parsed("addresses", _list))),
        payload=row.parsed("payload", _payload),
        inverses=row.parsed("inverse", _edits),
        reason=row.text("reason"),
        hash=row.text("hash"),
    )


def _list(text: str) -> list[object]:
    found = json.loads(text)
    if isinstance(found, list):
        return found
    message = f"not a list: {text[:20]}"
    raise ValueError(message)


def _payload(text: str) -> dict[str, object]:
    found = json.loads(text)
    if not isinstance(found, dict):
        message = f"not an object: {text[:20]}"
        raise ValueError(message)  # noqa: TRY004 - the text is at fault, not a caller
    found.pop("rows", None)  # what the entry carries for the replay is no detail of what was done
    edits = found.get("edits")
    if isinstance(edits, list):
        edit_codec.from_json(edits)  # what JournalEntry.edits reads is looked at here
    return found


def _edits(text: str) -> tuple[Edit, ...]:
    return edit_codec.from_json(_list(text))


def _broken(seq: int, entries: int, confirmed: Sequence[JournalHead]) -> JournalVerdict:
    return JournalVerdict(
        intact=False,
        entries=entries,
        first_broken=seq,
        message=f"日志从第 {seq} 条起与记录时不一致，可能被改动或截断。请保留文件并报告区局。",
        confirmed=tuple(confirmed),
    )
