"""A sheet that says what was found when a file was checked: for the records, beside the file itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from exporters.documents import palette
from exporters.documents.paper_code import PaperCode

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from exporters.documents.pdf.fonts import Glyphs

_CAUTION = (
    "本确认单记录核对时的结果，单凭这张纸不能证明文件没有改动：要证明，请用文件再核对一次。"
    "文件的 SHA-256 可以用任何计算摘要的工具核对。"
)


@dataclass(frozen=True, slots=True)
class ConfirmationSheet:
    """What is printed.

    Attributes:
        facts: What the file is, whose and of when: label and text.
        state: How far it can be trusted, in a few words.
        good: Whether the state is a good one.
        sentence: What it means and what to do.
        details: Everything behind it, label and text.
        checked: When and with which program it was checked.
        paper: What the paper of a report carries; ``None`` for another file.

    """

    facts: tuple[tuple[str, str], ...]
    state: str
    good: bool
    sentence: str
    details: tuple[tuple[str, str], ...]
    checked: str
    paper: PaperCode | None = None


def write_confirmation_sheet(sheet: ConfirmationSheet, stream: BinaryIO) -> None:
    """Write the sheet as PDF (A4)."""
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.page import PORTRAIT, Running, build

    glyphs = Glyphs()
    who = next((text for label, text in sheet.facts if label == "文件"), "")
    running = Running(
        title="文件核对确认单",
        who=glyphs.drawable(who),
        foot=glyphs.drawable(sheet.checked),
        cover=True,
    )
    build([*_story(sheet, glyphs)], stream, paper=PORTRAIT, running=running)


def _story(sheet: ConfirmationSheet, glyphs: "Glyphs") -> "Iterator[Flowable]":
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from exporters.documents.pdf.cover import DigestBox
    from exporters.documents.pdf.page import PORTRAIT, PageHeading, SignOff
    from exporters.documents.pdf.table import Look, PdfCell, make_table
    from exporters.documents.pdf.text import text_block

    width = PORTRAIT.room
    columns = (42 * mm, width - 42 * mm)

    def listed(pairs: tuple[tuple[str, str], ...], size: float) -> "Flowable":
        rows = [(PdfCell(label, colour=palette.MUTED), PdfCell(text)) for label, text in pairs]
        return make_table(rows, columns, glyphs=glyphs, look=Look(size=size))

    yield PageHeading("文件核对确认单", level=0, key="sheet")
    yield Spacer(0, 4 * mm)
    tone = palette.GOOD if sheet.good else palette.BAD
    yield text_block(sheet.state, width, glyphs=glyphs, size=16, bold=True, colour=tone, after=4)
    yield text_block(sheet.sentence, width, glyphs=glyphs, size=10.5, after=8)
    yield listed(sheet.facts, 10)
    if sheet.paper is not None:
        yield Spacer(0, 6 * mm)
        yield DigestBox(sheet.paper)
    yield Spacer(0, 6 * mm)
    yield PageHeading("核对的内容", level=1, key="details")
    yield listed(sheet.details, 8.5)
    yield Spacer(0, 4 * mm)
    yield text_block(_CAUTION, width, glyphs=glyphs, size=8.5, colour=palette.MUTED, after=6)
    yield SignOff(("核对人（签字）：", "单位（公章）：", "日期：　　年　　月　　日"))
