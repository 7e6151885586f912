"""``data/journal.json``: where the journal ends of the store that a container comes from.

A return names the head of the journal it was made from. This file adds its length, and the heads
earlier packages carried away, as far as the journal still contains them. A bureau that has taken an
earlier package and does not find its head here knows that the journal was not carried on: an old
backup was restored, another store was used, or somebody wrote into the file.

Files of the bureau carry the head of the bureau's journal: whoever has kept one can show later that
the journal was cut or rewritten. Files of earlier versions of the program do not have it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Final

from exporters import limits
from exporters.asic import names, shapes
from exporters.asic.zip_reader import Archive
from exporters.refusal import Refusal
from exporters.strict_json import Json, JsonError, decode, encode


class JournalNoteError(ValueError):
    """Not a note on a journal; the message is a Chinese clause."""


@dataclass(frozen=True, slots=True)
class Head:
    """A place in the journal: number of entries, and hash of the last (64 hex digits)."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class JournalNote:
    """What a package says about its journal.

    Attributes:
        head: Where it ends.
        earlier: Heads that went out in earlier packages and are still in it, in its order.

    """

    head: Head
    earlier: tuple[Head, ...] = ()

    def continues(self, head: str) -> bool:
        """Whether the journal still holds the end that an earlier package named."""
        return any(item.hash == head for item in self.earlier)


def encode_note(note: JournalNote) -> bytes:
    """Write ``data/journal.json``."""
    return encode({"head": asdict(note.head), "earlier": [asdict(item) for item in note.earlier]})


def decode_note(data: bytes) -> JournalNote:
    """Read ``data/journal.json``.

    Raises:
        JournalNoteError: It has another shape, or the places do not rise.

    """
    try:
        content = _NOTE(decode(data))
    except (JsonError, shapes.ShapeError) as error:
        raise JournalNoteError(f"日志记录（data/journal.json）不合规定：{error}") from error
    head = Head(**content["head"])
    earlier = tuple(Head(**item) for item in content["earlier"])
    places = [item.seq for item in (*earlier, head)]
    # A package that was made a second time before it was sent names the same place once more.
    if any(later < place for place, later in pairwise(places)):
        raise JournalNoteError("日志记录（data/journal.json）里的位置前后颠倒")
    return JournalNote(head, earlier)


def note_in(container: bytes) -> JournalNote | None:
    """Read the note a container carries; ``None`` if it has none, or none that can be read."""
    try:
        archive = Archive(container)
        if names.JOURNAL not in archive.entries:
            return None
        return decode_note(archive.read(names.JOURNAL))
    except (Refusal, JournalNoteError):
        return None


def note_of(head: tuple[int, str], earlier: Iterable[tuple[int, str]]) -> JournalNote:
    """Make a note from places as the store gives them: sequence number and hash."""
    return JournalNote(Head(*head), tuple(Head(*item) for item in earlier))


def _place(value: Json) -> int:
    # bool is an int to isinstance.
    if type(value) is not int or not 0 <= value <= limits.INTEGER:
        raise shapes.ShapeError("不是日志的条数")
    return value


_HEAD: Final = shapes.record({"seq": _place, "hash": shapes.digest})
_NOTE: Final = shapes.record({"head": _HEAD, "earlier": shapes.list_of(_HEAD)})
