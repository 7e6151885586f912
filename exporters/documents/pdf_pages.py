"""The pages of a PDF as pictures, and where a text stands on them (PDFium, decision 0040)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import Any

_one_at_a_time = Lock()
"""PDFium keeps global state and must not be called by two threads at once."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels.

    Attributes:
        width: Pixels in a row.
        height: Rows.
        pixels: Four bytes for each: blue, green, red, one unused.

    """

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place of a text on a page, in points from the upper left corner."""

    page: int
    left: float
    top: float
    width: float
    height: float


def joined(parts: Sequence[bytes]) -> tuple[bytes, tuple[int, ...]]:
    """Put PDFs that were drawn here one after the other, to be looked at and printed as one.

    Returns:
        The whole, and the number of the page each begins on, from zero.

    Raises:
        ValueError: The bytes of one are no PDF.

    """
    import pypdfium2

    stream, starts = BytesIO(), list[int]()
    with _one_at_a_time:
        whole = pypdfium2.PdfDocument.new()
        try:
            for part in parts:
                starts.append(len(whole))
                document = pypdfium2.PdfDocument(part)
                whole.import_pages(document)
                document.close()
            whole.save(stream)
        except pypdfium2.PdfiumError as error:
            raise ValueError(str(error)) from error
        finally:
            whole.close()
    return stream.getvalue(), tuple(starts)


def one_empty_page() -> bytes:
    """Make a PDF of one small empty page, with the library that draws pages."""
    import pypdfium2

    stream = BytesIO()
    with _one_at_a_time:
        document = pypdfium2.PdfDocument.new()
        document.new_page(72, 72).close()
        document.save(stream)
        document.close()
    return stream.getvalue()


class PdfPages:
    """An open PDF.

    Attributes:
        sizes: Width and height of each page in points.

    """

    def __init__(self, data: bytes) -> None:
        """Open a PDF that was drawn here.

        Raises:
            ValueError: These bytes are none.

        """
        import pypdfium2

        self._data = data
        with _one_at_a_time:
            try:
                self._document: Any = pypdfium2.PdfDocument(data)
                self.sizes: tuple[tuple[float, float], ...] = tuple(
                    self._document.get_page_size(number) for number in range(len(self._document))
                )
            except pypdfium2.PdfiumError as error:
                raise ValueError(str(error)) from error

    def again(self) -> "PdfPages":
        """Open the same PDF once more, to be read after this one is closed."""
        return PdfPages(self._data)

    def render(self, number: int, scale: float) -> Picture | None:
        """Draw a page; ``None`` once the document is closed.

        Args:
            number: Of the page, from zero.
            scale: Pixels for each point.

        """
        with _one_at_a_time:
            if self._document is None:
                return None
            page = self._document[number]
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            picture = Picture(bitmap.width, bitmap.height, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        return picture

    def find(self, text: str) -> list[TextPlace]:
        """Look for a text on all pages, without regard to case, in reading order."""
        with _one_at_a_time:
            if self._document is None:
                return []
            return [
                found
                for number, (_, height) in enumerate(self.sizes)
                for found in self._find_on(number, height, text)
            ]

    def _find_on(self, number: int, height: float, text: str) -> Iterator[TextPlace]:
        page = self._document[number]
        words = page.get_textpage()
        searcher = words.search(text)
        while (match := searcher.get_next()) is not None:
            parts = [words.get_rect(index) for index in range(words.count_rects(*match))]
            left, bottom = (min(part[side] for part in parts) for side in (0, 1))
            right, top = (max(part[side] for part in parts) for side in (2, 3))
            yield TextPlace(number, left, height - top, right - left, top - bottom)
        searcher.close()
        words.close()
        page.close()

    def close(self) -> None:
        """Give everything back."""
        with _one_at_a_time:
            if self._document is not None:
                self._document.close()
                self._document = None
