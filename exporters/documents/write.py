"""Write documents: one function per kind, bytes into a binary stream the caller opened.

The heavy libraries are imported when a document is written, not before.
"""

from typing import BinaryIO

from exporters.documents.report import Report


def write_report_pdf(report: Report, stream: BinaryIO) -> tuple[str, ...]:
    """Write the report of a return as PDF. The same report gives the same bytes.

    Returns:
        The characters the font lacks, e.g. ``𠮷（U+20BB7）``; they stand as □ in the report, which
        names them at its end.

    """
    from exporters.documents.pdf.fonts import Glyphs
    from exporters.documents.pdf.page import PORTRAIT, build
    from exporters.documents.pdf.report import report_running, report_story

    glyphs = Glyphs()
    running = report_running(report, glyphs)
    build(report_story(report, glyphs), stream, paper=PORTRAIT, running=running)
    return glyphs.report()
