"""Printing the pages that are on the screen, off the GUI thread."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from operations.pdf_pages import PdfPages
from ui.messages import Messages
from ui.parts.controls.arrows import give_arrows
from ui.reading.page_image import page_image
from ui.tasks import Ticket

_DOTS = 300
"""Dots per inch: what a QR code and small type want, and no more."""


def chosen_printer(messages: Messages, pages: PdfPages, parent: QWidget) -> QPrinter | None:
    """Ask for a printer and which pages; ``None`` if the user turned away."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setMinMax(1, len(pages.sizes))
    give_arrows(dialog)
    agreed = messages.dialog(dialog)
    dialog.deleteLater()
    return printer if agreed else None


def put_on_paper(pages: PdfPages, printer: QPrinter, ticket: Ticket) -> int:
    """Draw the pages the printer was told to print, each over the whole sheet; on any thread.

    Args:
        pages: Printed from a document of their own, for that on the screen may be closed meanwhile.
        printer: As it was chosen; nobody else uses it.
        ticket: Gets how far it is.

    Returns:
        How many pages were given to the printer; 0 where it took none.

    """
    own = pages.again()
    printer.setFullPage(True)
    first, last = printer.fromPage() or 1, printer.toPage() or len(own.sizes)
    wanted = range(first - 1, min(last, len(own.sizes)))
    painter = QPainter()
    done = 0
    if painter.begin(printer):
        for number in wanted:
            if ticket.cancelled or (done and not printer.newPage()):
                break
            ticket.progress(done, len(wanted))
            _draw(own, number, painter, printer)
            done += 1
        painter.end()
    own.close()
    return done


def _draw(pages: PdfPages, number: int, painter: QPainter, printer: QPrinter) -> None:
    picture = pages.render(number, _DOTS / 72)
    if picture is None:
        return
    sheet = printer.paperRect(QPrinter.Unit.DevicePixel)
    painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), page_image(picture))
