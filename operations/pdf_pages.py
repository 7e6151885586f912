"""PDFs that were drawn here, to be looked at page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.documents.pdf_pages import PdfPages, Picture, TextPlace, joined, one_empty_page

__all__ = [
    "JoinedPages",
    "PdfPages",
    "Picture",
    "TextPlace",
    "draws_pages",
    "open_joined",
    "open_pages",
]


def open_pages(pdf: bytes) -> PdfPages | None:
    """Open a PDF to be shown; ``None`` where this computer cannot load what shows it."""
    try:
        return PdfPages(pdf)
    except (ImportError, OSError):
        return None


def draws_pages() -> bool:
    """Whether a page can be drawn here: a build may have lost the library, which only PDFs load."""
    try:
        pages = PdfPages(one_empty_page())
    except (ImportError, OSError):
        return False
    drawn = pages.render(0, 1)
    pages.close()
    return drawn is not None and len(drawn.pixels) == drawn.height * drawn.width * 4


@dataclass(frozen=True, slots=True)
class JoinedPages:
    """Several PDFs as one, and the number of the page each begins on, from zero."""

    pages: PdfPages
    starts: tuple[int, ...]


def open_joined(pdfs: Sequence[bytes]) -> JoinedPages | None:
    """Open several PDFs as one, in their order; ``None`` as for :func:`open_pages`."""
    try:
        whole, starts = joined(pdfs)
        return JoinedPages(PdfPages(whole), starts)
    except (ImportError, OSError):
        return None
