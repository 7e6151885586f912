"""How two copies of a store stand to each other, by their journals, and what one lacks of the other."""

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import Final

from forms.live.compare import compare
from operations.any_store import AnyStore
from operations.copies.contents import readable
from operations.packs.bundled import bundled_pack
from storage.bureau.packages import SchoolStatus
from storage.journal.journal import EntryKind, JournalEntry, JournalHead
from storage.school.store import SchoolStore

_TYPING: Final = {EntryKind.EDIT, EntryKind.UNDO, EntryKind.REDO}
_NONE: Final = "没有上报"


class Kinship(Enum):
    """How a copy stands to the store at hand."""

    SAME = "same"
    EARLIER = "earlier"
    """The store has gone on from it."""
    LATER = "later"
    """It has gone on from the store."""
    DIVERGED = "diverged"
    """Both have gone on from the same beginning, each in its own way."""
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class CopyDifference:
    """One thing that is not alike in two copies.

    Attributes:
        place: What it is.
        there: As the copy has it.
        here: As the store at hand has it.

    """

    place: str
    there: str
    here: str


@dataclass(frozen=True, slots=True)
class CopyComparison:
    """What going over to a copy would change.

    Attributes:
        relation: How it stands to the store at hand.
        lost: What the store at hand has and the copy lacks, a sentence each.
        gained: What the copy has and the store lacks, a sentence each.
        differences: What reads differently in the two.

    """

    relation: Kinship
    lost: tuple[str, ...] = ()
    gained: tuple[str, ...] = ()
    differences: tuple[CopyDifference, ...] = ()


def compare_copies(store: AnyStore, copy: AnyStore) -> CopyComparison:
    """Compare a copy with the store at hand.

    Raises:
        storage.errors.StoreError: The journal of one of them cannot be read.

    """
    here, there, common = store.journal.head(), copy.journal.head(), _last_common(store, copy)
    if not common:
        return CopyComparison(Kinship.UNRELATED)
    relation = {
        (True, True): Kinship.SAME,
        (False, True): Kinship.EARLIER,
        (True, False): Kinship.LATER,
        (False, False): Kinship.DIVERGED,
    }[here.seq == common, there.seq == common]
    return CopyComparison(
        relation,
        _told(store, _after(store, common)),
        _told(copy, _after(copy, common)),
        () if relation is Kinship.SAME else _differences(store, copy),
    )


def _last_common(store: AnyStore, copy: AnyStore) -> int:
    """Find the number of the last entry that both journals have; 0 if none."""
    low, most = 0, min(store.journal.head().seq, copy.journal.head().seq)
    while low < most:
        middle = (low + most + 1) // 2
        shared = store.journal.holds(JournalHead(middle, copy.journal.entry(middle).hash))
        low, most = (middle, most) if shared else (low, middle - 1)
    return low


def _after(store: AnyStore, seq: int) -> list[JournalEntry]:
    more = store.journal.head().seq - seq
    return store.journal.entries(limit=more) if more else []


def _told(store: AnyStore, entries: list[JournalEntry]) -> tuple[str, ...]:
    """Say what a store has in entries that the other lacks."""
    if not entries:
        return ()
    kinds = Counter(entry.kind for entry in entries)
    typed = sum(kinds.pop(kind, 0) for kind in _TYPING)
    counted = [f"填写和修改 {typed} 次"] if typed else []
    counted += [f"{kind.label} {count} 次" for kind, count in kinds.items()]
    ends = dict.fromkeys(
        f"{one.at.astimezone():%Y-%m-%d %H:%M}" for one in (entries[-1], entries[0])
    )
    told = f"{' 至 '.join(ends)} 的 {len(entries)} 条记录：{'、'.join(counted)}。"
    return (told, *_warnings(store, entries))


def _warnings(store: AnyStore, entries: list[JournalEntry]) -> list[str]:
    """Say what others already have and a store without these entries would not know of."""
    kinds = {entry.kind for entry in entries}
    if isinstance(store, SchoolStore):
        signed = EntryKind.SIGN in kinds
        return [_SIGNED] if signed else []
    return [sentence for kind, sentence in _AT_THE_BUREAU if kind in kinds]


_SIGNED: Final = "其中有校长签名的上报包。如果已经交给区局，没有它的库再上报会被拒收，请先问区局。"
_AT_THE_BUREAU: Final = (
    (EntryKind.ACCEPT, "其中接收的上报包要重新导入。"),
    (
        EntryKind.ISSUE,
        "其中发出的回执、退回单、开户文件学校可能已经收到，没有它们的库里不再有记录。",
    ),
    (EntryKind.CERTIFICATE, "其中签发的证书学校仍在用，没有它们的库里不再登记，也就吊销不到。"),
    (EntryKind.REVOKE, "其中的吊销要重做。"),
)


def _differences(store: AnyStore, copy: AnyStore) -> tuple[CopyDifference, ...]:
    return (*(readable(lambda: _districts(store, copy)) or ()), *_answers(store, copy))


def _answers(store: AnyStore, copy: AnyStore) -> tuple[CopyDifference, ...]:
    there, here = readable(copy.answers.load), readable(store.answers.load)
    if there is None or here is None:
        return ()
    return tuple(
        CopyDifference(change.label, change.before, change.after)
        for change in compare(there, here, bundled_pack())
    )


def _districts(store: AnyStore, copy: AnyStore) -> tuple[CopyDifference, ...]:
    if isinstance(store, SchoolStore) or isinstance(copy, SchoolStore):
        return ()
    there, here = (
        {status.school_code: status for status in one.packages.statuses()} for one in (copy, store)
    )
    found = (
        CopyDifference(status.school_name, _package(there.get(code)), _package(here.get(code)))
        for code, status in sorted({**there, **here}.items())
    )
    return tuple(one for one in found if one.there != one.here)


def _package(status: SchoolStatus | None) -> str:
    """Say which package of a school a bureau has."""
    if status is None:
        return "不在名册"
    if status.package is None:
        return _NONE
    return f"第 {status.package.number} 份，{status.state.label}"
