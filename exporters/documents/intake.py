"""What is checked before a table or workbook from outside is parsed, and how a refusal is said.

The figures are generous for a district of thousands of schools and small enough that no file can
fill the memory of a school's computer, or keep it busy for long (decision 0030).
"""

from enum import StrEnum

from exporters.errors import SentenceError

MAX_FILE = 16 * 1024 * 1024
"""Bytes of a file."""

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all members of a workbook together, unpacked."""

MAX_MARKUP = 8_000_000
"""Tags in the parts of a workbook that are read, opening and closing ones."""

MAX_MEMBERS = 500
MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
MAX_CELLS = 1_000_000
MAX_STRINGS = 500_000
MAX_SIGNS = 16_000_000
"""Characters of all shared texts of a workbook together."""

MAX_TEXT = 32_767
"""Characters of a cell."""

ZIP = b"PK\x03\x04"


class FileFault(StrEnum):
    """Why a file could not be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OTHER_KIND = "other_kind"
    BOMB = "bomb"
    ENCODING = "encoding"
    BROKEN = "broken"
    TOO_MANY_CELLS = "too_many_cells"
    WRONG_TEMPLATE = "wrong_template"


class IntakeError(SentenceError):
    """A file that cannot be read at all.

    Attributes:
        fault: See :class:`FileFault`.

    """

    def __init__(self, fault: FileFault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


def check_size(data: bytes) -> None:
    """Refuse a file that is empty or larger than any table.

    Raises:
        IntakeError: It is.

    """
    if not data:
        raise IntakeError(FileFault.EMPTY, "文件是空的。请重新选择文件。")
    if len(data) > MAX_FILE:
        size = f"{len(data) / 1024 / 1024:.0f} MB"
        limit = f"{MAX_FILE // 1024 // 1024} MB"
        raise IntakeError(
            FileFault.TOO_LARGE, f"文件有 {size}，超过 {limit}。请删去无关的工作表和图片后再试。"
        )


def broken_workbook() -> IntakeError:
    """The refusal of a workbook that cannot be parsed."""
    return IntakeError(
        FileFault.BROKEN, "工作簿已损坏或不完整，无法读取。请用 Excel 打开并另存为新文件后再试。"
    )
