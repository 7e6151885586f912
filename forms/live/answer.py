"""The live state of one field or cell."""

from dataclasses import dataclass

from forms.types import Fault, Parsed
from forms.values import Maybe


@dataclass(slots=True)
class Answer:
    """What stands in one field or cell at the moment.

    Attributes:
        raw: Text as typed; ``None`` is blank.
        parsed: What it means; ``None`` is blank.
        relevant: Whether the question concerns the school.
        value: Exact value for calculations.

    """

    raw: str | None = None
    parsed: Parsed | None = None
    relevant: bool = True
    value: Maybe = None

    @property
    def stored(self) -> Maybe:
        """The value as it is kept and shown: a typed decimal stays a ``Decimal``."""
        return self.parsed.value if self.parsed is not None and self.relevant else self.value

    @property
    def fault(self) -> Fault | None:
        """Why the text is no value; also of a text that does not concern the school."""
        return self.parsed.fault if self.parsed is not None else None
