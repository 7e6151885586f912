"""Files on their way in, as rows of a table. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from operations.bureau_import import ImportResult
from operations.stores import ImportRecord, QuarantinedFile
from ui.bureau.records import CellLook, Column, Record
from ui.bureau.words import LEVELS, NOTHING, advice, moment

COLUMNS = (
    Column("file", "文件", 15),
    Column("outcome", "结果", 7),
    Column("school", "学校", 10),
    Column("number", "编号", 4, right=True),
    Column("code", "代码", 7),
    Column("message", "说明", 16, stretch=True),
)
LOG_COLUMNS = (Column("at", "时间", 8.5), *COLUMNS)
QUARANTINE_COLUMNS = (
    Column("at", "时间", 8.5),
    Column("file", "文件", 15),
    Column("size", "大小", 6, right=True),
    Column("code", "代码", 7),
    Column("message", "原因", 20, stretch=True),
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file on the list: what became of it so far, and whether that was only a rehearsal."""

    path: Path
    result: ImportResult | None = None
    rehearsed: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether it is in the store now."""
        return self.result is not None and self.result.accepted and not self.rehearsed


def record_of(row: FileRow, names: Mapping[str, str]) -> Record:
    """A file as a row; ``names`` gives the schools' names by code."""
    result = row.result
    if result is None:
        waiting = CellLook("待处理", icon="circle-dashed", order=0)
        cells = (CellLook(row.path.name, tip=str(row.path)), waiting, *(NOTHING,) * 4)
        return Record(row.path, cells, search=row.path.name)
    return Record(
        row.path,
        (
            CellLook(row.path.name, tip=str(row.path)),
            *_told(result, names, rehearsed=row.rehearsed),
        ),
        search=f"{row.path.name} {result.school} {result.code}",
    )


def log_record(number: int, item: ImportRecord, names: Mapping[str, str]) -> Record:
    """A line of the import log as a row."""
    at = CellLook(moment(item.at), muted=True, order=item.at)
    return Record(
        number,
        (at, CellLook(item.file_name), *_told(item, names, rehearsed=False)),
        search=f"{item.file_name} {item.school} {names.get(item.school, '')} {item.code}",
    )


def quarantine_record(item: QuarantinedFile) -> Record:
    """A refused file as a row."""
    return Record(
        item.id,
        (
            CellLook(moment(item.at), muted=True, order=item.at),
            CellLook(item.file_name, tip=f"{item.file_name}\nSHA-256 {item.sha256}"),
            CellLook(_size(item.size), order=item.size, muted=True),
            CellLook(item.code.value),
            CellLook(item.message, tip=f"{item.message}\n{advice(item.code)}"),
        ),
        search=f"{item.file_name} {item.code} {item.message}",
    )


def _told(
    item: ImportResult | ImportRecord, names: Mapping[str, str], *, rehearsed: bool
) -> tuple[CellLook, ...]:
    level = item.verdict if isinstance(item, ImportResult) else item.level
    icon, tone = LEVELS[level]
    if item.accepted:
        word = "可以接收" if rehearsed else "已接收"
    else:
        word, icon, tone = "拒收", "circle-x", "error"
    name = names.get(item.school, item.school)
    return (
        CellLook(word, icon=icon, tone=tone, order=(item.accepted, level)),
        CellLook(name, tip=f"{name} {item.school}") if name else NOTHING,
        CellLook(str(item.number), order=item.number) if item.number else NOTHING,
        CellLook(item.code.value, muted=item.accepted),
        CellLook(item.message, tip=f"{item.message}\n{advice(item.code)}".strip()),
    )


def _size(count: int) -> str:
    return f"{count} B" if count < 1024 else f"{count // 1024} KB"
