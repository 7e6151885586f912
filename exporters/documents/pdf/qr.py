"""A QR code as one filled path; the same text always gives the same picture."""

from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRMaskPattern
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from exporters.documents import palette

_SEAM = 0.02
"""Rows overlap by this share of a module: viewers leave hair lines between shapes that only touch."""


def draw_qr(canvas: Canvas, text: str, left: float, bottom: float, size: float) -> None:
    """Draw a code into a square; the quiet zone around it is the caller's.

    Args:
        canvas: What is drawn on.
        text: What a scanner gives back.
        left: Left edge in points.
        bottom: Bottom edge in points.
        size: Side of the square in points.

    """
    bars, modules = _bars(text)
    unit = size / modules
    path = canvas.beginPath()
    for row, first, length in bars:
        top = bottom + size - row * unit
        path.rect(left + first * unit, top - unit, length * unit, unit * (1 + _SEAM))
    canvas.setFillColor(HexColor(f"#{palette.INK}"))
    canvas.drawPath(path, stroke=0, fill=1)


@lru_cache(maxsize=64)
def _bars(text: str) -> tuple[tuple[tuple[int, int, int], ...], int]:
    """Row, first module and length of every dark run, and how many modules a side has."""
    code: Any = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.version = code.calculate_version()
    # Every mask can be read; looking for the best of the eight takes several times as long.
    code.makeImpl(False, QRMaskPattern.PATTERN000)
    side = code.getModuleCount()
    runs = []
    for row in range(side):
        column = 0
        for dark, group in groupby(code.isDark(row, place) for place in range(side)):
            length = len(list(group))
            if dark:
                runs.append((row, column, length))
            column += length
    return tuple(runs), side
