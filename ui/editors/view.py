"""What an editor shows: plain data, made by the page from the open return."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from forms.problems import Problem, Severity


class Standing(StrEnum):
    """Whose value it is; each has a ground of its own, as users of the statistics system know."""

    INPUT = "input"
    """White: typed by the clerk."""
    CALCULATED = "calculated"
    """Pale blue: calculated, never typed."""
    REFERENCED = "referenced"
    """Pale grey: shown, not changed here (taken over, or the return is no draft)."""
    ABSENT = "absent"
    """Pale grey with a dash: the question does not concern this school."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field or cell as it stands.

    Attributes:
        text: What the input shows: raw text for an input, the displayed value otherwise.
        standing: See :class:`Standing`.
        problems: What was found here, the worst first.

    """

    text: str = ""
    standing: Standing = Standing.INPUT
    problems: tuple[Problem, ...] = ()

    @property
    def tone(self) -> str:
        """``error``, ``query``, ``hint`` or ``""``: the worst that stands open here."""
        return tone_of(self.problems)


def tone_of(problems: Sequence[Problem]) -> str:
    """The worst open finding as a colour role; an answered query is no tone any more."""
    severities = {problem.severity for problem in problems if problem.is_open}
    for severity in (Severity.ERROR, Severity.QUERY):
        if severity in severities:
            return severity.value
    return ""
