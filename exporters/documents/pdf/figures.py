"""The indicators of a report: the seven as bars beside their standard, then every check with its verdict."""

from collections.abc import Iterator, Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from exporters.documents import palette
from exporters.documents.pdf.cells import COLOURS, LOOK, WIDTH, head_row
from exporters.documents.pdf.fonts import Glyphs
from exporters.documents.pdf.grid import PdfTable
from exporters.documents.pdf.page import PageHeading
from exporters.documents.pdf.table import PADDING, Look, PdfCell, PdfRow, make_table
from exporters.documents.pdf.text import text_block
from exporters.documents.report import Report, ReportIndicator
from forms.signs import NOTHING

_AXIS = 1.6
"""Where the bars end, in shares of the standard; a longer one gets an arrow."""
_NEARLY = 0.85
"""The lower line, as a share of the standard."""
_BAR = 42 * mm
_LINE = Look(size=8.5, middle=True)


def figures_story(report: Report, glyphs: Glyphs) -> Iterator[Flowable]:
    """The page of indicators."""
    yield PageHeading("指标", level=0, key="figures")
    yield Spacer(0, 2 * mm)
    note = (
        f"竖线是标准，虚线是标准的 85%；条长是数值与标准的比，超过 {_AXIS:.0%} 的画到边上并加箭头。"
    )
    yield text_block(note, WIDTH, glyphs=glyphs, size=8, colour=palette.MUTED, after=4)
    if report.figures_note:
        yield text_block(report.figures_note, WIDTH, glyphs=glyphs, after=4)
    for level in dict.fromkeys(figure.level for figure in report.figures if figure.standard):
        yield from _level(level, report.figures, glyphs)
    checks = [figure for figure in report.figures if not figure.standard and not figure.concludes]
    if checks:
        yield CondPageBreak(30 * mm)
        yield Spacer(0, 4 * mm)
        yield PageHeading("其他指标和检查", level=1, key="checks")
        yield _checks(checks, glyphs)


def _level(level: str, figures: Sequence[ReportIndicator], glyphs: Glyphs) -> Iterator[Flowable]:
    """The figures of a level and what they come to."""
    own = [figure for figure in figures if figure.level == level]
    table = _bars([figure for figure in own if figure.standard], glyphs)
    came_to = "、".join(figure.verdict for figure in own if figure.concludes)
    title = f"{level}　七项综合：{came_to}" if came_to else level
    yield CondPageBreak(14 * mm + table.wrap(WIDTH, 1000)[1])
    yield Spacer(0, 3 * mm)
    yield PageHeading(glyphs.drawable(title), level=1, key=f"figures-{level}")
    yield table


def _bars(figures: Sequence[ReportIndicator], glyphs: Glyphs) -> PdfTable:
    rows: list[PdfRow] = [head_row("指标", "数值", "标准", "与标准相比", "结论", right={1})]
    rows += [_row(figure) for figure in figures]
    widths = (20 * mm, 16 * mm, _BAR + 2 * PADDING, 17 * mm)
    return make_table(
        rows, (WIDTH - sum(widths), *widths), glyphs=glyphs, look=_LINE, heading_rows=1
    )


def _row(figure: ReportIndicator) -> PdfRow:
    value = f"{figure.shown.text} {figure.unit}" if figure.shown.value is not None else "缺"
    return (
        PdfCell(figure.label.removeprefix(figure.level.partition("（")[0])),
        PdfCell(value, align="RIGHT"),
        PdfCell(figure.standard, colour=palette.MUTED),
        PdfCell("", picture=Bar(figure)),
        PdfCell(figure.verdict, bold=True, colour=COLOURS[figure.tone]),
    )


class Bar(Flowable):
    """A value beside its standard; drawing only, the words stand in the cells beside it."""

    _HEIGHT = 11.0

    def __init__(self, figure: ReportIndicator) -> None:
        super().__init__()
        self._share = figure.share
        self._colour = COLOURS[figure.tone]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """Its own size, whatever room there is."""
        return _BAR, self._HEIGHT

    def draw(self) -> None:
        """Draw the bar, then both lines over the whole height of the row."""
        canvas, height = self.canv, self._HEIGHT
        if self._share is not None:
            long = min(float(self._share), _AXIS)
            canvas.setFillColor(HexColor(f"#{self._colour}"))
            canvas.rect(0, 2, long / _AXIS * _BAR, height - 4, stroke=0, fill=1)
            if self._share > _AXIS:
                self._draw_arrow()
        canvas.setStrokeColor(HexColor(f"#{palette.INK}"))
        canvas.setLineWidth(0.9)
        canvas.line(_BAR / _AXIS, -3.4, _BAR / _AXIS, height + 2.4)
        canvas.setLineWidth(0.6)
        canvas.setDash(2, 1.5)
        nearly = _NEARLY * _BAR / _AXIS
        canvas.line(nearly, -3.4, nearly, height + 2.4)
        canvas.setDash()

    def _draw_arrow(self) -> None:
        canvas, middle = self.canv, self._HEIGHT / 2
        path = canvas.beginPath()
        path.moveTo(_BAR, middle - 5)
        path.lineTo(_BAR + 5, middle)
        path.lineTo(_BAR, middle + 5)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)


def _checks(figures: Sequence[ReportIndicator], glyphs: Glyphs) -> PdfTable:
    rows: list[PdfRow] = []
    for place in range(0, len(figures), 2):
        cells = [cell for figure in figures[place : place + 2] for cell in _check(figure)]
        rows.append([*cells, *[PdfCell("")] * (4 - len(cells))])
    verdict = 22 * mm
    widths = (WIDTH / 2 - verdict, verdict) * 2
    return make_table(rows, widths, glyphs=glyphs, look=LOOK)


def _check(figure: ReportIndicator) -> tuple[PdfCell, PdfCell]:
    """A check with its verdict; what is not judged says what it is."""
    is_judged = figure.verdict != NOTHING
    said = figure.verdict if is_judged else f"{figure.shown.text} {figure.unit}".rstrip()
    return (
        PdfCell(figure.label, colour=palette.MUTED),
        PdfCell(said, bold=is_judged, colour=COLOURS[figure.tone]),
    )
