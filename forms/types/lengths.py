"""How long a text may be."""

from forms.expr.nodes import Literal
from forms.spec import Field, FieldType


def longest_text(field: Field) -> int | None:
    """Characters a text may have; ``None`` where the pack names no most, or where it is no text."""
    end = field.hard.high.root if field.hard is not None and field.hard.high is not None else None
    is_text = field.type in {FieldType.TEXT, FieldType.LONG_TEXT}
    if is_text and isinstance(end, Literal) and isinstance(end.value, int):
        return end.value
    return None
