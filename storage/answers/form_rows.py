"""The answers of a form in their tables; :mod:`storage.answers.making` makes edits in them."""

from collections import defaultdict
from typing import TYPE_CHECKING

from forms.record import Return, Row
from storage.answers import justifications, marks, row_ids, table_rows, texts
from storage.answers.justifications import Justifications
from storage.answers.marks import Marks
from storage.answers.row_ids import RowIds
from storage.answers.table_rows import TableRows
from storage.answers.texts import Texts
from storage.answers.unconfirmed import Unconfirmed
from storage.database import Database
from storage.named.form_owner import FormOwner

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class FormRows:
    """Texts, rows, marks and 说明 of all revisions. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self.texts = Texts(database)
        self.rows = TableRows(database)
        self.row_ids = RowIds(database)
        self.marks = Marks(database)
        self.justifications = Justifications(database)
        self.unconfirmed = Unconfirmed(database)

    def load(self, owner: FormOwner, revision: int) -> Return:
        """Read one revision whole."""
        fields: dict[str, str] = {}
        cells: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for table, row, item, text in self.texts.of(revision):
            if table:
                cells[table, row][item] = text
            else:
                fields[item] = text
        tables: dict[str, list[Row]] = defaultdict(list)
        for table, row in self.rows.of(revision):
            tables[table].append(Row(row, cells.get((table, row), {})))
        return Return(
            school_code=owner.code,
            period=owner.period,
            pack=owner.pack,
            revision=revision,
            answers=fields,
            tables={table: tuple(rows) for table, rows in tables.items()},
            empty_tables=self.marks.of(revision),
            justifications=self.justifications.of(revision),
            unconfirmed=self.unconfirmed.of(revision),
        )

    def copy(self, source: int, target: int) -> None:
        """Copy everything of one revision into a new one."""
        for part in (self.texts, self.rows, self.marks, self.justifications, self.unconfirmed):
            part.copy(source, target)


def create_tables(schema: "Schema") -> None:
    """Make the tables of answers (format 1.0)."""
    for part in (texts, table_rows, marks, justifications, row_ids):
        part.create_tables(schema)
