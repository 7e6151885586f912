"""The look chosen by the user: scheme and text size, asked for in a dialog and remembered."""

from typing import Final

from PySide6.QtWidgets import QWidget

from ui.desktop import Desktop
from ui.dialogs.prompts import PromptDialog
from ui.palettes import Scheme
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label
from ui.recent import save_scheme, save_text_size, saved_scheme, saved_text_size
from ui.theme import Theme

SYSTEM: Final = "system"
SIZES: Final = (100, 115, 130, 150, 175, 200)
"""Text sizes to choose from, in percent of the ordinary one; the system's own scale comes on top."""


class LookDialog(PromptDialog):
    """Scheme and text size; nothing changes before it is accepted."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, title="外观", text="", icon="sliders-horizontal")
        schemes = [(SYSTEM, "跟随系统"), *((scheme.value, scheme.label) for scheme in Scheme)]
        self.scheme = Segments("颜色", schemes, small=False)
        self.scheme.choose(saved_scheme())
        self.text_size = Segments("字号", [(str(size), f"{size}%") for size in SIZES], small=False)
        self.text_size.choose(str(saved_text_size()))
        for label, row, note in (
            ("颜色", self.scheme, "系统打开了高对比度时，“跟随系统”就用高对比。"),
            ("字号", self.text_size, "字号改变后，打开的库会重新打开，回到刚才的那一格。"),
        ):
            self.body.addWidget(text_label(label, style="strong"))
            self.body.addWidget(row)
            self.body.addWidget(text_label(note, style="small"))
        self.add_buttons("使用这个外观")


def choose_look(desktop: Desktop, parent: QWidget | None) -> bool:
    """Ask for the look and use it; whether the text size is another one now."""
    dialog = LookDialog(parent)
    if not desktop.messages.dialog(dialog):
        return False
    save_scheme(dialog.scheme.current)
    use_scheme(desktop.theme, dialog.scheme.current)
    percent = int(dialog.text_size.current)
    if percent == desktop.theme.percent:
        return False
    save_text_size(percent)
    desktop.theme.resize(percent)
    use_scheme(desktop.theme, dialog.scheme.current)
    return True


def use_scheme(theme: Theme, name: str) -> None:
    """Use a scheme as it is remembered, or the system's."""
    if name in set(Scheme):
        theme.use(Scheme(name))
    else:
        theme.follow_system()
