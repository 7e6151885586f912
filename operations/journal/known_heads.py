"""Where the journal of a store once ended, as files outside of it know."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exporters.age import is_encrypted
from exporters.asic.journal_note import note_in
from exporters.asic.verify import inspect
from forms.exchange import ContainerKind
from operations.any_store import AnyStore
from operations.clock import now
from operations.errors import Misused, Refused
from operations.files import read_file, shown_name
from storage.errors import NotOurFile
from storage.files.open_files import read_bytes
from storage.journal.journal import JournalHead
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore

_SQLITE = b"SQLite format 3\0"
_ON_PAPER: Final = re.compile(r"([1-9][0-9]{0,11})[:：]([0-9A-Fa-f]{16,64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class KnownHead:
    """An end of the journal that something tells of.

    Attributes:
        source: What tells of it, for the sentence: 日志里没有…记下的末端.
        head: Where the journal ended.
        is_kept: Whether the store still keeps the file that tells of it.

    """

    source: str
    head: JournalHead
    is_kept: bool = True


def head_as_printed(text: str) -> KnownHead:
    """Read an end of the journal as it stands on paper: ``34:0f3c…``.

    Raises:
        Misused: It is none.

    """
    found = _ON_PAPER.fullmatch(text.strip().removeprefix("日志").strip())
    if found is None:
        raise Misused(
            f"“{text}”不是日志的末端。请照申报表页脚输入，例如 34:0f3c9a7be1d25846（条数、冒号、16 位摘要）。"
        )
    return KnownHead(f"纸上的“{text}”", JournalHead(int(found[1]), found[2].lower()))


def head_in_file(store: AnyStore, path: Path) -> KnownHead:
    """Read the end of a store's journal out of a file that left it, or out of a copy of it.

    Raises:
        Misused: The file is none of this store, or tells nothing of its journal.
        Refused: It is not soundly signed, or cannot be read.

    """
    source = f"“{shown_name(path)}”"
    if path.is_file() and read_bytes(path, len(_SQLITE)) == _SQLITE:
        return KnownHead(source, _head_of_copy(store, path))
    data = read_file(path)
    if is_encrypted(data):
        raise Misused(
            f"{source}是加密的上报包，读不出日志的末端。请用导出时不加密的一份（.asice）。"
        )
    return _told_by_container(store, data, source)


def _head_of_copy(store: AnyStore, path: Path) -> JournalHead:
    try:
        with type(store).open(path, read_only=True) as copy:
            if copy.mark != store.mark:
                raise Misused(f"“{shown_name(path)}”是另一个库，不是这个库的备份。")
            return copy.journal.head()
    except NotOurFile as error:
        raise Misused(f"“{shown_name(path)}”不是这一种库。请选择这个库的备份。") from error


def _told_by_container(store: AnyStore, data: bytes, source: str) -> KnownHead:
    found = inspect(data, now=now(), root=store.blobs.get(BlobKind.ROOT))
    if found.info is None or not found.verdict.accepted:
        raise Refused(f"{source}不能用来核对：{found.verdict.message}")
    info, owner = found.info, store.owner
    by_school = info.kind is ContainerKind.REPORT
    if by_school != isinstance(store, SchoolStore):
        side = "学校的填报库" if by_school else "局端库"
        raise Misused(f"{source}是{info.kind.label}，记的是{side}的日志，请对{side}核对。")
    if (info.school if by_school else info.bureau, info.period) != (owner.code, owner.period):
        raise Misused(f"{source}不是从这个库发出的，请核对是哪一个库。")
    note = note_in(data)
    if note is None:
        raise Misused(f"{source}里没有日志的末端：由旧版本程序生成，不能用来核对。")
    head = JournalHead(note.head.seq, note.head.hash)
    return KnownHead(source, head, is_kept=_keeps(store, data, found.identity, school=info.school))


def _keeps(store: AnyStore, data: bytes, identity: str, *, school: str) -> bool:
    if isinstance(store, SchoolStore):
        return store.deliveries.container(identity) == data
    return any(store.issued.container(sent.id) == data for sent in store.issued.all(school))
