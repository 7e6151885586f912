"""NextStep: what comes next, as the button at the top of the window says it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step in words, and where it leads.

    Attributes:
        text: The button.
        icon: Its icon.
        target: Id of the page it leads to; at a school also ``problem``, ``blank``, ``confirm`` or
            ``submit``.
        hint: One sentence.
        act: What the page does at once, or ``""``.

    """

    text: str
    icon: str
    target: str
    hint: str
    act: str = ""
