"""The first page of a report: what it is, over which data, and where it is signed and sealed."""

from collections.abc import Iterator

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from exporters.documents import palette
from exporters.documents.paper_code import PaperCode
from exporters.documents.pdf.cells import WIDTH
from exporters.documents.pdf.fonts import BOLD, REGULAR, Glyphs
from exporters.documents.pdf.grid import PdfTable
from exporters.documents.pdf.qr import draw_qr
from exporters.documents.pdf.structure import Tagged
from exporters.documents.pdf.table import Look, PdfCell, make_table
from exporters.documents.pdf.text import text_block
from exporters.documents.report import Cover, Report, ReportField, SignatureLine, Tone

_LEGEND = (
    "颜色：白底为填报，浅蓝底为计算，浅灰底为引用。未填与 0 不同；不适用的项目不列出。"
    "每页右下角的二维码写明学校、报告期、版次、数据摘要和页码，用本程序的“核对文件”可以查明"
    "这张纸和哪一份文件相符。"
)
_PLEDGE = "以下签字人对本表数据的真实性、准确性和完整性负责。"


def cover_story(report: Report, glyphs: Glyphs) -> Iterator[Flowable]:
    """Everything of the first page."""
    cover = report.cover
    yield Spacer(0, 24 * mm)
    title = text_block(cover.title, WIDTH, glyphs=glyphs, size=24, bold=True, after=6)
    title.kind = "H1"
    yield title
    period = f"{cover.period} 年　第 {cover.revision} 版"
    yield text_block(period, WIDTH, glyphs=glyphs, size=14, colour=palette.MUTED, after=26)
    yield text_block(cover.school, WIDTH, glyphs=glyphs, size=18, bold=True, after=10)
    yield _facts(cover, glyphs)
    yield Spacer(0, 6 * mm)
    yield _summary(report, glyphs)
    if cover.paper is not None:
        yield Spacer(0, 8 * mm)
        yield DigestBox(cover.paper)
    yield Spacer(0, 16 * mm)
    yield from _signatures(cover, glyphs)
    yield Spacer(0, 12 * mm)
    yield text_block(_LEGEND, WIDTH, glyphs=glyphs, size=8, colour=palette.MUTED)


def _facts(cover: Cover, glyphs: Glyphs) -> PdfTable:
    facts = [("学校标识码", cover.code), *cover.facts]
    rows = [(PdfCell(label, colour=palette.MUTED), PdfCell(text)) for label, text in facts]
    widths = (34 * mm, WIDTH - 34 * mm)
    return make_table(rows, widths, glyphs=glyphs, look=Look(size=9.5))


def _summary(report: Report, glyphs: Glyphs) -> PdfTable:
    entries = sum(
        isinstance(block, ReportField)
        for form in report.forms
        for section in form.sections
        for block in section.blocks
    )
    open_ones = sum(finding.tone is Tone.BAD for finding in report.findings)
    judged = [figure for figure in report.figures if figure.standard]
    reached = sum(figure.tone is Tone.GOOD for figure in judged)
    tiles = (
        (f"{len(report.forms)}", "张表"),
        (f"{entries}", "个填报项"),
        (f"{len(report.findings)}", "条校验提示"),
        (f"{open_ones}", "条待处理"),
        (f"{reached} / {len(judged)}", "项指标达标"),
    )
    rows = [
        [PdfCell(number, bold=True, align="CENTER") for number, _ in tiles],
        [PdfCell(label, colour=palette.MUTED, align="CENTER") for _, label in tiles],
    ]
    return make_table(rows, [WIDTH / 5] * 5, glyphs=glyphs, look=Look(size=11))


def _signatures(cover: Cover, glyphs: Glyphs) -> Iterator[Flowable]:
    """The lines to sign beside the place of the seal."""
    yield text_block(_PLEDGE, WIDTH, glyphs=glyphs, size=9.5, after=6)
    yield SignatureBlock(cover.signatures, glyphs)


class DigestBox(Tagged, Flowable):
    """The digest of the data: as a QR code, in groups for the eye, in words for the telephone."""

    kind = "P"
    _SIDE = 30 * mm

    def __init__(self, code: PaperCode) -> None:
        super().__init__()
        self._code = code

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The box takes the whole row."""
        self._width = aW
        return aW, self._SIDE

    def draw(self) -> None:
        """Draw the code at the left, what people compare at its right."""
        canvas = self.canv
        draw_qr(canvas, self._code.encode(), 0, 0, self._SIDE)
        left, top = self._SIDE + 7 * mm, self._SIDE - 8
        ink, muted = (HexColor(f"#{colour}") for colour in (palette.INK, palette.MUTED))
        canvas.setFillColor(muted)
        canvas.setFont(REGULAR, 8.5)
        canvas.drawString(left, top, "数据摘要（data/return.json 的 SHA-256），四位一组")
        canvas.drawString(left, top - 50, "核对词（摘要的前 80 位，电话核对用）")
        canvas.setFillColor(ink)
        canvas.setFont(BOLD, 11)
        groups, words = self._code.groups, self._code.words
        for row in range(2):
            for column, group in enumerate(groups[8 * row : 8 * row + 8]):
                canvas.drawString(left + column * 16 * mm, top - 17 - 15 * row, group)
        canvas.setFont(REGULAR, 10)
        canvas.drawString(left, top - 66, "　".join(words))


class SignatureBlock(Tagged, Flowable):
    """One line for each who signs, and a broken square where the seal goes."""

    kind = "P"
    _ROW = 13 * mm
    _SEAL = 42 * mm

    def __init__(self, lines: tuple[SignatureLine, ...], glyphs: Glyphs) -> None:
        super().__init__()
        self._lines = [
            (line.role, glyphs.drawable(line.name), glyphs.drawable(line.confirmed))
            for line in lines
        ]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803, ARG002 - reportlab's names
        """The block takes the whole row."""
        self._width, self.height = aW, max(self._ROW * len(self._lines), self._SEAL)
        return aW, self.height

    def draw(self) -> None:
        """Draw role, rule and date of each; a name known already stands in small under the rule."""
        canvas = self.canv
        rule_end, date = self._width - self._SEAL - 46 * mm, self._width - self._SEAL - 43 * mm
        for number, (role, name, confirmed) in enumerate(self._lines):
            base = self.height - number * self._ROW - 8 * mm
            canvas.setFillColor(HexColor(f"#{palette.INK}"))
            canvas.setFont(REGULAR, 10.5)
            canvas.drawString(0, base, f"{role}（签字）")
            canvas.drawString(date, base, "　　　年　　月　　日")
            canvas.setStrokeColor(HexColor(f"#{palette.STRONG_RULE}"))
            canvas.setLineWidth(0.6)
            canvas.line(37 * mm, base - 2, rule_end, base - 2)
            canvas.setFillColor(HexColor(f"#{palette.MUTED}"))
            canvas.setFont(REGULAR, 7.5)
            canvas.drawString(37 * mm, base - 12, "　".join(filter(None, (name, confirmed))))
        self._draw_seal()

    def _draw_seal(self) -> None:
        canvas, side = self.canv, self._SEAL
        left = self._width - side
        canvas.setDash(3, 3)
        canvas.setStrokeColor(HexColor(f"#{palette.RULE}"))
        canvas.rect(left, self.height - side, side, side)
        canvas.setDash()
        canvas.setFillColor(HexColor(f"#{palette.MUTED}"))
        canvas.setFont(REGULAR, 9)
        canvas.drawCentredString(left + side / 2, self.height - side / 2 - 3, "（学校公章）")
