"""The dialogs behind :mod:`ui.messages`, which alone may open them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.file_dialog import FileDialog
from ui.icons import set_icon
from ui.messages import Request
from ui.metrics import characters, line_height, space, unit
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.layout.fitting import FittingColumn
from ui.parts.layout.flow import FlowLayout

_NARROWEST = 30


class PromptDialog(QDialog):
    """A question: icon and title, a sentence, perhaps something to fill in, and two buttons.

    It is as high as its texts need at its width; where the screen is lower, the middle scrolls and
    the buttons stay in sight.
    """

    def __init__(
        self, parent: QWidget | None, *, title: str, text: str, icon: str, tone: str = "accent"
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(characters(_NARROWEST))
        picture = QLabel()
        set_icon(picture, icon, tone)
        heading = QHBoxLayout()
        space(heading, gap=1.5)
        heading.addWidget(picture)
        heading.addWidget(text_label(title, style="heading"), 1)
        self._middle = FittingColumn()
        self._middle.outgrown.connect(self.fit)
        self.body = self._middle.column
        if text:
            self.body.addWidget(text_label(text))
        self.buttons = QHBoxLayout()
        space(self.buttons, gap=1)
        self.buttons.addStretch(1)
        outer = QVBoxLayout(self)
        space(outer, margins=(3,), gap=2)
        outer.addLayout(heading)
        outer.addWidget(self._middle)
        outer.addSpacing(unit())
        self._second_row = FlowLayout()
        outer.addLayout(self._second_row)
        outer.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the size before Qt finds the place for it."""
        self.fit()
        super().showEvent(event)

    @Slot()
    def fit(self) -> None:
        """Be as high as everything needs at this width, but not higher than the screen."""
        layout = self.layout()
        if layout is None:
            return
        room = self.screen().availableGeometry().size() - QSize(unit(4), unit(6))
        width = min(self.minimumWidth(), room.width())
        self._middle.setFixedHeight(0)
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()  # sizes of text come with the looks
        sides = layout.contentsMargins()
        inner = width - sides.left() - sides.right()
        self._spread_buttons(inner)
        layout.invalidate()
        rest = layout.totalHeightForWidth(width)
        self._middle.fit(inner, most=room.height() - rest)
        self.setFixedSize(width, rest + self._middle.height())

    def bring(self, part: QWidget) -> None:
        """Make room for a part that came or changed, and scroll to it where the screen is too low."""
        self.fit()
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._middle.bring(part)

    def _spread_buttons(self, room: int) -> None:
        """Give the buttons at the left a row of their own where all together are too wide."""
        while self.buttons.sizeHint().width() > room:
            first = self.buttons.itemAt(0)
            moved = first.widget() if first is not None else None
            if moved is None:
                return  # only those are left that close the dialog
            self._second_row.addWidget(moved)

    def add_buttons(self, accept: str, reject: str = "取消", *, danger: bool = False) -> None:
        """Add the act and, unless ``reject`` is empty, the way out.

        Enter does the act, unless it destroys something: then it turns away. Tab comes to the one
        that Enter does first. Ctrl+Enter does the act from within a text, where Enter begins a line.
        """
        self.accept_button = button(accept, style="danger" if danger else "primary")
        self.accept_button.setDefault(not danger)
        self.accept_button.clicked.connect(self.accept)
        if reject:
            refuse = button(reject)
            refuse.clicked.connect(self.reject)
            refuse.setDefault(danger)
            self.buttons.addWidget(refuse)
            first, second = (refuse, self.accept_button) if danger else (self.accept_button, refuse)
        self.buttons.addWidget(self.accept_button)
        if reject:
            self.setTabOrder(first, second)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.accept_button.click)


class TextDialog(PromptDialog):
    """Asks for a sentence or two; an empty answer cannot be accepted."""

    def __init__(self, parent: QWidget | None, request: Request) -> None:
        super().__init__(parent, title=request.title, text=request.text, icon="pen-line")
        self.edit = QPlainTextEdit(request.options["initial"])
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName(request.options["label"])
        self.edit.setFixedHeight(line_height() * 5)
        label, accept = request.options["label"], request.options["accept"]
        self.body.addWidget(text_label(f"{label}（Ctrl+Enter {accept}）", style="muted"))
        self.body.addWidget(self.edit)
        self.add_buttons(accept)
        self.edit.textChanged.connect(self._on_text_changed)
        self._on_text_changed()

    @Slot()
    def _on_text_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.answer()))

    def answer(self) -> str:
        """The text, trimmed."""
        return self.edit.toPlainText().strip()


