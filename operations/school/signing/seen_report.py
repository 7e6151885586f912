"""The report as it will lie in the package, to be read before it is signed."""

import hashlib
from dataclasses import dataclass

from forms.confirmation import Confirmation


@dataclass(frozen=True, slots=True)
class SeenReport:
    """What the principal reads.

    Attributes:
        pdf: The very bytes that go into the package; empty where they would be too large for one.
        digest: SHA-256 (hex) of the return's canonical bytes, as it stands on every page.
        given: The confirmations it shows, where they are not in the store (decision 0042).

    """

    pdf: bytes
    digest: str
    given: tuple[Confirmation, ...] = ()

    @property
    def seal(self) -> str:
        """SHA-256 (hex) of the PDF itself: what is drawn again for the package has to be the same."""
        return digest_of(self.pdf)


def digest_of(pdf: bytes) -> str:
    """SHA-256 (hex) of a PDF; ``""`` of none."""
    return hashlib.sha256(pdf).hexdigest() if pdf else ""
