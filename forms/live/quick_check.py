"""The quick check of an answer: whether it is beyond doubt, so that no close look is needed.

Of some thirteen hundred answers of a return a handful has a fault. The tests made here let the others
pass without an address, a sentence or a place being made for them; what they do not let pass is looked
at closely (:func:`forms.live.check.check_entry`), and may still be right.
"""

import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache

from forms.live.answer import Answer
from forms.live.check import Limits, outside
from forms.spec import Field, FieldType
from forms.values import NA, Number, is_exact

Sound = Callable[[Answer], bool]
"""True only where a close look would find nothing."""


def sound_test(item: Field, hard: Limits, plausible: Limits) -> Sound:
    """Make the test of one field or column with its two ranges."""
    if item.type is FieldType.ATTACHMENT:
        return _blank_test(required=item.required)
    lows, highs = (hard.low, plausible.low), (hard.high, plausible.high)
    if item.pattern is not None or not all(end is None or is_exact(end) for end in lows + highs):
        return _close_test(item.pattern, hard, plausible, required=item.required)
    low = max(filter(is_exact, lows), default=None)
    high = min(filter(is_exact, highs), default=None)
    if low is None and high is None:
        return _read_test(required=item.required)
    return _range_test(low, high, required=item.required)


# Fields with the same demands share a test: there are some forty.


@cache
def _blank_test(*, required: bool) -> Sound:
    return lambda answer: answer.parsed is None and not (required and answer.relevant)


@cache
def _read_test(*, required: bool) -> Sound:
    def is_sound(answer: Answer) -> bool:
        parsed = answer.parsed
        if parsed is None:
            return not (required and answer.relevant)
        return parsed.fault is None and parsed.value is not None

    return is_sound


@cache
def _range_test(low: Number | None, high: Number | None, *, required: bool) -> Sound:
    def is_sound(answer: Answer) -> bool:
        if answer.parsed is None:
            return not (required and answer.relevant)
        value: object = answer.value
        if type(value) is str:
            value = len(value)
        # Of a faulty text there is neither.
        if type(value) is not int and type(value) is not Fraction:
            return False
        return (low is None or low <= value) and (high is None or value <= high)

    return is_sound


def _close_test(pattern: str | None, hard: Limits, plausible: Limits, *, required: bool) -> Sound:
    matches = re.compile(pattern or "").fullmatch if pattern is not None else None

    def is_sound(answer: Answer) -> bool:
        parsed = answer.parsed
        if parsed is None:
            return not (required and answer.relevant)
        value = answer.value
        if parsed.fault is not None or value is None or value is NA:
            return False
        if matches is not None and matches(str(value)) is None:
            return False
        return not (outside(value, hard) or outside(value, plausible))

    return is_sound
