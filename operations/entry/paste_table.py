"""Pasting a block into a table: which cell gets what, which rows are added, what is refused and why."""

from collections.abc import Sequence

from forms.edits import SetCell
from forms.live.sheet import Sheet
from forms.record import cell_address
from forms.spec import Field, Table
from forms.tables.headings import Heading, Headings
from forms.tables.sheets import TableError
from forms.wording import why_not_typed
from operations.entry.paste_plan import PastedCell, PastePlan, RefusedCell
from operations.entry.texts import fault_of, normalise
from operations.errors import Refused


class TablePaste:
    """The plan of one block over one table, collected line by line."""

    def __init__(self, sheet: Sheet, table: Table) -> None:
        self._plan = sheet.plan
        self._sheet = sheet
        self._table = table
        self._cells: list[PastedCell] = []
        self._new_rows: list[dict[str, str]] = []
        self._refused: list[RefusedCell] = []
        self._faults: list[str] = []
        self._edits: list[SetCell] = []
        self._shut: list[tuple[PastedCell, RefusedCell]] = []
        self._places: dict[int, Field] = {}
        self._headings = Headings(
            [Heading(column.id, column.label, unit=column.unit) for column in table.columns],
            needed=(),
        )

    def plan(
        self, row_id: str | None, column_id: str | None, block: Sequence[Sequence[str]]
    ) -> PastePlan:
        row_ids = [row.id for row in self._sheet.rows(self._table.id)]
        first_row = row_ids.index(row_id) if row_id in row_ids else len(row_ids)
        ids = [column.id for column in self._table.columns]
        first = ids.index(column_id) if column_id in ids else 0
        self._places = dict(enumerate(self._table.columns[first:]))
        keyed, skipped = False, 0
        if len(block) > 1 and self._headings.is_heading(block[0]):
            keyed, skipped = self._follow_headings(block[0]), 1
        for offset, texts in enumerate(block[skipped:]):
            line = offset + skipped
            index = self._row_named(texts, row_ids) if keyed else first_row + offset
            if index is None:
                self._refuse_line(line, texts, "这张表里没有这一行。")
            elif index < len(row_ids):
                self._over_row(row_ids[index], line, texts)
            elif self._table.fixed_rows is None:
                self._new_row(line, texts)
            else:
                self._refuse_line(line, texts, "这张表的行是固定的，下面没有更多行。")
        self._open_what_comes_to_apply()
        return PastePlan(
            self._table.id,
            tuple(self._cells),
            tuple(self._new_rows),
            tuple(sorted(self._refused, key=lambda cell: (cell.line, cell.column))),
            tuple(self._faults),
        )

    def _is_printed(self, column: Field) -> bool:
        """Whether a column names fixed rows: it is printed on the form and nobody types there."""
        return self._table.fixed_rows is not None and column.id in self._table.key

    def _follow_headings(self, line: Sequence[str]) -> bool:
        """Let each column go where its heading says; whether the lines name their fixed rows."""
        try:
            found = self._headings.find([line], advice="")
        except TableError as error:
            raise Refused(str(error)) from error
        self._places = {place: self._table.by_id[name] for name, place in found.places.items()}
        for place, text in found.unknown:
            reason = "这张表没有这一列，整列没有填。"
            self._refused.append(RefusedCell(1, place + 1, text, reason))
        return any(self._is_printed(column) for column in self._places.values())

    def _row_named(self, texts: Sequence[str], row_ids: Sequence[str]) -> int | None:
        """The fixed row whose key a line carries, by its place; ``None`` if there is none."""
        for place, column in self._places.items():
            if self._is_printed(column) and place < len(texts):
                address = cell_address(self._table.id, "", column.id)
                code = normalise(self._plan, address, texts[place])
                return row_ids.index(code) if code in row_ids else None
        return None

    def _targets(self, line: int, texts: Sequence[str]) -> list[tuple[int, Field, str]]:
        """Place in the line (from 0), column and text of what falls on an input; refuse the rest."""
        pairs: list[tuple[int, Field, str]] = []
        beyond = max(self._places, default=-1)
        for place, text in enumerate(texts):
            column = self._places.get(place)
            if column is None:
                if place > beyond and text.strip():
                    self._refused.append(
                        RefusedCell(line + 1, place + 1, text, "右边没有这么多列。")
                    )
            elif self._is_printed(column):
                continue
            elif reason := why_not_typed(column):
                if text.strip():
                    self._refused.append(RefusedCell(line + 1, place + 1, text, reason))
            else:
                pairs.append((place, column, text))
        return pairs

    def _over_row(self, row_id: str, line: int, texts: Sequence[str]) -> None:
        for place, column, raw in self._targets(line, texts):
            address = cell_address(self._table.id, row_id, column.id)
            cell = self._sheet.cell(address)
            text = normalise(self._plan, address, raw)
            fault = fault_of(self._plan, address, text)
            pasted = PastedCell(address, column.label, cell.raw or "", text, fault)
            if not cell.relevant and text.strip():
                reason = f"【{column.label}】在这一行不适用。"
                self._shut.append((pasted, RefusedCell(line + 1, place + 1, raw, reason)))
            elif text != pasted.before:
                self._cells.append(pasted)
                self._edits.append(SetCell(self._table.id, row_id, column.id, text or None))

    def _open_what_comes_to_apply(self) -> None:
        """Take the cells that come to apply by what is pasted beside them; refuse the others."""
        then = self._sheet
        if self._shut and self._cells:
            then = then.after(self._edits)
        for pasted, refused in self._shut:
            if then.cell(pasted.address).relevant:
                self._cells.append(pasted)
            else:
                self._refused.append(refused)

    def _new_row(self, line: int, texts: Sequence[str]) -> None:
        if not any(text.strip() for text in texts):
            return
        cells: dict[str, str] = {}
        for _, column, raw in self._targets(line, texts):
            address = cell_address(self._table.id, "", column.id)
            text = normalise(self._plan, address, raw)
            if text.strip():
                cells[column.id] = text
                fault = fault_of(self._plan, address, text)
                if fault:
                    self._faults.append(f"第 {line + 1} 行：{fault}")
        self._new_rows.append(cells)

    def _refuse_line(self, line: int, texts: Sequence[str], reason: str) -> None:
        self._refused.extend(
            RefusedCell(line + 1, column + 1, text, reason)
            for column, text in enumerate(texts)
            if text.strip()
        )
