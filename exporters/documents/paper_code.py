"""What the QR codes of a printed report say: which return the paper stands for, and which page it is.

The report travels inside the package, so no code on it can name the package. It names the data: the
SHA-256 of ``data/return.json``, which is fixed before anything is drawn. The text keeps to the letters of
the alphanumeric mode of QR codes, so that a small code on every page can carry the whole digest.
"""

import re
from dataclasses import dataclass, replace

from exporters.pki.fingerprint import word_of

_FORMAT = "YOUHENG-PAPER-1"
_TEXT = re.compile(
    rf"{_FORMAT} (?P<school>[0-9A-Za-z]{{1,32}}) (?P<period>[0-9]{{4}}) R(?P<revision>[0-9]{{1,6}})"
    r" (?P<digest>[0-9A-Fa-f]{64})(?: (?P<page>[0-9]{1,4})/(?P<pages>[0-9]{1,4}))?",
    re.IGNORECASE | re.ASCII,
)
_WORDS = 10
"""Bytes of the digest that are said in words, as many as a fingerprint has."""


@dataclass(frozen=True, slots=True)
class PaperCode:
    """Which return a page stands for.

    Attributes:
        school: 学校标识码.
        period: The year reported.
        revision: Number of the revision.
        digest: SHA-256 of the canonical return, 64 lower-case hex digits.
        page: Number of the page, from one; 0 for the report as a whole.
        pages: How many pages the report has; 0 with ``page``.

    """

    school: str
    period: int
    revision: int
    digest: str
    page: int = 0
    pages: int = 0

    def on_page(self, page: int, pages: int) -> "PaperCode":
        """The code of one page."""
        return replace(self, page=page, pages=pages)

    def encode(self) -> str:
        """The text of the QR code."""
        text = f"{_FORMAT} {self.school} {self.period} R{self.revision} {self.digest.upper()}"
        return f"{text} {self.page}/{self.pages}" if self.page else text

    @property
    def groups(self) -> tuple[str, ...]:
        """The digest in sixteen groups of four, to be compared by eye."""
        return tuple(self.digest[place : place + 4] for place in range(0, len(self.digest), 4))

    @property
    def words(self) -> tuple[str, ...]:
        """The first eighty bits as ten words of two characters, to be compared by telephone."""
        return tuple(word_of(byte) for byte in bytes.fromhex(self.digest)[:_WORDS])


def read_paper_code(text: str) -> PaperCode | None:
    """Read the text of a scanned code; ``None`` for any other text.

    Line ends and blanks at its ends are forgiven, and small letters.
    """
    found = _TEXT.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    return PaperCode(
        school=found["school"],
        period=int(found["period"]),
        revision=int(found["revision"]),
        digest=found["digest"].lower(),
        page=int(found["page"] or 0),
        pages=int(found["pages"] or 0),
    )
