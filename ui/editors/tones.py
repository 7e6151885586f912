"""How bad what was found is, as an icon and as the role of a colour."""

from collections.abc import Sequence
from typing import Final

from forms.problems import Problem, Severity

ICONS: Final = {
    Severity.ERROR: "circle-alert",
    Severity.QUERY: "triangle-alert",
    Severity.HINT: "info",
}
"""The icon of each severity, everywhere."""


def tone_of(problems: Sequence[Problem]) -> str:
    """The worst open finding as a colour role; an answered query is no tone any more."""
    severities = {problem.severity for problem in problems if problem.is_open}
    for severity in (Severity.ERROR, Severity.QUERY):
        if severity in severities:
            return severity.value
    return ""
