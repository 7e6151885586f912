"""The template workbook: where things stand in it, and what was read back from a filled one.

Shared by its writer and its reader. A large table has a sheet of its own. Every sheet keeps ids in
its hidden first column, so that labels may be reworded, rows and columns moved without breaking the
way back:

- a field's row carries the field id; its answer stands in the column headed
  :data:`ANSWER_LABEL` in the row marked ``@fields``;
- a table starts with a row ``@table <table id>``, its headings, and a hidden row ``@columns`` with
  the column ids; rows carry their row id, or ``+`` where a new row may be filled in;
  ``@end`` closes it.

The hidden sheet ``_youheng`` says which form pack, period, school and store the workbook belongs to;
``_exported`` keeps what stood in every answer when it was made, so that what the file changed can be
told from what was changed in the store meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from forms.record import PackRef

FORMAT = "youheng-template"
VERSION = "1"
META_SHEET = "_youheng"
EXPORTED_SHEET = "_exported"
CHOICES_SHEET = "选项"

FIELDS_MARK = "@fields"
ANSWER_LABEL = "填报内容"
"""Heading of the column the answers of fields stand in, in the row marked :data:`FIELDS_MARK`."""
TABLE_MARK = "@table "
COLUMNS_MARK = "@columns"
END_MARK = "@end"
PERSON_LABEL = "填写人"
"""What stands before the name of who filled the workbook, on its first page."""
NEW_ROW = "+"


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """What a template belongs to.

    Attributes:
        pack: Its form pack.
        period: The year reported.
        school_code: Code of the school or bureau.
        store: What tells the store apart that it was exported from, or ``""``.
        person: Who filled it, as typed on its first page, or ``""``.

    """

    pack: PackRef
    period: int
    school_code: str
    store: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class RefusedEntry:
    """A cell that was not taken.

    Attributes:
        sheet: Name of the sheet.
        cell: Place in the sheet, e.g. ``C12``.
        label: What the cell is called.
        reason: Chinese sentence: what is wrong and what to do.

    """

    sheet: str
    cell: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class OvertypedCell:
    """A calculated cell into which something was written; the program goes on calculating it.

    Attributes:
        sheet: Name of the sheet.
        cell: Place in the sheet, e.g. ``C12``.
        label: What the cell is called.
        text: What stands there.
        calculated: What the program had calculated when the template was made; ``""`` for nothing.

    """

    sheet: str
    cell: str
    label: str
    text: str
    calculated: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A filled row of a table.

    Attributes:
        id: Its row id, ``""`` for a new one.
        cells: Column id → raw text.
        place: Where it stands in the file, for sentences.

    """

    id: str
    cells: Mapping[str, str]
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Exported:
    """What stood in the return when the template was made; blank answers are left out.

    What the program had calculated stands there too, also where it was nothing.

    Attributes:
        answers: Field id → raw text.
        rows: Table id → row id → column id → raw text.

    """

    answers: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True)
class TemplateReading:
    """What a filled template says. Blank cells say nothing: they never clear an answer.

    Attributes:
        info: What the template belongs to.
        answers: Field id → raw text.
        rows: Table id → filled rows in order.
        refusals: Cells that were not taken, in order.
        exported: What stood there when the template was made; ``None`` if it does not say.
        blank: Addresses of the fields and cells that the file has blank.
        row_ids: Table id → ids of the rows the file has, filled or not, for each table it has.
        overtyped: Calculated cells in which the file says something else, in order.
        hidden_rows: How many rows with an answer nobody sees in the file, hidden or filtered out.

    """

    info: TemplateInfo
    answers: Mapping[str, str]
    rows: Mapping[str, tuple[FilledRow, ...]]
    refusals: tuple[RefusedEntry, ...]
    exported: Exported | None = None
    blank: frozenset[str] = frozenset()
    row_ids: Mapping[str, frozenset[str]] = field(default_factory=dict)
    overtyped: tuple[OvertypedCell, ...] = ()
    hidden_rows: int = 0
