"""The values a name may have when a rule is tried on made-up data.

A field yields what its type, its choices and its hard range allow; numbers gather around the
constants the rule is written with, because that is where its answer turns.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Final

from forms.expr import Expression
from forms.expr.nodes import Literal, Node, children
from forms.live.context import Context, Period
from forms.live.scope import SheetScope
from forms.spec import Bounds, Field, FieldType, Pack
from forms.values import NA, Attachment, Maybe, simplest

Draw = Callable[[Random, int], Maybe]
"""One value at a time, out of the first so many candidates; the small and plain ones stand first."""

_YEAR: Final = 2024
_DUE: Final = date(2024, 10, 15)
_PERIOD: Final = Period.of(_YEAR, _DUE)
_NUMBERS: Final = (0, 1, 2, 3, 5, 10, 30, 60, 100, 1000, 100_000)
_TIMES: Final = ("06:30", "08:00", "12:00", "16:30", "18:00", "21:00")
_TEXTS: Final = ("样例", "12420104MB0A12342B", "1" * 10, "2142100001", "420104", "0", "00", "x")
_FILE: Final = Attachment("附件.pdf", 1, "0" * 64)
_MISSING: Final = 0.03
"""How often a value is missing."""


@dataclass(frozen=True, slots=True)
class Constants:
    """What a rule is written with."""

    numbers: tuple[int | Fraction, ...]
    texts: tuple[str, ...]


class Domains:
    """What the names of one pack may be."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._items: dict[str, Field] = dict(pack.fields)
        for table in pack.tables.values():
            for column in table.columns:
                self._items[f"{table.id}.{column.id}"] = column
        for setting in pack.settings:
            self._items[setting.id] = Field(setting.id, setting.label, setting.type)
        self._codes = {setting.id: setting.choices for setting in pack.settings if setting.choices}
        self._facts = SheetScope(Context(period=_PERIOD))

    @staticmethod
    def constants(expression: Expression) -> Constants:
        """Numbers and texts written out in an expression."""
        values = [value for node in _walk(expression.root) for value in _values(node)]
        numbers = (v for v in values if isinstance(v, (int, Fraction)) and not isinstance(v, bool))
        texts = (value for value in values if isinstance(value, str))
        return Constants(tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(texts)))

    def of(self, name: str, constants: Constants) -> Draw:
        """How to draw the value of a name of the pack."""
        fact = self._facts.value(name)
        if fact is not None:
            return lambda _chance, _most: fact
        item = self._items[name.removeprefix("last.").removeprefix("stat.")]
        if item.type is FieldType.MULTI_CHOICE:
            return self._several(item)
        choices = self._allowed(item, constants)
        return lambda chance, most: (
            None if chance.random() < _MISSING else chance.choice(choices[:most])
        )

    def _several(self, item: Field) -> Draw:
        codes = self._codes_of(item)
        return lambda chance, _most: tuple(code for code in codes if chance.random() < 0.5)

    def _codes_of(self, item: Field) -> tuple[str, ...]:
        if item.choices is None:
            return self._codes.get(item.id, ())
        return tuple(self._pack.choices[item.choices].labels)

    def _allowed(self, item: Field, constants: Constants) -> Sequence[Maybe]:
        """Values of a field, always at least one."""
        ends = self._ends(item.hard)
        found = [value for value in self._candidates(item, constants, ends) if _inside(value, ends)]
        return list(dict.fromkeys(found)) or [NA]

    def _candidates(
        self, item: Field, constants: Constants, ends: tuple[Maybe, Maybe]
    ) -> Iterator[Maybe]:
        if item.type.is_numeric:
            given = (end for end in ends if isinstance(end, (int, Fraction)))
            yield from _NUMBERS
            for number in (*constants.numbers, *given):
                yield from (simplest(number + step) for step in (-1, 0, 1))
            return
        match item.type:
            case FieldType.YES_NO:
                yield from (True, False)
            case FieldType.CHOICE:
                codes = self._codes_of(item)
                yield from (code for code in constants.texts if code in codes)
                yield from codes
            case FieldType.DATE:
                yield from _days()
            case FieldType.TIME:
                yield from _TIMES
            case FieldType.ATTACHMENT:
                yield (_FILE,)
            case _:
                yield from (*_TEXTS, *constants.texts)

    def _ends(self, bounds: Bounds | None) -> tuple[Maybe, Maybe]:
        if bounds is None:
            return None, None
        low, high = bounds.low, bounds.high
        return (
            low.evaluate(self._facts) if low is not None else None,
            high.evaluate(self._facts) if high is not None else None,
        )


def _inside(value: Maybe, ends: tuple[Maybe, Maybe]) -> bool:
    """Whether a value keeps a range of its own kind; lengths of texts are not looked at."""
    low, high = ends
    return not _below(value, low) and not _below(high, value)


def _below(left: Maybe, right: Maybe) -> bool:
    if isinstance(left, (int, Fraction)) and isinstance(right, (int, Fraction)):
        return left < right
    return isinstance(left, date) and isinstance(right, date) and left < right


def _days() -> Iterator[date]:
    for day in (_PERIOD.start, _PERIOD.end, _PERIOD.point_date, _DUE):
        yield from (day + timedelta(days=step) for step in (-1500, -300, -10, -1, 0, 1, 10, 300))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _walk(child)


def _values(node: Node) -> tuple[object, ...]:
    value = node.value if isinstance(node, Literal) else ()
    return value if isinstance(value, tuple) else (value,)
