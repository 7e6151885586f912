"""How cells, rows and their texts are called when a template is merged."""

from collections.abc import Mapping

from forms.spec import Field, Pack, Table
from forms.types import codec


class Namer:
    """Names of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._choices = pack.choices

    def canonical(self, item: Field, text: str) -> str:
        """A text as it will be stored; a wrong one stays as typed."""
        return codec(item, self._choices).parse(text).text

    def canonical_cells(self, table: Table, cells: Mapping[str, str]) -> dict[str, str]:
        """The texts of a row as they will be stored."""
        return {name: self.canonical(table.by_id[name], text) for name, text in cells.items()}

    def shown(self, item: Field, text: str) -> str:
        """A text as people read it."""
        parsed = codec(item, self._choices).parse(text)
        if parsed.fault is not None:
            return text
        return codec(item, self._choices).format(parsed.value)

    def is_wrong(self, item: Field, text: str) -> bool:
        """Whether a text cannot be read as an answer."""
        return codec(item, self._choices).parse(text).fault is not None

    def row_name(self, table: Table, cells: Mapping[str, str], row_id: str = "") -> str:
        """A row by its key; a fixed one by what is printed."""
        parts = [self.shown(table.by_id[key], cells[key]) for key in table.key if cells.get(key)]
        if not parts and table.fixed_rows is not None and row_id:
            parts = [self.shown(table.by_id[table.key[0]], row_id)]
        return " ".join(parts) or row_id

    def cell_label(self, table: Table, row: str, column: Field) -> str:
        """A cell by its table, row and column."""
        return f"【{table.label}】“{row}”的{column.label}"

    def row_text(self, table: Table, cells: Mapping[str, str]) -> str:
        """Everything that stands in a row, each with its column."""
        return "，".join(
            f"{table.by_id[column].label} {self.shown(table.by_id[column], text)}"
            for column, text in cells.items()
            if text
        )
