"""Printing the pages that are on the screen."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from operations.school.seen_report import PdfPages
from ui.messages import Messages

_DOTS = 300
"""Dots per inch: what a QR code and small type want, and no more."""


def print_pages(messages: Messages, pages: PdfPages, parent: QWidget) -> None:
    """Ask for a printer and print."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(pages.sizes))
    if messages.dialog(dialog):
        put_on_paper(pages, printer)
    dialog.deleteLater()


def put_on_paper(pages: PdfPages, printer: QPrinter) -> None:
    """Draw the pages the printer was told to print, each over the whole sheet."""
    printer.setFullPage(True)
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages.sizes)
    painter = QPainter()
    if not painter.begin(printer):
        return
    for number in range(first - 1, min(last, len(pages.sizes))):
        if number >= first:
            printer.newPage()
        picture = pages.render(number, _DOTS / 72)
        if picture is None:
            break
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.width * 4,
            QImage.Format.Format_RGB32,
        )
        sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
        painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), image)
    painter.end()
