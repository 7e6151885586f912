"""The report of one return as PDF: cover, indicators, problems with their 说明, then form by form."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer, Table

from exporters.documents import palette
from exporters.documents.pdf.fonts import Glyphs
from exporters.documents.pdf.page import PORTRAIT, PageHeading, Running
from exporters.documents.pdf.table import Look, PdfCell, PdfRow, fitted_widths, make_table
from exporters.documents.pdf.text import text_block
from exporters.documents.report import (
    Cover,
    Finding,
    Grid,
    GridColumn,
    Ink,
    Report,
    ReportField,
    ReportForm,
    ReportIndicator,
    ReportSection,
    Shown,
    Tone,
    upright,
)

_WIDTH = PORTRAIT.room
_LOOK = Look()
_DENSE = Look(size=7.5)
_FILLS = {
    Ink.INPUT: "",
    Ink.CALCULATED: palette.CALCULATED,
    Ink.REFERENCED: palette.REFERENCED,
}
_COLOURS = {
    Tone.PLAIN: palette.INK,
    Tone.MUTED: palette.MUTED,
    Tone.GOOD: palette.GOOD,
    Tone.WARNING: palette.WARNING,
    Tone.BAD: palette.BAD,
}


def report_story(report: Report, glyphs: Glyphs) -> list[Flowable]:
    """Everything of a report in reading order."""
    story = [*_cover(report, glyphs), PageBreak()]
    if report.figures:
        story += [*_figures(report, glyphs), Spacer(0, 6 * mm)]
    story += _findings(report.findings, glyphs)
    for number, form in enumerate(report.forms):
        story += [PageBreak(), *_form(form, f"form-{number}", glyphs)]
    if glyphs.missing:
        signs = "、".join(f"U+{ord(character):04X}" for character in sorted(glyphs.missing))
        note = f"本报告的字库没有下列字符，文中以 □ 代替，原文见 data/return.json：{signs}"
        story += [
            Spacer(0, 4 * mm),
            text_block(note, _WIDTH, glyphs=glyphs, colour=palette.WARNING),
        ]
    return story


def report_running(report: Report, glyphs: Glyphs) -> Running:
    """Head and foot of its pages."""
    cover = report.cover
    return Running(
        title=glyphs.drawable(cover.title),
        who=glyphs.drawable(f"{cover.school}　{cover.period} 年"),
        foot=glyphs.drawable(f"学校标识码 {cover.code}　第 {cover.revision} 版"),
        cover=True,
    )


def _cover(report: Report, glyphs: Glyphs) -> Iterator[Flowable]:
    cover = report.cover
    yield Spacer(0, 38 * mm)
    yield text_block(cover.title, _WIDTH, glyphs=glyphs, size=24, bold=True, after=6)
    period = f"{cover.period} 年"
    yield text_block(period, _WIDTH, glyphs=glyphs, size=14, colour=palette.MUTED, after=60)
    yield text_block(cover.school, _WIDTH, glyphs=glyphs, size=17, bold=True, after=10)
    yield _facts(cover, glyphs)
    yield Spacer(0, 12 * mm)
    yield _summary(report, glyphs)
    yield Spacer(0, 12 * mm)
    legend = "颜色：白底为填报，浅蓝底为计算，浅灰底为引用。未填与 0 不同；不适用的项目不列出。"
    yield text_block(legend, _WIDTH, glyphs=glyphs, size=8, colour=palette.MUTED)


def _facts(cover: Cover, glyphs: Glyphs) -> Table:
    facts = [("学校标识码", cover.code), ("版次", f"第 {cover.revision} 版"), *cover.facts]
    rows = [(PdfCell(label, colour=palette.MUTED), PdfCell(text)) for label, text in facts]
    widths = (34 * mm, _WIDTH - 34 * mm)
    return make_table(rows, widths, glyphs=glyphs, look=Look(size=9.5))


def _summary(report: Report, glyphs: Glyphs) -> Table:
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
        (str(len(report.forms)), "张表"),
        (str(entries), "个填报项"),
        (str(len(report.findings)), "条校验提示"),
        (str(open_ones), "条待处理"),
        (f"{reached} / {len(judged)}", "项指标达标"),
    )
    rows = [
        [PdfCell(number, bold=True, align="CENTER") for number, _ in tiles],
        [PdfCell(label, colour=palette.MUTED, align="CENTER") for _, label in tiles],
    ]
    return make_table(rows, [_WIDTH / 5] * 5, glyphs=glyphs, look=Look(size=11))


def _figures(report: Report, glyphs: Glyphs) -> Iterator[Flowable]:
    yield PageHeading("指标", level=0, key="figures")
    yield Spacer(0, 3 * mm)
    if report.figures_note:
        yield text_block(report.figures_note, _WIDTH, glyphs=glyphs)
        yield Spacer(0, 2 * mm)
    rows: list[PdfRow] = [_head("编号", "指标", "学段", "数值", "单位", "标准", "结论", right={3})]
    rows += [_figure(figure) for figure in report.figures]
    yield _upright(rows, glyphs, _LOOK)


def _findings(findings: Sequence[Finding], glyphs: Glyphs) -> Iterator[Flowable]:
    yield CondPageBreak(40 * mm)
    yield PageHeading("校验与说明", level=0, key="findings")
    yield Spacer(0, 3 * mm)
    if not findings:
        yield text_block("没有校验提示。", _WIDTH, glyphs=glyphs)
        return
    rows: list[PdfRow] = [_head("编号", "类别", "位置与内容", "说明", "处理")]
    rows += [_finding(finding) for finding in findings]
    shares = (23 * mm, 15 * mm, 76 * mm, 46 * mm)
    widths = [*shares, _WIDTH - sum(shares)]
    yield make_table(rows, widths, glyphs=glyphs, look=Look(size=8), heading_rows=1)


def _figure(figure: ReportIndicator) -> PdfRow:
    return (
        PdfCell(figure.id, colour=palette.MUTED),
        PdfCell(figure.label),
        PdfCell(figure.level),
        _cell(figure.shown, numeric=True),
        PdfCell(figure.unit, colour=palette.MUTED),
        PdfCell(figure.standard),
        PdfCell(figure.verdict, bold=True, colour=_COLOURS[figure.tone]),
    )


def _finding(finding: Finding) -> PdfRow:
    place = f"{finding.where}\n" if finding.where else ""
    return (
        PdfCell(finding.code, colour=palette.MUTED),
        PdfCell(finding.severity),
        PdfCell(place + finding.message),
        PdfCell(finding.justification or "—"),
        PdfCell(finding.status, bold=True, colour=_COLOURS[finding.tone]),
    )


def _form(form: ReportForm, key: str, glyphs: Glyphs) -> Iterator[Flowable]:
    yield PageHeading(glyphs.drawable(form.label), level=0, key=key)
    for number, section in enumerate(form.sections):
        yield CondPageBreak(30 * mm)
        yield Spacer(0, 4 * mm)
        yield PageHeading(glyphs.drawable(section.title), level=1, key=f"{key}-{number}")
        yield from _section(section, glyphs)


def _section(section: ReportSection, glyphs: Glyphs) -> Iterator[Flowable]:
    entries: list[ReportField] = []
    for block in section.blocks:
        if isinstance(block, ReportField):
            entries.append(block)
        else:
            yield from _entries(entries, glyphs)
            entries = []
            yield from _grid(block, glyphs)
    yield from _entries(entries, glyphs)


def _entries(entries: Sequence[ReportField], glyphs: Glyphs) -> Iterator[Flowable]:
    """One table for fields that follow each other."""
    if not entries:
        return
    rows: list[PdfRow] = [_head("填报项", "填报内容", "单位")]
    for entry in entries:
        numeric = entry.shown.value is not None
        unit = PdfCell(entry.unit, colour=palette.MUTED)
        rows.append((PdfCell(entry.label), _cell(entry.shown, numeric=numeric), unit))
    widths = (74 * mm, _WIDTH - 96 * mm, 22 * mm)
    yield Spacer(0, 1.5 * mm)
    yield make_table(rows, widths, glyphs=glyphs, look=_LOOK, heading_rows=1)


def _grid(grid: Grid, glyphs: Glyphs) -> Iterator[Flowable]:
    yield CondPageBreak(25 * mm)
    yield Spacer(0, 2 * mm)
    yield text_block(grid.label, _WIDTH, glyphs=glyphs, bold=True, after=4)
    if not grid.rows:
        yield text_block(grid.note, _WIDTH, glyphs=glyphs, colour=palette.MUTED)
        return
    for part in upright(grid):
        rows: list[PdfRow] = [_grid_head(part.columns)]
        rows += [_grid_row(part.columns, row) for row in part.rows]
        yield _upright(rows, glyphs, _LOOK if len(part.columns) < 8 else _DENSE)
        yield Spacer(0, 2 * mm)


def _upright(rows: Sequence[PdfRow], glyphs: Glyphs, look: Look) -> Table:
    widths = fitted_widths(rows, _WIDTH, size=look.size)
    return make_table(rows, widths, glyphs=glyphs, look=look, heading_rows=1)


def _grid_head(columns: Sequence[GridColumn]) -> PdfRow:
    return [
        PdfCell(column.heading, bold=True, align="RIGHT" if column.numeric else "LEFT")
        for column in columns
    ]


def _grid_row(columns: Sequence[GridColumn], row: Sequence[Shown]) -> PdfRow:
    return [_cell(cell, numeric=column.numeric) for column, cell in zip(columns, row, strict=True)]


def _head(*labels: str, right: AbstractSet[int] = frozenset()) -> PdfRow:
    return [
        PdfCell(label, bold=True, align="RIGHT" if index in right else "LEFT")
        for index, label in enumerate(labels)
    ]


def _cell(shown: Shown, *, numeric: bool) -> PdfCell:
    return PdfCell(
        shown.text,
        colour=_COLOURS[shown.tone],
        fill=_FILLS[shown.ink],
        align="RIGHT" if numeric else "LEFT",
    )
