"""PictureBox: a picture with its title, its sentence, and the buttons that copy and save it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from forms.pictures import Chart
from ui.metrics import space
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label, yielding
from ui.parts.layout.side_by_side import SideBySide
from ui.pictures.view import Make, PictureView
from ui.theme import Theme

_BESIDE = 24
"""From this width on, in Chinese characters, the buttons stand beside the title."""


class PictureBox(QFrame):
    """A picture is never without its sentence; its table stands beside it on the page."""

    save_wanted = Signal(object)
    """The :class:`forms.pictures.Chart` that is to become a file."""
    copied = Signal()

    def __init__(self, theme: Theme, *, high: float) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = QVBoxLayout(self)
        space(layout, margins=(2, 1, 2, 1), gap=0.75)
        self.title = text_label(style="strong")
        self.copy = button("复制图", icon="copy", style="quiet")
        self.save = button("保存图…", icon="save", style="quiet")
        self.save.clicked.connect(self._on_save)
        acts = QWidget()
        acts.setLayout(button_row(self.copy, self.save))
        top = SideBySide(self.title, acts, from_width=_BESIDE, shares=(1, 0))
        self.view = PictureView(theme, high=high)
        self.view.save_wanted.connect(self._on_save)
        self.view.copied.connect(self.copied)
        self.copy.clicked.connect(self.view.copy)
        self.sentence = yielding(text_label(style="small"))
        layout.addWidget(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.sentence)

    @property
    def picture(self) -> Chart:
        """The picture in sight."""
        return self.view.picture

    def show_picture(self, make: Make) -> None:
        """Show a picture; see :meth:`PictureView.show_picture`."""
        self.view.show_picture(make)
        picture = self.picture
        self.title.setText(picture.title)
        self.sentence.setText(picture.sentence)
        self.sentence.setVisible(not picture.is_empty)
        for made, act in ((self.copy, "复制图"), (self.save, "保存图")):
            made.setEnabled(not picture.is_empty)
            made.setAccessibleName(f"{act}：{picture.title}")

    @Slot()
    def _on_save(self) -> None:
        if not self.picture.is_empty:
            self.save_wanted.emit(self.picture)
