"""The first page: choose school or bureau, create or open a store, or take a recent one."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.desktop import Desktop
from ui.icons import set_icon
from ui.kinds import BUREAU, SCHOOL, StoreKind
from ui.metrics import characters, line_height, space, unit
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.strips import MessageStrip
from ui.recent import recent_places

if TYPE_CHECKING:
    from operations.failures.explain import Failure
    from operations.store_place import ServerAddress, StorePlace
    from ui.start.new_store_page import NewStorePage
    from ui.start.recent_list import RecentList

NewPageMaker = Callable[[Desktop], "NewStorePage"]


class StartPage(QWidget):
    """New and existing stores of both sides, and those opened lately."""

    store_chosen = Signal(object)
    """Where the store lies (a :data:`operations.store_place.StorePlace`)."""
    store_made = Signal(object, str)
    """A new store, and what is good to know of it."""
    file_wanted = Signal()
    """Asks for any file to be chosen and looked at."""
    resized = Signal()
    """The text has another size: everything is to be made again."""
    restore_wanted = Signal(Path, Path)
    """Asks for a backup (the second) in the place of a store."""

    def __init__(
        self, desktop: Desktop, new_pages: Mapping[StoreKind, NewPageMaker], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._new_pages = new_pages
        self.recent: RecentList | None = None
        self._focused: QWidget | None = None
        self._tried: ServerAddress | None = None
        """What was typed last, for it may have to be corrected."""
        self._stack = QStackedWidget(self)
        layout = QVBoxLayout(self)
        space(layout)
        layout.addWidget(self._stack)
        self._choices = Page(width=60, centred=True, parent=self._stack)
        self._stack.addWidget(self._choices)
        self._fill_choices()

    def _fill_choices(self) -> None:
        page = self._choices
        page.column.addSpacing(unit(3))
        page.column.addLayout(_brand())
        page.column.addSpacing(unit(2))
        self.strip = MessageStrip()
        page.pin(self.strip)
        self._crash_place = page.column.count()
        page.column.addLayout(_beside_or_under(self._school_card(), self._bureau_card()))
        self.verify = button("核对文件(&V)…", icon="shield-check", style="quiet")
        self.verify.setToolTip("上报包、回执、退回单、备份是什么、谁的、是否完整；纸和文件是否相符")
        self.verify.clicked.connect(self.file_wanted)
        self.look = button("调整外观：颜色和字号(&L)…", icon="sliders-horizontal", style="quiet")
        self.look.clicked.connect(self._on_look)
        self.about = button("关于(&A)…", icon="info", style="quiet")
        self.about.setToolTip("版本、意外中断时最多少什么、程序日志在哪里")
        self.about.clicked.connect(self._on_about)
        page.column.addLayout(button_row(self.verify, self.look, self.about))
        page.finish()

    @Slot()
    def _on_look(self) -> None:
        from ui.look import choose_look

        if choose_look(self._desktop, self):
            self.resized.emit()

    @Slot()
    def _on_about(self) -> None:
        from ui.start.about import show_about

        show_about(self._desktop, self)

    @property
    def _column(self) -> QWidget | None:
        """What the parts lie in: made there, they are dressed once."""
        return self._choices.column.parentWidget()

    def _make_recent(self) -> "RecentList":
        """Made when there is something to show."""
        from ui.start.recent_list import RecentList

        self._recent_card = Card("最近打开", icon="clock", parent=self._column)
        recent = RecentList(self._recent_card)
        recent.chosen.connect(self.store_chosen)
        self._recent_card.content.addWidget(recent)
        column = self._choices.column
        column.insertWidget(column.count() - 2, self._recent_card)
        return recent

    def _school_card(self) -> Card:
        note = "填报、自动检查、校长审核签名，导出加密上报包。全程不需要联网。"
        self.new_school = button("新建填报库(&N)", icon="file-plus", style="primary")
        return self._card(
            SCHOOL, note, self.new_school, button("打开填报库(&O)", icon="folder-open")
        )

    def _bureau_card(self) -> Card:
        note = "为学校开户，接收上报包，按七项资源配置指标和差异系数评估，打印申报表。"
        self.new_bureau = button("新建局端库(&B)", icon="file-plus")
        card = self._card(
            BUREAU, note, self.new_bureau, button("打开局端库(&P)", icon="folder-open")
        )
        self.server = button("打开服务器上的局端库(&S)…", icon="database", style="quiet")
        self.server.setToolTip("几位操作员一起用时，局端库放在信息中心的 PostgreSQL 服务器上")
        self.server.clicked.connect(self._on_server)
        card.content.addLayout(button_row(self.server))
        return card

    def _card(self, kind: StoreKind, note: str, new: QPushButton, opener: QPushButton) -> Card:
        card = Card(kind.side, note=note, icon=kind.icon, parent=self._column)
        new.clicked.connect(partial(self._make_new, kind))
        opener.clicked.connect(partial(self._choose, kind))
        for made in (new, opener):
            made.ensurePolished()  # its size comes with the looks
            made.setMinimumWidth(max(characters(9), made.sizeHint().width()))
        card.content.addLayout(button_row(new, opener))
        card.content.addStretch(1)
        return card

    def _choose(self, kind: StoreKind) -> None:
        paths = self._desktop.messages.open_files(f"打开{kind.noun}", pattern=kind.pattern)
        for path in paths:
            self.store_chosen.emit(path)

    @Slot()
    def _on_server(self) -> None:
        from ui.start.server_dialog import ask_server

        place = ask_server(
            self._desktop.messages,
            self.window(),
            title="打开服务器上的局端库",
            accept="打开",
            place=self._tried,
        )
        if place is not None:
            self._tried = place
            self.store_chosen.emit(place)

    def _make_new(self, kind: StoreKind) -> None:
        self.begin_new(kind).setFocus()

    def begin_new(self, kind: StoreKind) -> "NewStorePage":
        """Show the page that makes a store of a kind."""
        self.show_choices()
        page = self._new_pages[kind](self._desktop)
        page.created.connect(self._on_created)
        page.left.connect(self.show_choices)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        return page

    @Slot(object, str)
    def _on_created(self, place: "StorePlace", news: str) -> None:
        self.show_choices()
        self.store_made.emit(place, news)

    @Slot()
    def show_choices(self) -> None:
        """Go back to the choices."""
        for index in reversed(range(1, self._stack.count())):
            if (page := self._stack.widget(index)) is not None:
                self._stack.removeWidget(page)
                page.deleteLater()
        self.refresh()

    def refresh(self) -> None:
        """Read the list of recent stores again."""
        places = recent_places()
        if places and self.recent is None:
            self.recent = self._make_recent()
        if self.recent is not None:
            self.recent.show_places(places)
            self._recent_card.setVisible(bool(places))

    def show_crash(self, record: Path) -> None:
        """Tell of a crash of an earlier run, of which there is this record."""
        from ui.start.crash_line import CrashLine

        line = CrashLine(self._desktop, record, self.strip)
        self._choices.column.insertWidget(self._crash_place, line)

    def say(self, sentence: str) -> None:
        """Say why a store could not be opened."""
        self.strip.say(sentence, tone="error")

    def say_failed(self, place: "StorePlace", failure: "Failure") -> None:
        """Say why a store could not be opened, and offer what can be done with it all the same."""
        self.say(failure.message)
        self._offer_ways(place, failure)
        focused = self.window().focusWidget()
        if focused is None or not self._choices.isAncestorOf(focused):
            self.strip.focus_offer()  # nothing was chosen here: a file was opened from outside

    def _offer_ways(self, place: "StorePlace", failure: "Failure") -> None:
        if not isinstance(place, Path):
            if failure.may_be_founded:
                found = partial(self._found_at, place)
                self.strip.offer("在那里新建局端库(&T)…", found, icon="file-plus")
            if failure.may_be_upgraded:
                self.strip.offer("升级(&U)…", partial(self._upgrade, place), icon="database")
            return
        if failure.may_be_viewed:
            self.strip.offer("只读查看(&D)…", partial(self._view, place), icon="eye")
        if failure.has_backups:
            self.strip.offer("从备份恢复(&R)…", partial(self._restore, place), icon="rotate-ccw")

    def _found_at(self, place: "ServerAddress") -> None:
        page = self.begin_new(BUREAU)
        page.begin_at(place)
        page.setFocus()

    def _upgrade(self, place: "ServerAddress") -> None:
        from ui.start.upgrading import upgrade

        upgrade(
            self._desktop,
            place,
            owner=self,
            busy=self.set_busy,
            then=partial(self.store_made.emit, place),
            fail=partial(self.say_failed, place),
        )

    def _view(self, path: Path) -> None:
        from ui.copies.backups import look_into

        look_into(self._desktop, self, path)

    def _restore(self, path: Path) -> None:
        from ui.copies.backups import Backups, closed_look

        wanted = partial(self.restore_wanted.emit, path)
        Backups(self._desktop, closed_look(self._desktop, self, path), wanted, self).show()

    def set_busy(self, text: str) -> None:
        """Show that a store is being opened; the empty text ends it, with the keyboard where it was."""
        focused = self.window().focusWidget()
        if text and focused is not None and self._choices.isAncestorOf(focused):
            self._focused = focused
        self._choices.setEnabled(not text)
        if text:
            self.strip.say(text)
            return
        self.strip.clear()
        if self._focused is not None and shiboken6.isValid(self._focused):
            self._focused.setFocus()


def _beside_or_under(*cards: QWidget) -> QBoxLayout:
    """The two sides beside each other, or one under the other where large text leaves no room."""
    room = QGuiApplication.primaryScreen().availableGeometry().width() - unit(12)
    fits = sum(card.minimumSizeHint().width() for card in cards) <= room
    sides = QBoxLayout.Direction
    made = QBoxLayout(sides.LeftToRight if fits else sides.TopToBottom)
    space(made, gap=2)
    for card in cards:
        made.addWidget(card, 1)
    return made


def _brand() -> QHBoxLayout:
    row = QHBoxLayout()
    space(row, gap=2)
    picture = QLabel()
    set_icon(picture, "scale", "accent", pixels=line_height() * 2)
    texts = QVBoxLayout()
    space(texts, gap=0.25)
    texts.addWidget(text_label("优衡填报", style="title"))
    texts.addWidget(text_label("义务教育优质均衡发展 · 学校填报与区局评估", style="muted"))
    row.addWidget(picture)
    row.addLayout(texts, 1)
    return row
