"""Replay the journal of a store and compare every table with it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from storage.database import Database
from storage.journal import edit_codec, kept_rows
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import KeptRow, Key
from storage.replay.answers import ReplayedAnswers
from storage.replay.difference import TableDifference, differences_of
from storage.rows.store_table import StoreTable
from storage.rows.stored_row import StoredRow

_EDITS = frozenset({EntryKind.EDIT, EntryKind.UNDO, EntryKind.REDO})


@dataclass(frozen=True, slots=True)
class Replay:
    """What the replay of a journal has shown.

    Attributes:
        differences: What the tables hold otherwise.
        since: Number of the entry from which on everything is carried; above 1 in a store of an
            earlier version, whose older entries vouch for the answers alone.

    """

    differences: tuple[TableDifference, ...]
    since: int


@dataclass(slots=True)
class Expected:
    """What the entries so far say: the answers, and all other rows with the entry that left them."""

    answers: ReplayedAnswers = field(default_factory=ReplayedAnswers)
    rows: dict[tuple[str, Key], tuple[KeptRow | None, int]] = field(default_factory=dict)
    since: int = 0
    out_of_place: list[int] = field(default_factory=list)

    def follow(self, seq: int, kind: EntryKind, revision: int, payload: str, inverse: str) -> None:
        """Follow one entry.

        Raises:
            ValueError: It is none that the program writes.

        """
        said = json.loads(payload)
        changes = list(kept_rows.changes_in(said))
        if kind is EntryKind.BASELINE and self.since:
            self.out_of_place.append(seq)  # Only the upgrade writes one, and a store has but one.
            return
        if changes and (seq == 1 or kind is EntryKind.BASELINE):
            self.since = seq
        for table, key, row in changes:
            self.rows[table, key] = row, seq
        if kind in _EDITS:
            edits = edit_codec.from_json(said["edits"])
            self.answers.follow(revision, edits, edit_codec.from_json(json.loads(inverse)))
        if kind is EntryKind.MOVE and said.get("move") == "reopen":
            self.answers.copy(revision, revision + 1)


class Replayer(StoreTable):
    """Follows the journal of one store."""

    table = "journal"

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._engine = database.engine

    def replay(self) -> Replay:
        """Compare every table with what the journal says; takes time linear in both."""
        expected = Expected()
        for row in self._stream(
            "SELECT seq, kind, revision, payload, inverse FROM journal ORDER BY seq"
        ):
            seq = row.integer("seq")
            try:
                _follow(expected, row, seq)
            except (ValueError, KeyError, TypeError, AttributeError):
                return Replay((_unreadable(seq),), expected.since)
        found = [_second_baseline(seq) for seq in expected.out_of_place]
        if expected.since:
            found.extend(self._kept(expected))
        else:
            found.append(_no_beginning())
        found.extend(self._answers(expected.answers))
        return Replay(tuple(found), expected.since)

    def _kept(self, expected: Expected) -> Iterator[TableDifference]:
        waiting = dict(expected.rows)
        for table in kept_rows.tables_of(self._engine.tables()):
            for key, row in self._rows(table):
                said, entry = waiting.pop((table, key), (None, 0))
                yield from differences_of(table, key, said, row, entry=entry)
        for (table, key), (said, entry) in waiting.items():
            if said is not None:
                yield from differences_of(table, key, said, None, entry=entry)

    def _answers(self, answers: ReplayedAnswers) -> Iterator[TableDifference]:
        waiting = {(table, key): row for table, key, row in answers.rows()}
        for table in kept_rows.ANSWER_KEYS:
            for key, row in self._rows(table):
                said = waiting.pop((table, key), None)
                yield from differences_of(table, key, said, row, entry=0)
        for (table, key), said in waiting.items():
            yield from differences_of(table, key, said, None, entry=0)

    def _rows(self, table: str) -> Iterator[tuple[Key, KeptRow]]:
        with self._database.errors():
            yield from kept_rows.read_rows(self._engine, table)


def _follow(expected: Expected, row: StoredRow, seq: int) -> None:
    expected.follow(
        seq,
        EntryKind(row.text("kind")),
        row.integer("revision"),
        row.text("payload"),
        row.text("inverse"),
    )


def _unreadable(seq: int) -> TableDifference:
    message = f"日志第 {seq} 条读不懂，不能重放，库里的内容没有核对。"
    return TableDifference("journal", str(seq), "", seq, message)


def _no_beginning() -> TableDifference:
    message = "日志里没有库建立时或升级时的内容，只能核对填报内容，其他各表没有核对。"
    return TableDifference("journal", "1", "", 1, message)


def _second_baseline(seq: int) -> TableDifference:
    message = f"日志第 {seq} 条自称“核对基线”，这里不应当有，可能是补写的，没有采用。"
    return TableDifference("journal", str(seq), "", seq, message)
