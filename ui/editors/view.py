"""What an editor shows: plain data, made by the page from the open return."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from forms.problems import Problem
from ui.editors.tones import tone_of


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


WAITING: Final = "待确认"
"""The mark of what was brought over from last year and is not confirmed yet."""


@dataclass(frozen=True, slots=True)
class LastText:
    """Last year's answer in words.

    Attributes:
        text: The value as shown.
        change: How this year's differs: ``多 56（+4.8%）``, ``相同``; ``""`` while there is none.
        arrow: The same as one sign, for a narrow cell.
        large: Whether it moved far.

    """

    text: str
    change: str = ""
    arrow: str = ""
    large: bool = False

    @property
    def sentence(self) -> str:
        """All of it, as it is shown beside a field and spoken."""
        large = "，变动大" if self.large else ""
        return f"上年 {self.text}" + (f"　{self.change}{large}" if self.change else "")


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field or cell as it stands.

    Attributes:
        text: What the input shows: raw text for an input, the displayed value otherwise.
        standing: See :class:`Standing`.
        problems: What was found here, the worst first.
        last: What stood here last year; ``None`` if nothing is known, or it is hidden. A cell of a
            table asks for it only when it is painted.
        waiting: Whether it was brought over from last year and waits to be confirmed.
        origin: Where it was taken from, e.g. a file of the statistics; ``""`` for what was typed.
        decided_by: Labels of the answers that decide whether it is asked, of a field that is not.

    """

    text: str = ""
    standing: Standing = Standing.INPUT
    problems: tuple[Problem, ...] = ()
    last: LastText | None = None
    waiting: bool = False
    origin: str = ""
    decided_by: str = ""

    @property
    def tone(self) -> str:
        """``error``, ``query``, ``hint`` or ``""``: the worst that stands open here."""
        return tone_of(self.problems)
