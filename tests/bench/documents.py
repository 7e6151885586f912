"""Writing the documents of one school, beside their libraries' import or the bare drawing alone."""

from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from exporters.documents.pdf.fonts import REGULAR, ensure_fonts
from exporters.documents.read import read_template
from exporters.documents.report import Report, ReportField
from exporters.documents.report_sheet import make_report
from exporters.documents.write import write_report_pdf, write_report_xlsx, write_template_xlsx
from forms.edits import InsertRow
from forms.record import Row as FormRow
from tests.bench.children import figure
from tests.bench.measure import Row, compared, in_turns, median, milliseconds, spread
from tests.bench.samples import engine, example_sheet

_IMPORT = """
from time import perf_counter
start = perf_counter()
import {name}
print((perf_counter() - start) * 1000)
"""
_ROUNDS = 3
_CLASSES = 60
_MOST = 10.0
_CELLS_OF_A_PAGE = 240


def rows() -> list[Row]:
    """The report against its budget, the workbooks without one."""
    sheet = example_sheet()
    for number in range(_CLASSES - len(sheet.rows("pupils.classes"))):
        cells = {"grade": str(number % 9 + 1), "class_name": f"{number + 30}", "enrolled": "41"}
        sheet.apply(InsertRow("pupils.classes", 36 + number, FormRow(f"x{number}", cells)))
    report = make_report(sheet, school="样例九年一贯制学校", digest="ab" * 32)
    texts = cell_texts(report)
    excel = figure(_IMPORT.format(name="openpyxl"))
    template = BytesIO()
    # Once each before anything counts.
    write_report_xlsx(report, BytesIO())
    write_template_xlsx(sheet, template)
    read_template(template.getvalue(), pack=engine().pack)
    works = (
        (
            "report-xlsx",
            "填报表的工作簿",
            "引入 openpyxl",
            excel,
            lambda: write_report_xlsx(report, BytesIO()),
        ),
        (
            "template",
            "写填报模板",
            "引入 openpyxl",
            excel,
            lambda: write_template_xlsx(sheet, BytesIO()),
        ),
        (
            "template-in",
            "读填报模板",
            "引入 openpyxl",
            excel,
            lambda: read_template(template.getvalue(), pack=engine().pack),
        ),
    )
    drawn = in_turns(
        lambda: draw_bare(texts), lambda: write_report_pdf(report, BytesIO()), rounds=_ROUNDS
    )
    what, floor = f"填报表的 PDF，{_CLASSES} 班", f"{len(texts)} 个单元格直接画"
    made = [compared("report-pdf", what, floor, drawn, _MOST)]
    for name, what, floor, base, work in works:
        times = [milliseconds(work) for _ in range(_ROUNDS)]
        made.append(Row(name, what, floor, base, median(times), None, spread=spread(times)))
    return made


def cell_texts(report: Report) -> list[str]:
    """What stands in the cells of all forms and lists of a report."""
    texts = [text for item in report.figures for text in (item.label, item.verdict)]
    texts += [text for item in report.findings for text in (item.message, item.justification)]
    blocks = [block for form in report.forms for part in form.sections for block in part.blocks]
    for block in blocks:
        if isinstance(block, ReportField):
            texts += [block.label, block.shown.text]
        else:
            texts += [column.heading for column in block.columns]
            texts += [cell.text for row in block.rows for cell in row]
    return texts


def draw_bare(texts: list[str]) -> None:
    """Draw so many cells with nothing around them: no lines, no breaking, no colours."""
    ensure_fonts()
    canvas = Canvas(BytesIO(), pagesize=A4)
    for number, text in enumerate(texts):
        place = number % _CELLS_OF_A_PAGE
        if number and not place:
            canvas.showPage()
        if not place:
            canvas.setFont(REGULAR, 8.5)
        canvas.drawString(48 + place % 4 * 125, 780 - place // 4 * 12, text)
    canvas.save()
