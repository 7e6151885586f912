"""Files on their way in, as rows of a table. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from forms.exchange import Code
from forms.wording import file_size
from operations.bureau.intake.rehearsal import FileStanding, Rehearsed
from operations.bureau.intake.settling import ImportResult
from operations.bureau.records import ImportRecord, QuarantinedFile
from operations.files import shown_name
from ui.bureau.words import LEVELS, NOTHING, advice, moment
from ui.models.records import CellLook, Column, Record

COLUMNS = (
    Column("file", "文件", 17.5),
    Column("outcome", "结果", 13),
    Column("school", "学校", 9),
    Column("number", "编号", 4, right=True),
    Column("code", "代码", 6.5),
    Column("message", "说明", 10, stretch=True),
)
LOG_COLUMNS = (
    Column("at", "时间", 9.5),
    *(replace(column, width=8) if column.id == "outcome" else column for column in COLUMNS),
)
FILTERS = (("", "全部"), ("taken", "接收"), ("known", "以前已导入"), ("refused", "拒收"))
QUARANTINE_COLUMNS = (
    Column("at", "时间", 9.5),
    Column("file", "文件", 17.5),
    Column("size", "大小", 6, right=True),
    Column("code", "代码", 7),
    Column("message", "原因", 20, stretch=True),
)
_BROKEN = {
    Code.E_SIG: "签名或证书无效",
    Code.E_WHO: "签名人不符",
    Code.E_ADDRESSEE: "是给别处的",
    Code.E_SCHOOL: "学校不在名册",
    Code.E_PERIOD: "不是本年的",
    Code.E_TIME: "时间不对",
    Code.E_PACK: "表册不同",
    Code.E_DATA: "内容不合规定",
    Code.E_CLOCK: "本机时间不对",
}
"""Words for what a rehearsal calls broken though the file is whole."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file on the list: what became of it so far, or in a rehearsal would, and its standing.

    Attributes:
        path: The file.
        result: What became of it; ``None`` as long as nothing has.
        standing: In a rehearsal, how it stands to what the bureau has.
        is_twin: Whether another file of the same import, one that is taken, is the same package.

    """

    path: Path
    result: ImportResult | None = None
    standing: FileStanding | None = None
    is_twin: bool = False

    @property
    def package(self) -> tuple[str, int]:
        """School and number of what was found in it; nothing while nothing was."""
        return ("", 0) if self.result is None else (self.result.school, self.result.number)

    @property
    def is_taken(self) -> bool:
        """Whether it is in the store now."""
        return self.result is not None and self.result.accepted and self.standing is None

    @property
    def is_elsewhere(self) -> bool:
        """Whether another computer has it, so that this one left it alone."""
        return self.result is not None and self.result.elsewhere

    @property
    def tag(self) -> str:
        """Which of the :data:`FILTERS` shows it."""
        if self.result is None:
            return ""
        if self.result.accepted:
            return "taken"
        known = self.is_elsewhere or self.result.code is Code.E_SEEN
        return "known" if known else "refused"


def told_row(path: Path, found: ImportResult | Rehearsed) -> FileRow:
    """What an import or a rehearsal says of a file."""
    if isinstance(found, Rehearsed):
        return FileRow(path, found.result, found.standing)
    return FileRow(path, found)


def file_name(found: ImportResult | Rehearsed) -> str:
    """The name of the file that something was found out about."""
    return (found.result if isinstance(found, Rehearsed) else found).file


class ShownFile(NamedTuple):
    """A file with the row of the table that shows it, and the name its school had then."""

    row: FileRow
    name: str
    record: Record


def shown_file(row: FileRow, names: Mapping[str, str], known: ShownFile | None = None) -> ShownFile:
    """Show a file; what is known of it stays as it is while neither file nor school changed.

    Hundreds are told of at once, so what runs beside the window makes them.
    """
    name = names.get(row.result.school, "") if row.result is not None else ""
    if known is not None and known.row is row and known.name == name:
        return known
    return ShownFile(row, name, record_of(row, names))


def waiting_files(paths: Iterable[Path]) -> list[ShownFile]:
    """Files of which nothing is known yet, each once."""
    return [shown_file(FileRow(path), {}) for path in dict.fromkeys(paths)]


def told_files(
    paths: Sequence[Path], found: Iterable[ImportResult | Rehearsed], names: Mapping[str, str]
) -> list[ShownFile]:
    """What an import found out, file by file; results name them as they are shown, several perhaps alike."""
    waiting: dict[str, list[ImportResult | Rehearsed]] = {}
    for item in found:
        waiting.setdefault(file_name(item), []).append(item)
    rows = [
        told_row(path, told.pop(0)) for path in paths if (told := waiting.get(shown_name(path)))
    ]
    taken = {row.package for row in rows if row.tag == "taken"}
    twins = (row.tag == "known" and row.package in taken for row in rows)
    return [
        shown_file(replace(row, is_twin=is_twin), names)
        for row, is_twin in zip(rows, twins, strict=True)
    ]


def record_of(row: FileRow, names: Mapping[str, str]) -> Record:
    """A file as a row; ``names`` gives the schools' names by code."""
    result = row.result
    name = shown_name(row.path)
    if result is None:
        waiting = CellLook("待处理", icon="circle-dashed", order=0)
        cells = (CellLook(name, tip=str(row.path)), waiting, *(NOTHING,) * 4)
        return Record(row.path, cells, search=name)
    return Record(
        row.path,
        (
            CellLook(name, tip=str(row.path)),
            *_told(result, names, standing=row.standing, twin=row.is_twin),
        ),
        search=f"{name} {result.school} {result.code}",
        tags=frozenset({row.tag}),
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
            CellLook(file_size(item.size), order=item.size, muted=True),
            CellLook(item.code.value),
            CellLook(item.message, tip=f"{item.message}\n{advice(item.code)}"),
        ),
        search=f"{item.file_name} {item.code} {item.message}",
    )


def _told(
    item: ImportResult | ImportRecord,
    names: Mapping[str, str],
    *,
    standing: FileStanding | None,
    twin: bool = False,
) -> tuple[CellLook, ...]:
    level = item.verdict if isinstance(item, ImportResult) else item.level
    icon, tone = LEVELS[level]
    word = "与名单上另一份相同" if twin else _word(item, standing)
    is_elsewhere = isinstance(item, ImportResult) and item.elsewhere
    if is_elsewhere or item.code is Code.E_SEEN:
        icon, tone = "circle-minus", "muted"
    elif not item.accepted:
        icon, tone = "circle-x", "error"
    name = names.get(item.school, item.school)
    return (
        CellLook(word, icon=icon, tone=tone, order=(item.accepted, level)),
        CellLook(name, tip=f"{name} {item.school}") if name else NOTHING,
        CellLook(str(item.number), order=item.number) if item.number else NOTHING,
        CellLook(item.code.value, muted=item.accepted),
        CellLook(item.message, tip=f"{item.message}\n{advice(item.code)}".strip()),
    )


def _word(item: ImportResult | ImportRecord, standing: FileStanding | None) -> str:
    if isinstance(item, ImportResult) and item.elsewhere:
        return "由别的电脑处理"
    if item.code is Code.E_SEEN:
        older = standing is FileStanding.OLDER
        return "以前已导入，后来有更新的" if older else "以前已导入"
    if standing is None:
        return "已接收" if item.accepted else "拒收"
    if standing is FileStanding.BROKEN:
        return f"会拒收：{_BROKEN.get(item.code, '损坏或被改动')}"
    return f"{'可接收' if item.accepted else '会拒收'}：{standing.label}"
