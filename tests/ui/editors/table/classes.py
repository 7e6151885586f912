"""A table of classes, as the tests of tables show it."""

from forms.problems import Problem
from forms.spec import Field, FieldType, Option, Table
from ui.editors.view import FieldView, Standing
from ui.models.form_table import FormTableModel, TableRow

COLUMNS = (
    Field("grade", "年级", FieldType.CHOICE, choices="grade", is_key=True),
    Field("name", "班名", FieldType.TEXT, required=True),
    Field("pupils", "学生数", FieldType.INTEGER, unit="人"),
    Field("total", "合计", FieldType.INTEGER),
)
TABLE = Table("pupils.classes", "班级名册", COLUMNS, ("grade", "name"))
FIXED = Table("burden.exams", "考试", COLUMNS, ("grade",), fixed_rows=("1", "2"))
CHOICES = {"grade": (Option("1", "一年级"), Option("2", "二年级"))}


def row(row_id: str, *texts: str, problem: Problem | None = None) -> TableRow:
    cells = [FieldView(text) for text in texts]
    if problem is not None:
        cells[2] = FieldView(texts[2], problems=(problem,))
    return TableRow(row_id, row_id[1:], (*cells, FieldView("90", Standing.CALCULATED)))


ROWS = (row("r1", "1", "1", "45"), row("r2", "1", "2", "44"), row("r3", "2", "", ""))


def heard(model: FormTableModel) -> list[tuple[str, str]]:
    edits: list[tuple[str, str]] = []
    model.edited.connect(lambda address, text: edits.append((address, text)))
    return edits
