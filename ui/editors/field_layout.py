"""FieldLayout: where label, input, unit, last year and help of a field stand at its width."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.metrics import characters, space, unit
from ui.parts.labels.texts import set_kind, text_label

LABEL_WIDTH = 15
"""Width of the label column, in Chinese characters."""
HELP_WIDTH = 14
"""Least width of the help beside an input; with less it stands below."""
LAST_WIDTH = 12
"""Width of last year's answer between input and help, so that helps stand in one line down the page."""
UNIT_WIDTH = 2
"""Least width of a unit, so that what follows stands in one line down the page."""
_INPUT_WIDTH = 17
"""Width of an input and its unit for which a label leaves room beside it; with less it stands above.

The same for all kinds of inputs: down a page they begin in one line.
"""
_USUAL = 51
"""Width a field has in the first window, in characters: shown there it need not be arranged anew."""
_LEAST = 4
"""Width of an input of fixed width where there is hardly any room."""
_ANY_WIDTH = 16_777_215
_TOP = Qt.AlignmentFlag.AlignTop


class _Arrangement(NamedTuple):
    """Where the parts of a field stand.

    Attributes:
        stacked: Whether the label stands above the input.
        last_beside: Whether last year's answer stands beside the input; ``None``: there is none.
        help_beside: Whether the help stands beside the input.

    """

    stacked: bool
    last_beside: bool | None
    help_beside: bool


