"""Whether a store is as its journal says, and the journal the one that files outside of it know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exporters.asic.journal_note import note_in
from exporters.asic.stored import stands_for
from operations.any_store import AnyStore
from operations.bureau.anchoring import anchor_faults, signed_heads
from operations.journal.known_heads import KnownHead, head_as_printed, head_in_file
from storage.bureau.store import BureauStore
from storage.journal.journal import JournalHead
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class HistoryVerdict:
    """What was found about the journal of a store.

    Attributes:
        intact: Nothing is wrong.
        entries: How many entries there are.
        message: One sentence that sums it up.
        findings: What is wrong, a sentence each.
        remarks: What a person should know without anything being wrong, a sentence each.

    """

    intact: bool
    entries: int
    message: str
    findings: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def verify_history(
    store: AnyStore, against: Sequence[Path] = (), *, printed: Sequence[str] = ()
) -> HistoryVerdict:
    """Recompute the chain of the journal, replay it, and look for the ends that are known of it.

    Args:
        store: The store; read-only will do.
        against: Files that left it, or copies of it: their end of the journal has to be in it.
        printed: Ends of the journal as they stand on paper.

    Raises:
        Misused: A file is none of this store, or what is printed no end of a journal.
        Refused: A file cannot be read.

    """
    chain, replay = store.verify_journal(), store.replay()
    known = [
        *_kept_heads(store),
        *(head_in_file(store, path) for path in against),
        *map(head_as_printed, printed),
    ]
    findings = [
        *([] if chain.intact else [chain.message]),
        *(
            f"日志里没有{item.source}记下的末端（第 {item.head.seq} 条），在那以后被截短或改写过。"
            for item in known
            if not store.journal.holds(item.head)
        ),
        *(
            f"{item.source}是从这个库发出的，库里却没有这一份。"
            for item in known
            if not item.is_kept
        ),
        *(item.message for item in replay.differences),
        *_exchanged(store),
        *(anchor_faults(store) if isinstance(store, BureauStore) and replay.since == 1 else ()),
    ]
    remarks = tuple(_remarks(store, since=replay.since))
    if not findings:
        return HistoryVerdict(True, chain.entries, chain.message, remarks=remarks)
    if chain.intact:
        message = (
            f"日志 {chain.entries} 条前后相连，但有 {len(findings)} 处不符，请保留文件并报告。"
        )
    else:
        message = chain.message
    return HistoryVerdict(False, chain.entries, message, tuple(findings), remarks)


def _kept_heads(store: AnyStore) -> Iterator[KnownHead]:
    """Give the ends of the journal that signed bytes in the store itself tell of."""
    for source, container in _signed_bytes(store):
        note = note_in(container)
        for told in () if note is None else (*note.earlier, note.head):
            yield KnownHead(source, JournalHead(told.seq, told.hash))
    if isinstance(store, BureauStore):
        for head in signed_heads(store):
            yield KnownHead("操作员签名", head)


def _signed_bytes(store: AnyStore) -> Iterator[tuple[str, bytes]]:
    if isinstance(store, SchoolStore):
        for item in store.deliveries.all():
            container = store.deliveries.container(item.identity) or b""
            yield f"第 {item.number} 号上报包", container
        return
    for sent in store.issued.all():
        container = store.issued.container(sent.id) or b""
        yield f"发给学校 {sent.school_code} 的第 {sent.number} 号{sent.kind.label}", container


def _exchanged(store: AnyStore) -> Iterator[str]:
    """Say which package kept under an identity is another one (sentences)."""
    if isinstance(store, SchoolStore):
        for item in store.deliveries.all():
            if stands_for(store.deliveries.container(item.identity) or b"") != item.identity:
                yield f"第 {item.number} 号上报包保存的原件不是登记的那一份。"
        return
    for record in store.packages.all():
        if stands_for(store.packages.container(record.identity) or b"") != record.identity:
            yield f"学校 {record.school_code} 第 {record.number} 号上报包保存的原件不是登记的那一份。"


def _remarks(store: AnyStore, *, since: int) -> Iterator[str]:
    if since > 1:
        yield (
            f"日志第 1 至 {since - 1} 条由旧版本程序写入，其中只有填报内容能逐条核对；"
            f"其他各表从第 {since} 条（升级时库里的内容）起核对。"
        )
    for seq in store.journal.set_back():
        yield f"日志第 {seq} 条的时间早于前一条：电脑时间往回拨过，或是补写的，请核实。"
    if isinstance(store, BureauStore):
        last = store.anchors.last()
        waiting = store.journal.head().seq - (0 if last is None else last.head.seq)
        if waiting > 0:
            yield f"最后 {waiting} 条日志还没有由操作员签名；下一次用区局口令办理业务时签名。"
