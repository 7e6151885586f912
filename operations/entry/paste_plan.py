"""What pasting a block would do, before anything is changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PastedCell:
    """One cell that gets text. ``fault`` is what is wrong with the text, which is kept, or ``""``."""

    address: str
    label: str
    before: str
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """One cell of the block that goes nowhere. ``line`` and ``column`` count from 1 in the block."""

    line: int
    column: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PastePlan:
    """What pasting would do.

    Attributes:
        table: Table id, ``""`` for a single field.
        cells: Existing cells that get text.
        new_rows: Cells of rows that are added at the end, per row.
        refused: Cells of the block that cannot be used, each with its reason.
        faults: Sentences about texts in new rows that will be kept but are wrong.

    """

    table: str
    cells: tuple[PastedCell, ...]
    new_rows: tuple[dict[str, str], ...] = ()
    refused: tuple[RefusedCell, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is one cell at most that gets a right text, so that nothing need be shown first."""
        nothing_else = not (self.new_rows or self.refused or self.faults)
        return nothing_else and len(self.cells) <= 1 and not any(cell.fault for cell in self.cells)

    @property
    def summary(self) -> str:
        """One sentence for the preview."""
        cleared = sum(not cell.text for cell in self.cells)
        filled = len(self.cells) - cleared
        rows = f"新增 {len(self.new_rows)} 行" if self.new_rows else ""
        blanks = f"清空 {cleared} 格" if cleared else ""
        cells = f"填入 {filled} 格" if filled or not (rows or blanks) else ""
        parts = ["将" + "，".join(part for part in (cells, blanks, rows) if part)]
        wrong = sum(1 for cell in self.cells if cell.fault) + len(self.faults)
        if wrong:
            parts.append(f"其中 {wrong} 格需要改正")
        if self.refused:
            parts.append(f"{len(self.refused)} 格不能填入")
        return "，".join(parts) + "。"
