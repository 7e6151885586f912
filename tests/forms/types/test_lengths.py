"""How long a text may be."""

import pytest

from forms.expr.expression import constant
from forms.spec import Bounds, Field, FieldType
from forms.types.lengths import longest_text

TO_40 = Bounds(constant("2", 2), constant("40", 40))


@pytest.mark.parametrize(
    ("kind", "hard", "longest"),
    [
        (FieldType.TEXT, TO_40, 40),
        (FieldType.LONG_TEXT, TO_40, 40),
        (FieldType.TEXT, Bounds(constant("2", 2), None), None),
        (FieldType.TEXT, None, None),
        (FieldType.INTEGER, TO_40, None),
    ],
)
def test_the_most_of_a_text_is_what_its_pack_says(
    kind: FieldType, hard: Bounds | None, longest: int | None
) -> None:
    assert longest_text(Field("a.b", "名", kind, hard=hard)) == longest
