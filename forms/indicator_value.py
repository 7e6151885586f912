"""A figure or check of one school with its state in words."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from forms.rounding import rounded
from forms.spec import Indicator, Standard
from forms.values import NA, Maybe, Number, simplest


class IndicatorState(StrEnum):
    """How a figure stands against its standard, or what a check found."""

    REACHED = "reached"
    GE85 = "ge85"
    SHORT = "short"
    MISSING = "missing"
    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    SHOWN = "shown"
    """A figure without a standard: shown, not judged."""

    @property
    def label(self) -> str:
        """The word users read."""
        return {
            "reached": "达标",
            "ge85": "达到85%",
            "short": "不达标",
            "missing": "缺数据",
            "passed": "达标",
            "failed": "不达标",
            "not_applicable": "不适用",
            "shown": "仅展示",
        }[self.value]


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """The live value of an indicator.

    Attributes:
        indicator: What it is.
        value: Exact value; ``None`` unknown, ``NA`` not applicable.
        state: See :class:`IndicatorState`.

    """

    indicator: Indicator
    value: Maybe
    state: IndicatorState

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
        """How far the value is below its standard; ``None`` without one, without a value, or at 0."""
        standard, figure = self.indicator.standard, as_figure(self.value)
        if standard is None or figure is None or self.state is IndicatorState.REACHED:
            return None
        return simplest(Fraction(standard.reached) - figure)


def as_figure(value: Maybe) -> Number | None:
    """The number to be compared with a standard; ``None`` for everything else."""
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return value
    return None


def judge(value: Maybe, standard: Standard | None) -> IndicatorState:
    """Compare a value, unrounded, with its standard; a check stands for itself."""
    if value is None:
        return IndicatorState.MISSING
    if value is NA:
        return IndicatorState.NOT_APPLICABLE
    if isinstance(value, bool):
        return IndicatorState.PASSED if value else IndicatorState.FAILED
    figure = as_figure(value)
    if standard is None or figure is None:
        return IndicatorState.SHOWN
    if figure >= Fraction(standard.reached):
        return IndicatorState.REACHED
    return IndicatorState.GE85 if figure >= Fraction(standard.ge85) else IndicatorState.SHORT