class FieldLayout:
    """Lays a field out in its frame; nothing gets a column of a few characters.

    Args:
        frame: The field.
        label: Its label.
        control: Its input.
        wide: Whether the input takes the whole row.
        unit_text: The unit, or ``""``.
        help_text: The help, or ``""``.

    """

    def __init__(
        self,
        frame: QWidget,
        *,
        label: QLabel,
        control: QWidget,
        wide: bool,
        unit_text: str,
        help_text: str,
    ) -> None:
        self._label, self._control, self._wide = label, control, wide
        fixed = control.minimumWidth()
        self._own_width = fixed if fixed == control.maximumWidth() else 0
        self._has_unit = bool(unit_text)
        self.last: QLabel | None = None
        self._frame = frame
        self.help = text_label(help_text, style="small", parent=frame) if help_text else None
        self._row = QHBoxLayout()
        space(self._row, gap=1)
        self._row.addWidget(control, 1 if wide else 0, _TOP)
        if unit_text:
            shown = text_label(unit_text, style="unit", wrap=False, parent=frame)
            shown.setContentsMargins(0, unit(0.5), 0, 0)
            shown.setMinimumWidth(characters(UNIT_WIDTH))
            self._row.addWidget(shown, 0, _TOP)
        self._place = self._row.count()
        self.below = QVBoxLayout()
        space(self.below, gap=0.5)
        if not wide:
            self._row.addStretch(1)
        # A narrower frame is answered by another arrangement, not refused.
        frame.setMinimumWidth(1)
        self._grid = QGridLayout(frame)
        space(self._grid, margins=(0, 0.25, 0, 0.25), gap=0.5)
        self._grid.setHorizontalSpacing(unit(2))
        self._grid.setColumnStretch(1, 1)
        self._now: _Arrangement | None = None
        self._width = characters(_USUAL)

    def show_last(self, text: str, *, large: bool) -> None:
        """Show last year's answer, or nothing."""
        kind = "query" if large else "last"
        if self.last is None:
            if not text:
                return
            # Made in its look: styled again, or shown by itself, it would be measured twice.
            self.last = text_label(text, style=kind, parent=self._frame)
            if self._frame.isVisible():
                self.last.show()
        else:
            self.last.setText(text)
            self.last.setVisible(bool(text))
            set_kind(self.last, kind)
        self.fit(self._width)

    def fit_usual(self) -> None:
        """Arrange everything, if nothing is yet, for the width a field usually has.

        Not when it is made: an input that was measured would be styled again in its state.
        """
        if self._now is None:
            self.fit(self._width)

    def fit(self, width: int) -> None:
        """Arrange everything for this width."""
        self._width = width
        self._narrow_control(width)
        before, self._now = self._now, self._for_width(width)
        wanted = self._now
        self._break_lines(width, wanted)
        if wanted == before:
            return
        if before is None or wanted.stacked is not before.stacked:
            self._put_label(stacked=wanted.stacked)
        for part in (self.last, self.help):
            if part is not None and before is not None:
                self._row.removeWidget(part)
                self.below.removeWidget(part)
        beside, under = self._place, 0
        if self.last is not None:
            if wanted.last_beside:
                self._stand_beside(self.last, beside, stretch=0 if wanted.help_beside else 1)
                most = characters(LAST_WIDTH) if wanted.help_beside else _ANY_WIDTH
                self.last.setMinimumWidth(characters(LAST_WIDTH))
                self.last.setMaximumWidth(most)
                beside += 1
            else:
                self._stand_below(self.last, under)
                self.last.setMinimumWidth(0)
                self.last.setMaximumWidth(_ANY_WIDTH)
                under += 1
        if self.help is not None:
            if wanted.help_beside:
                self._stand_beside(self.help, beside, stretch=1)
            else:
                self._stand_below(self.help, under)
        if not self._wide:
            filled = wanted.help_beside or wanted.last_beside
            self._row.setStretch(self._row.count() - 1, 0 if filled else 1)

    def _for_width(self, width: int) -> _Arrangement:
        taken = self._taken()
        stacked = width < characters(LABEL_WIDTH + _INPUT_WIDTH) + unit(4)
        room = self._under(width, stacked=stacked) - taken - unit(2)
        shows_last = self.last is not None and not self.last.isHidden()
        last_beside = not self._wide and shows_last and room >= characters(LAST_WIDTH) + unit(2)
        room -= characters(LAST_WIDTH) + unit(2) if last_beside else 0
        help_beside = not self._wide and room >= characters(HELP_WIDTH)
        return _Arrangement(stacked, None if self.last is None else last_beside, help_beside)

    def _break_lines(self, width: int, now: _Arrangement) -> None:
        """Let no text take several lines that has room in one: Qt would measure it again and again."""
        under = self._under(width, stacked=now.stacked)
        beside = under - self._taken() - unit(2)
        last = characters(LAST_WIDTH)
        _break(self._label, width if now.stacked else characters(LABEL_WIDTH))
        if self.last is not None:
            narrow = last if now.help_beside else beside
            _break(self.last, narrow if now.last_beside else under)
        if self.help is not None:
            left = beside - (last + unit(2) if now.last_beside else 0)
            _break(self.help, left if now.help_beside else under)

    def _taken(self) -> int:
        """Width of input and unit."""
        taken = characters(8) if self._wide else self._control_width()
        return taken + (characters(UNIT_WIDTH) + unit(1) if self._has_unit else 0)

    def _under(self, width: int, *, stacked: bool) -> int:
        """Width of what stands under the input."""
        return width if stacked else width - characters(LABEL_WIDTH) - unit(2)

    def _narrow_control(self, width: int) -> None:
        """Let an input of fixed width keep within a frame that is narrower than that and its unit."""
        if not self._own_width:
            return
        room = width - (characters(UNIT_WIDTH) + unit(1) if self._has_unit else 0)
        fitting = min(self._own_width, max(room, characters(_LEAST)))
        if self._control.minimumWidth() != fitting:
            self._control.setFixedWidth(fitting)

    def _control_width(self) -> int:
        """What the input takes: a list of short options has a least width above what it asks for."""
        if self._own_width:
            # Asking for its size would style and measure it before it is shown.
            return self._own_width
        return max(self._control.sizeHint().width(), self._control.minimumWidth())

    def _put_label(self, *, stacked: bool) -> None:
        grid = self._grid
        grid.removeWidget(self._label)
        for layout in (self._row, self.below):
            grid.removeItem(layout)
        if stacked:
            self._label.setMinimumWidth(0)
            self._label.setMaximumWidth(_ANY_WIDTH)
            grid.addWidget(self._label, 0, 0, 1, 2)
            grid.addLayout(self._row, 1, 0, 1, 2)
            grid.addLayout(self.below, 2, 0, 1, 2)
        else:
            self._label.setFixedWidth(characters(LABEL_WIDTH))
            grid.addWidget(self._label, 0, 0, 2, 1, _TOP)
            grid.addLayout(self._row, 0, 1)
            grid.addLayout(self.below, 1, 1)

    def _stand_beside(self, part: QLabel, place: int, *, stretch: int) -> None:
        part.setContentsMargins(unit(0.5), unit(0.6), 0, 0)
        self._row.insertWidget(place, part, stretch, _TOP)

    def _stand_below(self, part: QLabel, place: int) -> None:
        part.setContentsMargins(0, 0, 0, 0)
        self.below.insertWidget(place, part)


def _break(part: QLabel, room: int) -> None:
    """Let a text take several lines if it may need them: no character is wider than an ideograph."""
    text = part.text()
    breaks = "\n" in text or characters(len(text) + 1) > room
    if part.wordWrap() is not breaks:
        part.setWordWrap(breaks)
