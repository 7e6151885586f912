"""Whether a school's journal was carried on from one package to the next.

The packages prove it: each names the head of the journal it was made from and the earlier heads that
are still in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from exporters.asic.journal_note import JournalNote, note_in
from operations.bureau.intake.examine import journal_head
from storage.bureau.packages import PackageRecord
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class JournalBreak:
    """Two successive packages of a school between which its journal was not carried on.

    Attributes:
        school: Code of the school.
        before: Number of the earlier package.
        after: Number of the later one.
        message: The sentence for the officer.

    """

    school: str
    before: int
    after: int
    message: str


def journal_breaks(store: BureauStore) -> list[JournalBreak]:
    """Find every break between packages that stand, by school and number."""
    found: list[JournalBreak] = []
    standing = sorted(
        (item for item in store.packages.all() if item.undone_at is None),
        key=lambda item: (item.school_code, item.number),
    )
    for _, group in groupby(standing, key=lambda item: (item.school_code, item.period)):
        for earlier, later in pairwise(group):
            note = note_in(store.packages.container(later.identity) or b"")
            message = _break(store, earlier, note, number=later.number)
            if message:
                numbers = (earlier.number, later.number)
                found.append(JournalBreak(later.school_code, *numbers, message))
    return found


def break_before(
    store: BureauStore, note: JournalNote | None, *, school: str, period: int, number: int
) -> str:
    """Say that a package to be taken does not carry on the journal; ``""`` if it does.

    Args:
        store: The bureau's store.
        note: What the package says about its journal.
        school: Whose it is.
        period: The year it reports; every year has a store and a journal of its own.
        number: Its number.

    """
    before = list(_earlier(store, school, period=period, number=number))
    return _break(store, before[-1], note, number=number) if before else ""


def _earlier(
    store: BureauStore, school: str, *, period: int, number: int
) -> Iterator[PackageRecord]:
    for item in sorted(store.packages.all(school), key=lambda item: item.number):
        if item.undone_at is None and item.period == period and item.number < number:
            yield item


def _break(
    store: BureauStore, earlier: PackageRecord, note: JournalNote | None, *, number: int
) -> str:
    head = journal_head(store.packages.document(earlier.identity) or b"")
    if note is not None and note.continues(head):
        return ""
    return (
        f"学校 {earlier.school_code} 的填报日志在第 {earlier.number} 号和第 {number} 号上报包之间"
        "没有接上：可能恢复过旧的备份、换过填报库，或日志被改动，请向学校核实"
    )
