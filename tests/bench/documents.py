"""Writing the documents of one school and one district, beside their libraries' import alone."""

from io import BytesIO

from exporters.documents.read import read_template
from exporters.documents.report_sheet import make_report
from exporters.documents.write import write_report_pdf, write_report_xlsx, write_template_xlsx
from tests.bench.children import figure
from tests.bench.measure import Row, median, milliseconds
from tests.bench.samples import engine, example_sheet

_IMPORT = """
from time import perf_counter
start = perf_counter()
import {name}
print((perf_counter() - start) * 1000)
"""
_ROUNDS = 5


def rows() -> list[Row]:
    """Four rows, shown without a budget."""
    sheet = example_sheet()
    report = make_report(sheet, school="样例九年一贯制学校")
    pdf = figure(_IMPORT.format(name="reportlab.platypus"))
    excel = figure(_IMPORT.format(name="openpyxl"))
    template = BytesIO()
    write_template_xlsx(sheet, template)
    works = (
        (
            "report-pdf",
            "填报表的 PDF",
            "引入 reportlab",
            pdf,
            lambda: write_report_pdf(report, BytesIO()),
        ),
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
    made = []
    for name, what, floor, base, work in works:
        work()
        times = [milliseconds(work) for _ in range(_ROUNDS)]
        made.append(Row(name, what, floor, base, median(times), None))
    return made
