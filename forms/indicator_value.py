"""A figure or check of one school with its state in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.expr import Scope
from forms.indicator import Indicator, Method
from forms.labelled_enum import LabelledEnum
from forms.rounding import rounded
from forms.values import NA, Maybe, Number, is_exact, simplest


class IndicatorState(LabelledEnum):
    """How a figure stands against its standard, or what a check found."""

    REACHED = "reached", "达标"
    GE85 = "ge85", "达到85%"
    SHORT = "short", "不达标"
    MISSING = "missing", "缺数据"
    PASSED = "passed", "达标"
    FAILED = "failed", "不达标"
    NOT_APPLICABLE = "not_applicable", "不适用"
    SHOWN = "shown", "只显示"
    """Shown, not judged."""


_SUSPICIONS: Final[Mapping[IndicatorState, str]] = {
    IndicatorState.PASSED: "无疑点",
    IndicatorState.FAILED: "有疑点",
}


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """The live value of an indicator.

    Attributes:
        indicator: What it is.
        value: Exact value; ``None`` unknown, ``NA`` not applicable.
        state: See :class:`IndicatorState`.
        shown: The figure shown beside a check; ``None`` without one.

    """

    indicator: Indicator
    value: Maybe
    state: IndicatorState
    shown: Maybe = None

    @property
    def label(self) -> str:
        """The state in words; of a 否决疑点 whether there is one."""
        if self.indicator.wanted:
            return self.state.label
        return _SUSPICIONS.get(self.state, self.state.label)

    @property
    def text(self) -> str:
        """The value as shown: rounded half up, 是 or 否, 缺 when unknown."""
        if self.value is None:
            return "缺"
        if self.value is NA:
            return "不适用"
        if isinstance(self.value, bool):
            return "是" if self.value else "否"
        figure = as_figure(self.value)
        return str(self.value) if figure is None else rounded(figure, self.indicator.decimals or 0)

    @property
    def gap(self) -> Number | None:
        """How far a figure is below its standard; ``None`` if it reaches it or there is none."""
        standard, figure = self.indicator.standard, as_figure(self.value)
        if standard is None or figure is None or self.state is IndicatorState.REACHED:
            return None
        return simplest(Fraction(standard.reached) - figure)


def as_figure(value: Maybe) -> Number | None:
    """The number to be compared with a standard; ``None`` for everything else."""
    return value if is_exact(value) else None


def evaluate_indicator(
    indicator: Indicator, scope: Scope, others: Mapping[str, IndicatorValue]
) -> IndicatorValue:
    """Calculate an indicator of one school.

    Args:
        indicator: What to calculate. What is made from many schools stays unknown here; it is the
            business of :mod:`forms.evaluation`.
        scope: The live values.
        others: The indicators it works on, already calculated.

    """
    value: Maybe = None
    if indicator.method is Method.EXPRESSION:
        value = indicator.expression.evaluate(scope)
    elif indicator.method is Method.VERDICT:
        value = section_verdict([others[name].state for name in indicator.operands])
    shown = indicator.shown.evaluate(scope) if indicator.shown is not None else None
    return IndicatorValue(indicator, value, judge(value, indicator), shown)


def judge(value: Maybe, indicator: Indicator) -> IndicatorState:
    """Compare a value, unrounded, with its standard; a check stands for itself."""
    if value is None:
        return IndicatorState.MISSING
    if value is NA:
        return IndicatorState.NOT_APPLICABLE
    if isinstance(value, bool) and indicator.judged:
        return IndicatorState.PASSED if value is indicator.wanted else IndicatorState.FAILED
    standard, figure = indicator.standard, as_figure(value)
    if standard is None or figure is None:
        return IndicatorState.SHOWN
    if _is_at_least(figure, standard.reached):
        return IndicatorState.REACHED
    return IndicatorState.GE85 if _is_at_least(figure, standard.ge85) else IndicatorState.SHORT


def _is_at_least(figure: Number, line: Decimal) -> bool:
    # Whole numbers: a Fraction of the line, made for each comparison, costs ten times as much.
    numerator, denominator = line.as_integer_ratio()
    return figure.numerator * denominator >= numerator * figure.denominator


def passes(states: Sequence[IndicatorState]) -> bool | None:
    """Whether a section passes on its seven figures (forms catalogue 4.3); ``None`` is unknown.

    At most one may miss its standard, and that one has to reach 85 % of it.
    """
    short = states.count(IndicatorState.SHORT)
    if short or states.count(IndicatorState.GE85) > 1:
        return False
    return None if IndicatorState.MISSING in states else True


def section_verdict(states: Sequence[IndicatorState]) -> Maybe:
    """The same for a school that may not have the section at all."""
    if states and all(state is IndicatorState.NOT_APPLICABLE for state in states):
        return NA
    return passes(states)
