"""The recovery sheet of a key: one page to be printed, completed by hand and sealed.

It carries the locked key file itself in letters, so that paper alone brings the key back; without
the passphrase it opens nothing, and the passphrase is never printed.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from exporters.documents import palette

if TYPE_CHECKING:
    from reportlab.platypus import Flowable

    from exporters.documents.pdf.fonts import Glyphs


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet.

    Attributes:
        title: E.g. ``校长签名密钥恢复单``.
        holder: Whose key it is: school or bureau, with its code.
        facts: Further lines, label and text: fingerprints, end of validity, place of the file.
        advice: What the holder has to do with the sheet, and how the key comes back.
        locked: The locked key file as letters (:func:`exporters.age.armor`).

    """

    title: str
    holder: str
    facts: tuple[tuple[str, str], ...]
    advice: tuple[str, ...]
    locked: str


_BY_HAND = ("口令封存处（密封后写明封存人和日期）", "持有人签名", "监督人签名", "日期")


def write_recovery_sheet(sheet: RecoverySheet, stream: BinaryIO) -> None:
    """Write the sheet as PDF (A4)."""
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.page import PORTRAIT, Running, build

    glyphs = Glyphs()
    running = Running(
        title=glyphs.drawable(sheet.title),
        who=glyphs.drawable(sheet.holder),
        foot="密封保管，不要拍照，不要放在这台电脑旁边",
        cover=True,
    )
    # The letters are set in a font every reader has: an archive would want it embedded.
    build(_story(sheet, glyphs), stream, paper=PORTRAIT, running=running, archival=False)


def _story(sheet: RecoverySheet, glyphs: "Glyphs") -> "list[Flowable]":
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from exporters.documents.pdf.page import PORTRAIT
    from exporters.documents.pdf.table import Look, PdfCell, make_table
    from exporters.documents.pdf.text import text_block

    width = PORTRAIT.room
    columns = (52 * mm, width - 52 * mm)
    facts = [(PdfCell(label, colour=palette.MUTED), PdfCell(text)) for label, text in sheet.facts]
    by_hand = [(PdfCell(label, colour=palette.MUTED), PdfCell("\n")) for label in _BY_HAND]
    return [
        text_block(sheet.title, width, glyphs=glyphs, size=20, bold=True, after=6),
        text_block(sheet.holder, width, glyphs=glyphs, size=12, after=8),
        make_table(facts, columns, glyphs=glyphs, look=Look(size=9.5)),
        Spacer(0, 5 * mm),
        *(text_block(line, width, glyphs=glyphs, size=9.5, after=4) for line in sheet.advice),
        Spacer(0, 3 * mm),
        _letters(sheet.locked),
        Spacer(0, 5 * mm),
        make_table(by_hand, columns, glyphs=glyphs, look=Look(size=10, boxed=True)),
    ]


def _letters(locked: str) -> "Flowable":
    """Set the key file in letters of one width, so that they can be scanned or typed."""
    from reportlab.lib.styles import ParagraphStyle

    from exporters.documents.pdf.text import TextBlock

    style = ParagraphStyle(name="letters", fontName="Courier", fontSize=9, leading=12)
    return TextBlock(locked, style)
