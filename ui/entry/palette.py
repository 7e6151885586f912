"""The palette: words, ids or pinyin initials are typed, and the place they lead to is chosen."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from operations.entry.finding import FoundPlace, PlaceFinder, PlaceKind
from ui.desktop import Desktop
from ui.dialogs.prompts import PromptDialog
from ui.entry.places import Place
from ui.entry.session import FormSession
from ui.metrics import characters, line_height, space
from ui.models.row_list import ListRow, RowLook
from ui.parts.labels.texts import text_label
from ui.parts.rows.row_list import RowList

_ICONS = {
    PlaceKind.FIELD: "pen-line",
    PlaceKind.TABLE: "table",
    PlaceKind.COLUMN: "table",
    PlaceKind.SECTION: "list",
    PlaceKind.RULE: "list-checks",
    PlaceKind.PAGE: "arrow-right",
}
_TYPED = (PlaceKind.FIELD, PlaceKind.TABLE, PlaceKind.COLUMN)
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class Palette(PromptDialog):
    """A line and the places it leads to; the keyboard stays in the line."""

    def __init__(
        self,
        parent: QWidget | None,
        *,
        session: FormSession,
        finder: PlaceFinder,
        near: Place,
        desktop: Desktop,
        jump: bool,
    ) -> None:
        what = "填报项、表格、部分、校验编号或页面" if jump else "填报项或表格的列"
        super().__init__(
            parent,
            title="跳到…" if jump else "查找填报项",
            text=f"输入{what}的名称、编号或拼音首字母，几个词用空格隔开。",
            icon="search",
        )
        self.setMinimumWidth(characters(40))
        self._session = session
        self._finder = finder
        self._near = (near.form, near.section)
        self._kinds = tuple(PlaceKind) if jump else _TYPED
        order = session.sheet.plan.order
        self._absent = {item.id for item in order if not session.sheet.is_relevant(item.id)}
        self.line = QLineEdit()
        self.line.setAccessibleName(f"要找的{what}")
        self.line.setPlaceholderText("例如：占地面积、zdmj、R-staffing-014")
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._search)
        self.body.addWidget(self.line)
        self.list = RowList(desktop.theme, "找到的位置")
        self.list.setFixedHeight(line_height() * 16)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.chosen.connect(self._on_chosen)
        self.body.addWidget(self.list)
        self._none = text_label("没有找到。换一个词，或只输入其中几个字。", style="muted")
        over = QVBoxLayout(self.list.viewport())  # where the places would stand
        space(over, margins=(1,))
        over.addWidget(self._none)
        over.addStretch(1)
        self.add_buttons("跳转")
        self._search("")
        self.line.setFocus()

    @property
    def place(self) -> FoundPlace | None:
        """The place that is marked."""
        found = self.list.current_payload()
        return found if isinstance(found, FoundPlace) else None

    @Slot(str)
    def _search(self, text: str) -> None:
        found = self._finder.find(text, near=self._near, absent=self._absent, kinds=self._kinds)
        self.list.show_rows([ListRow(self._look(place), place) for place in found])
        if found:
            self.list.select(found[0])
        self._none.setVisible(not found)
        self.accept_button.setEnabled(bool(found))

    def _look(self, place: FoundPlace) -> RowLook:
        gone = place.target.partition("[")[0] in self._absent
        where = f"{place.target}　{place.where}" if place.kind is PlaceKind.RULE else place.where
        return RowLook(
            place.title,
            subtitle=where or place.kind.label,
            icon=_ICONS[place.kind],
            trailing="不适用" if gone else self._value(place) or place.kind.label,
            muted=gone,
        )

    def _value(self, place: FoundPlace) -> str:
        if place.kind is not PlaceKind.FIELD:
            return ""
        text = " ".join(self._session.sheet.cell(place.target).text.split())
        return text if len(text) <= 12 else f"{text[:12]}…"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down walk the places while the keyboard stays in the line."""
        key = event.key() if isinstance(event, QKeyEvent) else None
        if event.type() is QEvent.Type.KeyPress and key in _WALKING:
            QApplication.sendEvent(self.list, event)
            return True
        return super().eventFilter(watched, event)

    @Slot(object)
    def _on_chosen(self, _payload: object) -> None:
        self.accept()


def ask_place(
    desktop: Desktop,
    session: FormSession,
    pages: Sequence[tuple[str, str]],
    near: Place,
    *,
    jump: bool,
) -> FoundPlace | None:
    """Let a place be found; ``None`` if the user turned away.

    Args:
        desktop: What shows it.
        session: The open form.
        pages: Other pages, id and title.
        near: The section in sight.
        jump: Whether anything may be found, not only what is typed into.

    """
    dialog = Palette(
        desktop.messages.window,
        session=session,
        finder=session.finder(tuple(pages)),
        near=near,
        desktop=desktop,
        jump=jump,
    )
    accepted = desktop.messages.dialog(dialog)
    place = dialog.place
    dialog.deleteLater()
    return place if accepted else None
