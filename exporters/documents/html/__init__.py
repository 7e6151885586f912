"""A form pack as a book: one HTML file that needs no other, to read on a screen or to print."""

from exporters.documents.html.page import write_book

__all__ = ["write_book"]
