"""What reading a template would do, and what a person decides about it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from forms.edits import Edit
from operations.errors import Undecided


class Take(StrEnum):
    """Whose text a conflict is decided for."""

    FILE = "file"
    MINE = "mine"


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell or row that the file would change.

    Attributes:
        address: Of the field or cell; of the row that is deleted; of the table for a new row.
        label: What it is called, with table and row.
        mine: What stands here, as people read it.
        file: What the file says.
        base: What stood there when the template was exported; ``None`` if that is not known.
        key: What tells it from the others of the same reading; the address unless it is a new row.
        mine_from: Name of the file that brought what stands here, if it is read in the same step.
        file_name: Name of the file.
        is_wrong: Whether what the file says is no answer to the question; it is kept as it is.

    """

    address: str
    label: str
    mine: str
    file: str
    base: str | None = None
    key: str = ""
    mine_from: str = ""
    file_name: str = ""
    is_wrong: bool = False

    @property
    def decided_by(self) -> str:
        """The key under which it is decided."""
        return self.key or self.address


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided about a rehearsal.

    Attributes:
        take: Whose text conflicts are decided for that are not named; ``None`` decides nothing.
        file_for: Conflicts for which the file's text is taken, by :attr:`CellChange.decided_by`.
        remove: What the file leaves out and is taken away here too, likewise.
        remove_all: All of that is taken away.

    """

    take: Take | None = None
    file_for: frozenset[str] = frozenset()
    remove: frozenset[str] = frozenset()
    remove_all: bool = False

    def takes_file(self, change: CellChange) -> bool:
        """Whether a conflict is decided for the file."""
        return self.take is Take.FILE or change.decided_by in self.file_for

    def removes(self, change: CellChange) -> bool:
        """Whether what the file leaves out is taken away."""
        return self.remove_all or change.decided_by in self.remove


UNDECIDED: Final = Decisions()


@dataclass(slots=True)
class Merge:
    """What reading a template would do.

    Attributes:
        edits: The edits, as was decided.
        changes: Cells and new rows that the file changes and nobody changed here.
        conflicts: Cells changed on both sides since the export.
        removals: Cells cleared and rows deleted in the file, done only where that was decided.

    """

    edits: list[Edit] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    conflicts: list[CellChange] = field(default_factory=list)
    removals: list[CellChange] = field(default_factory=list)


class Conflicts(Undecided):
    """The file and this store were both changed since the export, and nobody decided between them.

    Attributes:
        cells: The cells in question.

    """

    def __init__(self, cells: Sequence[CellChange]) -> None:
        self.cells = tuple(cells)
        first = self.cells[0]
        mine = f"“{first.mine_from}”里" if first.mine_from else "这里"
        super().__init__(
            f"有 {len(self.cells)} 处冲突：导出模板以后这里改过，文件里又是另一个内容，什么都没有写入。"
            f"第一处是{first.label}：{mine}是“{first.mine or '空'}”，文件里是“{first.file or '空'}”。"
            "请决定各处以哪一边为准，再读入。"
        )
