"""A field or column with all that decides its value, looked up once per pack and not at each filling."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from forms.expr import Expression
from forms.expr.nodes import Literal
from forms.live.answer import Answer
from forms.live.check import NO_LIMITS, Limits
from forms.live.quick_check import Sound, sound_test
from forms.live.reader import TextReader
from forms.spec import Bounds, ChoiceList, Field, FieldType, Table
from forms.types import Codec, Parsed, codec
from forms.values import Maybe


@dataclass(frozen=True, slots=True)
class Slot:
    """One field or column, ready to be filled.

    Attributes:
        name: Its id.
        key: The same with its table's in front, unlike any other of the pack.
        item: The field.
        codec: Its codec.
        parse: The codec's.
        known: What was read of such fields already; see :class:`~forms.live.reader.TextReader`.
        said: The same by what a document says of it.
        read: Reads what is not known yet.
        relevant: Whether the question concerns the school; ``None`` for one that always does.
        calculate: What the program makes the value from; ``None`` for an input.
        blank: The value of an input nothing was typed in.
        is_typed: Nothing but what was typed decides the value.
        is_printed: A key of a fixed row: the row's id is its text.
        sound: Tells answers beyond doubt; ``None`` where a range depends on the period.

    """

    name: str
    key: str
    item: Field
    codec: Codec
    parse: Callable[[str], Parsed]
    known: Mapping[str | None, Answer]
    said: Mapping[object, Answer]
    read: Callable[[str | None], Answer]
    relevant: Expression | None
    calculate: Expression | None
    blank: Maybe
    is_typed: bool
    is_printed: bool
    sound: Sound | None


Readers = dict[tuple[object, ...], TextReader]
"""The readers of a pack, by what they ask of a text: fields that ask the same share one."""


def slot_of(
    item: Field, choices: Mapping[str, ChoiceList], readers: Readers, table: Table | None = None
) -> Slot:
    """Look up what decides the value of a field, or of a column of a table."""
    is_fixed = table is not None and table.fixed_rows is not None
    its_codec = codec(item, choices)
    # 选填 and nothing ticked: none of the choices, which is an answer.
    is_none = item.type is FieldType.MULTI_CHOICE and not item.required
    blank: Maybe = () if is_none else None
    sound = _constant_test(item)
    reader = readers.setdefault(
        _demands(item, blank, sound), TextReader(its_codec.parse, blank=blank, sound=sound)
    )
    return Slot(
        name=item.id,
        key=item.id if table is None else f"{table.id}.{item.id}",
        item=item,
        codec=its_codec,
        parse=its_codec.parse,
        known=reader.known,
        said=reader.said,
        read=reader.read,
        relevant=item.relevant,
        calculate=item.calculate,
        blank=blank,
        is_typed=item.relevant is None and item.calculate is None,
        is_printed=is_fixed and item.is_key,
        sound=sound,
    )


def _demands(item: Field, blank: Maybe, sound: Sound | None) -> tuple[object, ...]:
    """All that decides what a text means in a field. Into a calculated one nothing is typed."""
    coded = (item.is_code, item.pattern, item.is_input)
    return (item.type.value, item.choices, coded, blank, sound)


def _constant_test(item: Field) -> Sound | None:
    hard, plausible = _constant_range(item.hard), _constant_range(item.plausible)
    return None if hard is None or plausible is None else sound_test(item, hard, plausible)


def _constant_range(bounds: Bounds | None) -> Limits | None:
    """A range whose ends are written out; ``None`` for one that is to be calculated."""
    if bounds is None:
        return NO_LIMITS
    ends = [None if end is None else end.root for end in (bounds.low, bounds.high)]
    if not all(end is None or isinstance(end, Literal) for end in ends):
        return None
    low, high = (end.value if isinstance(end, Literal) else None for end in ends)
    return Limits(cast("Maybe", low), cast("Maybe", high))
