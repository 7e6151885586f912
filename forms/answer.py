"""The live state of one field or cell."""

from dataclasses import dataclass

from forms.types import Parsed
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
