"""What a scanner read from a page; light enough to be asked while something is dragged over a window."""

from exporters.documents.paper_code import read_paper_code


def is_paper_text(text: str) -> bool:
    """Whether a text is the code of a printed report."""
    return read_paper_code(text) is not None
