"""What every codec does, and what parsing gives."""

from dataclasses import dataclass
from typing import Protocol

from forms.values import NA, Maybe

NOT_APPLICABLE = "不适用"
"""How a value that does not apply is shown."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no value of its type.

    Attributes:
        check: ``F2`` (not of the type), ``F5`` (not in the list) or ``F7`` (attachment).
        reason: Chinese sentence, e.g. ``小数最多 2 位。``

    """

    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text means.

    Attributes:
        value: The value; ``None`` for a blank text and for a faulty one.
        text: Canonical text, ``""`` for a blank; the text as typed when there is a fault.
        fault: What is wrong, or ``None``.

    """

    value: Maybe
    text: str
    fault: Fault | None = None


BLANK = Parsed(None, "")
"""What a blank text means."""


class Codec(Protocol):
    """Text ↔ value of one field type.

    ``parse(canonical(v)).value == v`` for every value a field of the type can hold, and
    ``parse(format(v)).value == v`` for every value a clerk can type, attachments apart.
    """

    @property
    def expected(self) -> str:
        """What belongs into the field, for F2: ``应为{expected}``."""
        ...

    def parse(self, text: str) -> Parsed:
        """Read a text as typed. Never raises."""
        ...

    def canonical(self, value: Maybe) -> str:
        """Text to store; ``""`` for no value."""
        ...

    def format(self, value: Maybe) -> str:
        """Text to show; ``""`` for a missing value, 不适用 for one that does not apply."""
        ...


def refused(text: str, reason: str, check: str = "F2") -> Parsed:
    """What a faulty text means."""
    return Parsed(None, text, Fault(check, reason))


def shown_without_value(value: Maybe) -> str:
    """How ``None`` and ``NA`` are shown."""
    return NOT_APPLICABLE if value is NA else ""
