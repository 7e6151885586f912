"""What matters of a return before it is signed: the verdicts, and the largest changes of the year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.indicator import Method
from forms.indicator_value import IndicatorState, IndicatorValue
from forms.live.last_year import Beside, LastYearAnswers, change_limit, changes
from forms.live.sheet import Sheet
from forms.record import split_address
from forms.values import Number

LARGEST: Final = 10
"""So many changes against last year are told first."""

_GROUPS: Final = (
    ("四个 100%", re.compile("S[1-4]")),
    ("“双减”七项", re.compile("B[0-9]")),
    ("一票否决", re.compile("V[0-9]")),
)
_FAILED: Final = {IndicatorState.FAILED, IndicatorState.SHORT}


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """Checks that are told together.

    Attributes:
        label: What they are called.
        state: The worst of their states: failed, missing, or passed.
        sentence: What they come to (Chinese).
        values: The checks themselves; what does not concern the school is left out.

    """

    label: str
    state: IndicatorState
    sentence: str
    values: tuple[IndicatorValue, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What the principal reads first.

    Attributes:
        groups: The verdicts beside the seven figures.
        largest: The largest changes against last year: those beyond the bureau's line first, figures
            of the whole school before rows of a table, then by their share.
        compared: Whether anything of last year is known.

    """

    groups: tuple[VerdictGroup, ...]
    largest: tuple[Beside, ...]
    compared: bool


def brief(sheet: Sheet, last_year: LastYearAnswers) -> Briefing:
    """Brief on a return; reads memory alone."""
    groups = (
        _group(label, (one for one in sheet.indicators.values() if ids.fullmatch(one.indicator.id)))
        for label, ids in _GROUPS
    )
    return Briefing(
        groups=tuple(group for group in groups if group is not None),
        largest=_largest(changes(sheet, last_year), change_limit(sheet)),
        compared=last_year.is_known,
    )


def place_behind(sheet: Sheet, values: Iterable[IndicatorValue]) -> str:
    """Find where the worst of some checks or figures comes from.

    Returns:
        Address of the first answer it is made from, typed ones before calculated ones; ``""`` where
        there is none.

    """
    from forms.live.sources import sources_of  # the first look at a briefing does without

    worst = min(values, key=lambda one: _worse(one.state), default=None)
    if worst is None:
        return ""
    if worst.indicator.method is not Method.EXPRESSION:
        return place_behind(sheet, [sheet.indicators[name] for name in worst.indicator.operands])
    sources = sources_of(sheet, worst.indicator.expression)
    found = sorted((one for one in sources if one.address), key=lambda one: one.calculated)
    return found[0].address if found else ""


def _worse(state: IndicatorState) -> int:
    if state in _FAILED:
        return 0
    return 1 if state is IndicatorState.MISSING else 2


def _largest(found: tuple[Beside, ...], limit: Number) -> tuple[Beside, ...]:
    def weight(beside: Beside) -> tuple[bool, bool, Fraction, Fraction]:
        is_field = split_address(beside.address)[1] is None
        # What came from nothing has no share; it counts like a doubling.
        share = Fraction(100) if beside.share is None else abs(beside.share)
        return beside.is_large(limit), is_field, share, beside.amount

    return tuple(sorted(found, key=weight, reverse=True)[:LARGEST])


def _group(label: str, values: Iterable[IndicatorValue]) -> VerdictGroup | None:
    own = tuple(one for one in values if one.state is not IndicatorState.NOT_APPLICABLE)
    if not own:
        return None
    failed = [one for one in own if one.state in _FAILED]
    unknown = [one for one in own if one.state is IndicatorState.MISSING]
    if failed:
        # The word of the check itself: a veto has 有疑点, all others 不达标.
        state, sentence = (
            IndicatorState.FAILED,
            f"{len(failed)} 项{failed[0].label}：{_names(failed)}",
        )
    elif unknown:
        state, sentence = IndicatorState.MISSING, f"{len(unknown)} 项缺数据：{_names(unknown)}"
    else:
        state, sentence = IndicatorState.PASSED, f"{len(own)} 项都{own[0].label}"
    return VerdictGroup(label, state, sentence, own)


def _names(values: list[IndicatorValue]) -> str:
    return "、".join(one.indicator.label.removeprefix("否决疑点：") for one in values)
