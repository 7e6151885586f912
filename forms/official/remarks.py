"""What the column 备注 says of a school (forms catalogue 5, 表Ⅱ-2)."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from forms.evaluation.standards import Line
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.official.cells import VALUE_DECIMALS
from forms.rounding import rounded

_MOST_DECIMALS = 12


def remark(school: SchoolResult, columns: Sequence[str]) -> str:
    """Count what is reached, name what is not, and explain what rounding or a zero would hide.

    Args:
        school: A section, judged.
        columns: What the table calls the columns of the seven.

    """
    figures = list(zip(columns, school.values, school.states, school.lines, strict=True))
    parts = [f"达标 {school.reached} 项"]
    for state, word in (
        (IndicatorState.GE85, "达到 85%"),
        (IndicatorState.SHORT, "不达标"),
        (IndicatorState.MISSING, "缺数据"),
    ):
        names = [name for name, _, found, _ in figures if found is state]
        if names:
            parts.append(f"{'、'.join(names)} {word}")
    for name, value, state, line in figures:
        if value is not None:
            parts.extend(f"{name} {note}" for note in _notes(value, state, line))
    return "；".join(parts)


def _notes(value: Fraction, state: IndicatorState, line: Line) -> Iterator[str]:
    if value == 0:
        yield "为 0"
    if state is not IndicatorState.REACHED and looks_like(value, line.reached, VALUE_DECIMALS):
        yield f"精确值 {below(value, line.reached)}，未达标"
    elif state is IndicatorState.SHORT and looks_like(value, line.ge85, VALUE_DECIMALS):
        yield f"精确值 {below(value, line.ge85)}，未达到 85%"


def looks_like(value: Fraction, line: Fraction, decimals: int) -> bool:
    """Whether a value below a line is printed as if it reached it."""
    return Fraction(rounded(value, decimals)) >= line


def below(value: Fraction, line: Fraction) -> str:
    """Write a value with as few decimals as show that it is below a line."""
    for decimals in range(VALUE_DECIMALS + 1, _MOST_DECIMALS):
        text = rounded(value, decimals)
        if Fraction(text) < line:
            return text
    return f"不足 {rounded(line, VALUE_DECIMALS)}"


def above(value: Fraction, line: Fraction) -> str:
    """Write a value with as few decimals as show that it is above a line."""
    for decimals in range(VALUE_DECIMALS + 2, _MOST_DECIMALS):
        text = rounded(value, decimals)
        if Fraction(text) > line:
            return text
    return f"超过 {rounded(line, VALUE_DECIMALS)}"
