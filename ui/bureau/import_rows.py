"""Files on their way in, as rows of a table. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forms.exchange import Code
from operations.bureau_import import ImportResult
from operations.bureau_rehearsal import Rehearsed, Standing
from operations.stores import ImportRecord, QuarantinedFile
from ui.bureau.records import CellLook, Column, Record
from ui.bureau.words import LEVELS, NOTHING, advice, moment

COLUMNS = (
    Column("file", "文件", 17.5),
    Column("outcome", "结果", 10),
    Column("school", "学校", 9),
    Column("number", "编号", 4, right=True),
    Column("code", "代码", 7),
    Column("message", "说明", 16, stretch=True),
)
LOG_COLUMNS = (Column("at", "时间", 9.5), *COLUMNS)
QUARANTINE_COLUMNS = (
    Column("at", "时间", 9.5),
    Column("file", "文件", 17.5),
    Column("size", "大小", 6, right=True),
    Column("code", "代码", 7),
    Column("message", "原因", 20, stretch=True),
)


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file on the list: what became of it so far, or in a rehearsal would, and its standing."""

    path: Path
    result: ImportResult | None = None
    standing: Standing | None = None

    @property
    def is_taken(self) -> bool:
        """Whether it is in the store now."""
        return self.result is not None and self.result.accepted and self.standing is None


def told_row(found: ImportResult | Rehearsed) -> FileRow:
    """What an import or a rehearsal says of a file."""
    if isinstance(found, Rehearsed):
        return FileRow(Path(found.result.file), found.result, found.standing)
    return FileRow(Path(found.file), found)


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
            *_told(result, names, standing=row.standing),
        ),
        search=f"{row.path.name} {result.school} {result.code}",
    )


def log_record(number: int, item: ImportRecord, names: Mapping[str, str]) -> Record:
    """A line of the import log as a row."""
    at = CellLook(moment(item.at), muted=True, order=item.at)
    return Record(
        number,
        (at, CellLook(item.file_name), *_told(item, names, standing=None)),
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
    item: ImportResult | ImportRecord, names: Mapping[str, str], *, standing: Standing | None
) -> tuple[CellLook, ...]:
    level = item.verdict if isinstance(item, ImportResult) else item.level
    icon, tone = LEVELS[level]
    if item.accepted:
        word = "已接收" if standing is None else f"可接收：{standing.label}"
    elif item.code is Code.E_SEEN:
        word, icon, tone = "以前已导入", "circle-minus", "muted"
    else:
        word, icon, tone = "拒收", "circle-x", "error"
        word = word if standing is None else f"会拒收：{standing.label}"
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
