"""Problems and indicators as lines and as JSON."""

from collections.abc import Iterable
from fractions import Fraction

from forms.indicator_value import IndicatorValue
from forms.live.campuses import CampusFigures
from forms.problems import Problem
from forms.values import Maybe


def problem_json(problem: Problem) -> dict[str, object]:
    """One problem for ``--json``."""
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "address": problem.place,
        "key": problem.key,
        "message": problem.message,
        "justification": problem.justification,
        "open": problem.is_open,
    }


def problem_lines(problems: Iterable[Problem]) -> list[str]:
    """One line per problem, with its number in front."""
    return [
        f"{'●' if problem.is_open else '○'} {problem.number}  {problem.severity.label}  "
        f"{problem.place}  {problem.message}"
        + (f"〔说明：{problem.justification}〕" if problem.justification else "")
        + (f"〔{problem.justification_fault}〕" if problem.justification_fault else "")
        for problem in problems
    ]


def campus_json(campus: CampusFigures) -> dict[str, object]:
    """One section of a campus that is evaluated by itself, for ``--json``."""
    values = (*campus.figures, campus.verdict)
    return {
        "name": campus.name,
        "level": campus.section.value,
        "indicators": [indicator_json(value) for value in values],
    }


def indicator_json(value: IndicatorValue) -> dict[str, object]:
    """One indicator for ``--json``: the exact value as text, and its state."""
    return {
        "id": value.indicator.id,
        "label": value.indicator.label,
        "value": _exact(value.value),
        "text": value.text,
        "state": value.state.value,
    }


def _exact(value: Maybe) -> bool | int | str | None:
    if isinstance(value, Fraction):
        return str(value)
    return value if isinstance(value, (bool, int, str)) else None
