"""What is checked before a table or workbook from outside is parsed, and how a refusal is said.

The figures are generous for a district of thousands of schools and small enough that no file can
fill the memory of a school's computer.
"""

import zipfile
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file."""

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes of all members of a workbook together, unpacked."""

MAX_MEMBERS = 500
MAX_ROWS = 50_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_000_000
MAX_TEXT = 32_767

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Fault(StrEnum):
    """Why a file could not be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_EXCEL = "old_excel"
    NOT_A_WORKBOOK = "not_a_workbook"
    BOMB = "bomb"
    ENCODING = "encoding"
    BROKEN = "broken"
    TOO_MANY_CELLS = "too_many_cells"
    WRONG_TEMPLATE = "wrong_template"


class IntakeError(ValueError):
    """A file that cannot be read at all; the message is a Chinese sentence for the user.

    Attributes:
        fault: See :class:`Fault`.

    """

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell of a file says.

    Attributes:
        text: Exact text; ``""`` for a blank cell.
        fault: Why the cell cannot be taken (Chinese sentence), or the empty string.

    """

    text: str
    fault: str = ""


CellRow = tuple[CellText, ...]

BLANK = CellText("")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes claim to be an xlsx.

    Raises:
        IntakeError: Empty, too large, or the old binary .xls.

    """
    if not data:
        raise IntakeError(Fault.EMPTY, "文件是空的。请重新选择文件。")
    if len(data) > MAX_FILE:
        size = f"{len(data) / 1024 / 1024:.0f} MB"
        limit = f"{MAX_FILE // 1024 // 1024} MB"
        raise IntakeError(
            Fault.TOO_LARGE, f"文件有 {size}，超过 {limit}。请删去无关的工作表和图片后再试。"
        )
    if data.startswith(_OLD_EXCEL):
        raise IntakeError(
            Fault.OLD_EXCEL,
            "这是旧格式（.xls）或加了密码的工作簿，不能读取。请在 Excel 中另存为不加密的 .xlsx 后再试。",
        )
    return data.startswith(_ZIP)


def check_archive(data: bytes) -> None:
    """Look at a workbook's zip directory before anything is unpacked.

    Raises:
        IntakeError: Not a workbook, too many or too large members, or a document type definition.

    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_members(archive)
    except IntakeError:
        raise
    except Exception as error:  # a damaged zip raises a dozen kinds of errors
        raise broken_workbook() from error


def _check_members(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS or sum(item.file_size for item in members) > MAX_UNPACKED:
        raise IntakeError(Fault.BOMB, "工作簿解压后过大。请把要导入的工作表复制到新工作簿后再试。")
    if "[Content_Types].xml" not in archive.namelist():
        raise IntakeError(Fault.NOT_A_WORKBOOK, "这个文件不是 Excel 工作簿。请选择 .xlsx 文件。")
    for item in members:
        if _declares_types(archive, item):
            raise IntakeError(
                Fault.BOMB, f"工作簿里的 {item.filename} 带有文档类型定义，不予读取。"
            )


def broken_workbook() -> IntakeError:
    """The refusal of a workbook that cannot be parsed."""
    return IntakeError(
        Fault.BROKEN, "工作簿已损坏或不完整，无法读取。请用 Excel 打开并另存为新文件后再试。"
    )


def _declares_types(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> bool:
    """Whether an XML member declares entities, which no spreadsheet program ever writes."""
    if not item.filename.endswith((".xml", ".rels", ".vml")):
        return False
    with archive.open(item) as stream:
        head = stream.read(4096)
    # Entities have to be declared before the root element; a zero byte would mean UTF-16.
    return b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head