class LineDialog(PromptDialog):
    """Asks for one line, such as a name; Enter accepts it."""

    def __init__(self, parent: QWidget | None, request: Request) -> None:
        super().__init__(parent, title=request.title, text=request.text, icon="pen-line")
        self.edit = QLineEdit(request.options["initial"])
        self.edit.setAccessibleName(request.options["label"])
        self.body.addWidget(text_label(request.options["label"], style="muted"))
        self.body.addWidget(self.edit)
        self.add_buttons(request.options["accept"])
        self.edit.textChanged.connect(self._on_text_changed)
        self._on_text_changed()
        self.edit.setFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        self.accept_button.setEnabled(bool(self.answer()))

    def answer(self) -> str:
        """The line, trimmed."""
        return self.edit.text().strip()


class PassphraseDialog(PromptDialog):
    """Asks for a passphrase; a new one twice."""

    def __init__(self, parent: QWidget | None, request: Request) -> None:
        from ui.parts.controls.passphrase import PassphraseBox  # no other dialog judges passphrases

        super().__init__(parent, title=request.title, text=request.text, icon="key-round")
        self.box = PassphraseBox(repeat=request.options["repeat"], label=request.options["label"])
        self.body.addWidget(self.box)
        self.add_buttons("确定")
        self.accept_button.setEnabled(False)
        self.box.completed.connect(self.accept_button.setEnabled)
        self.box.first.setFocus()


def present(request: Request, parent: QWidget | None) -> Any:  # noqa: ANN401 - one type per kind
    """Show the dialog of a request and wait for the answer."""
    return _PRESENTERS[request.kind](request, parent)


def inform_dialog(request: Request, parent: QWidget | None) -> PromptDialog:
    """Make the dialog of something that has to be read."""
    tone = request.options["tone"]
    icon = {"error": "circle-x", "query": "triangle-alert"}.get(tone, "info")
    dialog = PromptDialog(parent, title=request.title, text=request.text, icon=icon, tone=tone)
    _add_detail(dialog, request.options["detail"])
    if request.options["place"] is not None:
        from ui.parts.page.saved import folder_button

        dialog.buttons.insertWidget(0, folder_button(request.options["place"]))
    dialog.add_buttons("知道了", "")
    return dialog


def _inform(request: Request, parent: QWidget | None) -> bool:
    return _run(inform_dialog(request, parent))


def confirm_dialog(request: Request, parent: QWidget | None) -> PromptDialog:
    """Make the dialog of a question that is answered by an act or by turning away."""
    danger = request.options["danger"]
    icon, tone = ("triangle-alert", "query") if danger else ("circle-help", "accent")
    dialog = PromptDialog(parent, title=request.title, text=request.text, icon=icon, tone=tone)
    _add_detail(dialog, request.options["detail"])
    dialog.add_buttons(request.options["accept"], danger=danger)
    return dialog


def _confirm(request: Request, parent: QWidget | None) -> bool:
    return _run(confirm_dialog(request, parent))


def _text(request: Request, parent: QWidget | None) -> str | None:
    kind = LineDialog if request.options["line"] else TextDialog
    dialog = kind(parent, request)
    return dialog.answer() if _run(dialog) else None


def _passphrase(request: Request, parent: QWidget | None) -> str | None:
    dialog = PassphraseDialog(parent, request)
    return dialog.box.text() if _run(dialog) else None


def _open(request: Request, parent: QWidget | None) -> list[str]:
    dialog = FileDialog(parent, request.title, request.options["pattern"])
    return _chosen(dialog.for_opening(many=request.options["many"]))


def _save(request: Request, parent: QWidget | None) -> str:
    dialog = FileDialog(parent, request.title, request.options["pattern"])
    return "".join(_chosen(dialog.for_saving(str(request.options["suggestion"]))))


def _folder(request: Request, parent: QWidget | None) -> str:
    return "".join(_chosen(FileDialog(parent, request.title).for_a_folder()))


def _chosen(dialog: FileDialog) -> list[str]:
    return dialog.chosen() if _run(dialog) else []


def _dialog(request: Request, parent: QWidget | None) -> bool:
    del parent
    dialog: QDialog = request.options["dialog"]
    return bool(dialog.exec())


def _run(dialog: QDialog) -> bool:
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return accepted


def _add_detail(dialog: PromptDialog, detail: str) -> None:
    if detail:
        box = QPlainTextEdit(detail)
        box.setReadOnly(True)
        box.setAccessibleName("详细内容")
        box.setFixedHeight(line_height() * 8)
        dialog.body.addWidget(box)


_PRESENTERS: dict[str, Callable[[Request, QWidget | None], Any]] = {
    "inform": _inform,
    "confirm": _confirm,
    "text": _text,
    "passphrase": _passphrase,
    "open": _open,
    "save": _save,
    "folder": _folder,
    "dialog": _dialog,
}
