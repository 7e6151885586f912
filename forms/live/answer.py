"""The state of one field or cell, as it stands."""

from dataclasses import dataclass

from forms.types import Fault, Parsed
from forms.values import Maybe

Plain = bool | int | str | None
"""What a document says in one word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in one field or cell; fields in which the same was typed may share one.

    Attributes:
        raw: Text as typed; ``None`` is blank.
        parsed: What it means; ``None`` is blank.
        relevant: Whether the question concerns the school.
        value: Exact value for calculations.
        plain: What a document says of what was typed; ``None`` for a blank, for a fault, and for
            several parts.
        sound: A close look would find nothing; where it is false one may still find nothing.

    """

    raw: str | None = None
    parsed: Parsed | None = None
    relevant: bool = True
    value: Maybe = None
    plain: Plain = None
    sound: bool = False

    @property
    def stored(self) -> Maybe:
        """The value as it is kept and shown: a typed decimal stays a ``Decimal``."""
        return self.parsed.value if self.parsed is not None and self.relevant else self.value

    @property
    def fault(self) -> Fault | None:
        """Why the text is no value; also of a text that does not concern the school."""
        return self.parsed.fault if self.parsed is not None else None
