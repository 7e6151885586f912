"""A workbook from outside: its sheets, and the cells of one as exact texts.

A reader of our own for the four parts that matter (decision 0030): bounded in memory and time for
any bytes, and it sees number formats and formulas.
"""

from dataclasses import dataclass
from typing import Final

from exporters.documents.excel.parts import Parts, resolve
from exporters.documents.excel.sheet_cells import SheetCells
from exporters.documents.excel.strings import SharedStrings
from exporters.documents.excel.styles import StyleReader
from exporters.documents.excel.xml_stream import Attributes, Budget, Handler, stream_xml
from exporters.documents.intake import broken_workbook
from forms.tables.cells import CellRow

_WORKBOOK: Final = "xl/workbook.xml"
_MOST_SHEETS: Final = 300


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, whether it is hidden, and the part that holds it."""

    name: str
    is_hidden: bool
    part: str


class Book:
    """An open workbook.

    Raises:
        IntakeError: Damaged, too large, or without sheets.

    """

    def __init__(self, data: bytes) -> None:
        self._parts = Parts(data)
        self._budget = Budget()
        root = _Relations()
        if "_rels/.rels" in self._parts:
            self._read("_rels/.rels", root)
        path = resolve("", root.of_kind("officeDocument") or _WORKBOOK)
        folder, _, name = path.rpartition("/")
        relations = _Relations()
        self._read(f"{folder}/_rels/{name}.rels".lstrip("/"), relations)
        workbook = _Workbook()
        self._read(path, workbook)
        self._from_1904 = workbook.from_1904
        self.sheets = tuple(
            SheetPart(name, is_hidden, resolve(path, relations.targets[relation]))
            for name, is_hidden, relation in workbook.sheets
            if relations.kinds.get(relation) == "worksheet"
        )
        if not self.sheets:
            raise broken_workbook()
        self._strings = SharedStrings()
        self._styles = StyleReader()
        for kind, handler in (("sharedStrings", self._strings), ("styles", self._styles)):
            target = relations.of_kind(kind)
            if target and resolve(path, target) in self._parts:
                self._read(resolve(path, target), handler)

    def rows(self, sheet: SheetPart) -> list[CellRow]:
        """All rows of a sheet, without the blank cells and rows at the end; errors as :meth:`read`."""
        return self.read(sheet).rows()

    def read(self, sheet: SheetPart) -> SheetCells:
        """Read a sheet whole: its rows, and which of them nobody sees.

        Raises:
            IntakeError: More cells than allowed, or the sheet is damaged.

        """
        cells = SheetCells(
            sheet.name, self._strings.texts, self._styles.kinds, from_1904=self._from_1904
        )
        self._read(sheet.part, cells)
        return cells

    def close(self) -> None:
        """Let go of the file."""
        self._parts.close()

    def _read(self, part: str, handler: Handler) -> None:
        with self._parts.open(part) as source:
            stream_xml(source, handler, self._budget)


class _Relations:
    """Handler of a part with relations: id → kind and target."""

    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and len(self.kinds) < _MOST_SHEETS * 2:
            identity = attributes.get("Id", "")
            self.kinds[identity] = attributes.get("Type", "").rpartition("/")[2]
            self.targets[identity] = attributes.get("Target", "")

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass

    def of_kind(self, kind: str) -> str:
        """Target of the first relation of a kind, or ``""``."""
        return next((self.targets[name] for name, found in self.kinds.items() if found == kind), "")


class _Workbook:
    """Handler of the workbook's own part: name, state and relation of every sheet."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet" and len(self.sheets) < _MOST_SHEETS:
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes.get("name", ""), is_hidden, relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in {"1", "true"}

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass
