"""Labels of the type scale."""

import re

from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.parts.restyle import restyle

_AS_TALL_AS_ITS_LINES = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)


def text_label(
    text: str = "", *, style: str = "body", wrap: bool = True, parent: QWidget | None = None
) -> QLabel:
    """A label in a style of the type scale: title, heading, strong, body, muted, small, figure."""
    label = dress(QLabel(text, parent), style)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(_AS_TALL_AS_ITS_LINES)
    return label


def dress(label: QLabel, style: str) -> QLabel:
    """Give a new label its style; what it says is never taken for markup."""
    label.setProperty("textFormat", "PlainText")  # by name, not to load every name of Qt
    label.setProperty("kind", style)
    return label


_RULE = re.compile(r"\bR-[a-z]+-[0-9]+\b|基本校验 [0-9]+", re.ASCII)
_HELD = str.maketrans({"-": "\N{NON-BREAKING HYPHEN}", " ": "\N{NO-BREAK SPACE}"})


def unbroken(text: str) -> str:
    """Let no line end within the number of a rule: its hyphens and blanks become such as hold together."""
    return _RULE.sub(lambda found: found.group().translate(_HELD), text)


_LONG = re.compile(r"[!-~]{20,}", re.ASCII)
_JOINT = re.compile(r"(?<=[-_./\\@])(?=[^-_./\\@])")


def breakable(text: str) -> str:
    """Let a line end behind the joints of a long name of a file or address, which is one word to Qt."""
    return _LONG.sub(lambda found: _JOINT.sub("\N{ZERO WIDTH SPACE}", found.group()), text)


def yielding(label: QLabel) -> QLabel:
    """Let a label that wraps ask for the lines it has, not for those it would have on a narrow page."""
    label.setMinimumHeight(1)
    return label


def set_kind(label: QLabel, style: str) -> None:
    """Give a label another style of the type scale."""
    restyle(label, "kind", style)
