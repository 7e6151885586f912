"""The report of one return as PDF: cover, indicators, problems, changes, replies, forms, attachments."""

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Spacer

from exporters.documents import palette
from exporters.documents.pdf.cells import COLOURS, WIDTH, head_row
from exporters.documents.pdf.cover import cover_story
from exporters.documents.pdf.figures import figures_story
from exporters.documents.pdf.fonts import Glyphs
from exporters.documents.pdf.forms import form_story
from exporters.documents.pdf.page import PageHeading, Running
from exporters.documents.pdf.table import Look, PdfCell, PdfRow, make_table
from exporters.documents.pdf.text import text_block
from exporters.documents.report import Finding, Report, ReportAttachment, ReportReply
from forms.live.compare import Change
from forms.signs import NOTHING

_SMALL = Look(size=8)


def report_story(report: Report, glyphs: Glyphs) -> list[Flowable]:
    """Everything of a report in reading order."""
    story = [*cover_story(report, glyphs), PageBreak()]
    if report.figures:
        story += figures_story(report, glyphs)
    story += _findings(report.findings, glyphs)
    if report.changes is not None:
        story += _changes(report.changes, glyphs)
    if report.replies:
        story += _replies(report.replies, glyphs)
    for number, form in enumerate(report.forms):
        story += form_story(form, f"form-{number}", glyphs)
    if report.attachments:
        story += _attachments(report.attachments, glyphs)
    return [*story, *_missing(glyphs)]


def forms_story(report: Report, glyphs: Glyphs) -> list[Flowable]:
    """The forms alone, as they are printed to be filled or read by hand."""
    story: list[Flowable] = []
    for number, form in enumerate(report.forms):
        story += form_story(form, f"form-{number}", glyphs)
    return [*story, *_missing(glyphs)]


def report_running(
    report: Report, glyphs: Glyphs, *, mark: str = "", cover: bool = True
) -> Running:
    """Head and foot of its pages."""
    first = report.cover
    foot = f"学校标识码 {first.code}　第 {first.revision} 版"
    if first.paper is not None:
        foot += f"　数据摘要 {' '.join(first.paper.groups[:4])} …"
    return Running(
        title=glyphs.drawable(first.title),
        who=glyphs.drawable(f"{first.school}　{first.period} 年"),
        foot=glyphs.drawable(foot),
        cover=cover,
        code=first.paper,
        mark=glyphs.drawable(mark),
    )


def _findings(findings: Sequence[Finding], glyphs: Glyphs) -> Iterator[Flowable]:
    if not findings:
        yield from _heading("校验与说明", "findings", 10 * mm)
        yield text_block("没有校验提示。", WIDTH, glyphs=glyphs)
        return
    rows: list[PdfRow] = [head_row("编号", "类别", "位置与内容", "说明", "处理")]
    rows += [_finding(finding) for finding in findings]
    shares = (23 * mm, 15 * mm, 76 * mm, 46 * mm)
    yield from _table("校验与说明", "findings", rows, shares, glyphs)


def _finding(finding: Finding) -> PdfRow:
    place = f"{finding.where}\n" if finding.where else ""
    return (
        PdfCell(finding.code, colour=palette.MUTED),
        PdfCell(finding.severity),
        PdfCell(place + finding.message),
        PdfCell(finding.justification or NOTHING),
        PdfCell(finding.status, bold=True, colour=COLOURS[finding.tone]),
    )


def _changes(changes: Sequence[Change], glyphs: Glyphs) -> Iterator[Flowable]:
    if not changes:
        yield from _heading("与上一版相比", "changes", 10 * mm)
        yield text_block("填报内容与上一版相同。", WIDTH, glyphs=glyphs)
        return
    rows: list[PdfRow] = [head_row("填报项", "上一版", "本版")]
    rows += [[*map(PdfCell, (change.label, change.before, change.after))] for change in changes]
    title = f"与上一版相比（{len(changes)} 处修改）"
    yield from _table(title, "changes", rows, (70 * mm, 53 * mm), glyphs)


def _replies(points: Sequence[ReportReply], glyphs: Glyphs) -> Iterator[Flowable]:
    rows: list[PdfRow] = [head_row("意见人", "位置与意见", "现在的填报", "学校的回复")]
    rows += [
        [*map(PdfCell, (one.author, f"{one.where}\n{one.text}", one.now or NOTHING, one.reply))]
        for one in points
    ]
    shares = (15 * mm, 66 * mm, 30 * mm)
    yield from _table(f"意见与回复（{len(points)} 条）", "replies", rows, shares, glyphs)


def _attachments(files: Sequence[ReportAttachment], glyphs: Glyphs) -> Iterator[Flowable]:
    rows: list[PdfRow] = [head_row("填报项", "文件", "字节", "摘要（SHA-256）", right={2})]
    for file in files:
        digest = " ".join(file.digest[place : place + 8] for place in range(0, 64, 8))
        size = PdfCell(f"{file.size:,}", align="RIGHT")
        rows.append((PdfCell(file.where), PdfCell(file.name), size, PdfCell(digest)))
    yield from _table("附件清单", "attachments", rows, (38 * mm, 45 * mm, 20 * mm), glyphs)


def _table(
    title: str, key: str, rows: Sequence[PdfRow], shares: Sequence[float], glyphs: Glyphs
) -> Iterator[Flowable]:
    """A list under its heading; the last column takes what the shares leave."""
    widths = [*shares, WIDTH - sum(shares)]
    table = make_table(rows, widths, glyphs=glyphs, look=_SMALL, heading_rows=1)
    yield from _heading(title, key, table.opening)
    yield table


def _heading(title: str, key: str, opening: float) -> Iterator[Flowable]:
    yield CondPageBreak(20 * mm + opening)
    yield Spacer(0, 6 * mm)
    yield PageHeading(title, level=0, key=key)
    yield Spacer(0, 2 * mm)


def _missing(glyphs: Glyphs) -> Iterator[Flowable]:
    """Name the characters that stand as □, once everything is set."""
    if not glyphs.missing:
        return
    signs = "、".join(f"U+{ord(character):04X}" for character in sorted(glyphs.missing))
    note = f"本报告的字库没有下列字符，文中以 □ 代替，原文见 data/return.json：{signs}"
    yield Spacer(0, 4 * mm)
    yield text_block(note, WIDTH, glyphs=glyphs, colour=palette.WARNING)
