"""Reader: a PDF on the screen, to page through, enlarge, search and print."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from operations.pdf_pages import PdfPages, Picture, TextPlace
from ui.desktop import Desktop
from ui.icons import set_icon
from ui.metrics import characters, space, unit
from ui.parts.controls.buttons import ToolButton, button
from ui.parts.labels.texts import text_label
from ui.parts.layout.giving_way import GivingWay
from ui.reading.page_view import PageView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ui.tasks import Progress

_STEP = 1.2
_SMALLEST, _LARGEST = 0.4, 4.0
_KEPT = 3
"""Pages on either side of those in sight that keep their pictures."""


class Reader(QWidget):
    """The pages one under the other, as wide as the room, with a row of tools above.

    Args:
        desktop: What all pages share.
        pages: The open PDF; :meth:`release` closes it.
        name: What is read, for a screen reader.

    """

    def __init__(self, desktop: Desktop, pages: PdfPages, name: str) -> None:
        super().__init__()
        self._desktop = desktop
        self._pages = pages
        self._zoom = 1.0
        self._fitted = True
        self._found: list[TextPlace] = []
        self._at = -1
        self._wanted: set[tuple[int, float]] = set()
        self._make_pages(name)
        outer = QVBoxLayout(self)
        space(outer, gap=1)
        outer.addLayout(self._make_tools())
        outer.addWidget(self.area, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._show_pictures)
        self.area.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def _make_pages(self, name: str) -> None:
        self.area = QScrollArea()
        self.area.setProperty("part", "reader")
        self.area.setWidgetResizable(True)
        self.area.setAccessibleName(name)
        holder = self._holder = QWidget()
        column = QVBoxLayout(holder)
        space(column, margins=(1,), gap=1.5)
        self.views = [
            PageView(number, size, self._desktop.theme)
            for number, size in enumerate(self._pages.sizes)
        ]
        for view in self.views:
            column.addWidget(view, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.area.setWidget(holder)

    def _make_tools(self) -> QHBoxLayout:
        self.back = _tool("chevron-up", "上一页（PageUp）")
        self.on = _tool("chevron-down", "下一页（PageDown）")
        self.place = text_label(style="small", wrap=False)
        self.smaller = _tool("minus", "缩小（Ctrl+-）")
        self.larger = _tool("plus", "放大（Ctrl++）")
        self.fit_width = button("适合宽度(&W)", style="quiet")
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找")
        self.search.setAccessibleName("在文件中查找")
        self.search.setToolTip("在文件中查找（Ctrl+F）")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(characters(5))
        self.search.setMaximumWidth(characters(14))
        self.hits = text_label(style="small", wrap=False)
        self.print_out = button("打印(&I)…", icon="printer", style="quiet")
        self.back.clicked.connect(partial(self._turn, -1))
        self.on.clicked.connect(partial(self._turn, 1))
        self.smaller.clicked.connect(partial(self._zoom_by, 1 / _STEP))
        self.larger.clicked.connect(partial(self._zoom_by, _STEP))
        self.fit_width.clicked.connect(self._on_fit)
        self.search.returnPressed.connect(self._on_search)
        self.search.textChanged.connect(self._on_search_changed)
        self.print_out.clicked.connect(self._on_print)
        for keys, act in (
            ("Ctrl++", self.larger.click),
            ("Ctrl+=", self.larger.click),
            ("Ctrl+-", self.smaller.click),
            ("Ctrl+F", self.search.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, act)
        row = QHBoxLayout()
        space(row, gap=0.5)
        moving: tuple[QWidget, ...] = (self.back, self.on, self.place)
        sizing: tuple[QWidget, ...] = (self.smaller, self.larger, self.fit_width)
        for widget in (*moving, *sizing):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.hits)
        row.addWidget(self.search)
        row.addWidget(self.print_out)
        # The page is seen all the same; which of the places found it is, is seen nowhere else.
        leaving = (self.fit_width, self.larger, self.smaller, self.on, self.back, self.place)
        GivingWay(self, leaving)
        return row

    # -- size ----------------------------------------------------------------------------------

    @property
    def scale(self) -> float:
        """Pixels of the screen for each point."""
        return self._zoom

    def resizeEvent(self, event: "QResizeEvent") -> None:
        super().resizeEvent(event)
        if self._fitted:
            self._fit()

    def _fit(self) -> None:
        bar = self.area.verticalScrollBar().sizeHint().width()
        room = self.area.width() - bar - 2 * unit(1) - 4
        widest = max(width for width, _ in self._pages.sizes)
        self._set_zoom(room / widest)

    def _set_zoom(self, zoom: float) -> None:
        zoom = min(max(zoom, _SMALLEST), _LARGEST)
        if zoom == self._zoom and self.views[0].width() > 1 and self.views[0].has_picture:
            return
        page, part = self._top()
        self._zoom = zoom
        for view in self.views:
            view.set_scale(zoom)
        layout = self._holder.layout()
        if layout is not None:
            layout.activate()
        view = self.views[page]
        self.area.verticalScrollBar().setValue(round(view.y() + part * view.height()))
        self._later.start(0)

    def _zoom_by(self, factor: float, *_: object) -> None:
        self._fitted = False
        self._set_zoom(self._zoom * factor)

    @Slot()
    def _on_fit(self) -> None:
        self._fitted = True
        self._fit()

    # -- place ---------------------------------------------------------------------------------

    def current(self) -> int:
        """Number of the page at the top of the window, from zero."""
        return self._top()[0]

    def _top(self) -> tuple[int, float]:
        """The page at the top, and how far down it is as a share of the page."""
        value = self.area.verticalScrollBar().value() + unit(2)
        for view in self.views:
            if value < view.y() + view.height() or view is self.views[-1]:
                break
        return view.number, max(0.0, (value - unit(2) - view.y()) / max(view.height(), 1))

    def _turn(self, by: int, *_: object) -> None:
        self.show_page(min(max(self.current() + by, 0), len(self.views) - 1))

    def show_page(self, page: int) -> None:
        """Bring a page to the top of the window, by its number from zero."""
        self.area.verticalScrollBar().setValue(self.views[page].y() - unit(1))

    @Slot()
    def _on_scrolled(self) -> None:
        self._later.start(15)
        self._tell_place()

    def _tell_place(self) -> None:
        self.place.setText(f"第 {self.current() + 1} / {len(self.views)} 页")

    # -- pictures ------------------------------------------------------------------------------

    @Slot()
    def _show_pictures(self) -> None:
        """Ask for the pages in sight; those far away forget theirs."""
        self._tell_place()
        top = self.area.verticalScrollBar().value()
        bottom = top + self.area.viewport().height()
        seen = [v.number for v in self.views if v.y() < bottom and v.y() + v.height() > top]
        if not seen:
            return
        for view in self.views:
            if not seen[0] - _KEPT <= view.number <= seen[-1] + _KEPT:
                view.show_picture(None)
        for number in (*seen, seen[-1] + 1):
            if number < len(self.views) and not self.views[number].has_picture:
                self._ask(number)

    def _ask(self, number: int) -> None:
        scale = self._zoom
        if (number, scale) in self._wanted:
            return
        self._wanted.add((number, scale))
        pixels = scale * self.devicePixelRatioF()
        self._desktop.runner.work(
            lambda _: self._pages.render(number, pixels),
            owner=self,
            then=partial(self._on_picture, number, scale),
        )

    def release(self) -> None:
        """Close the PDF, when nobody reads any more."""
        self._later.stop()
        self._pages.close()

    def _on_picture(self, number: int, scale: float, picture: Picture | None) -> None:
        self._wanted.discard((number, scale))
        if scale == self._zoom:
            self.views[number].show_picture(picture)

    # -- searching and printing ----------------------------------------------------------------

    @Slot()
    def _on_search_changed(self) -> None:
        self._found, self._at = [], -1
        self._mark()
        self.hits.clear()

    @Slot()
    def _on_search(self) -> None:
        """Look through all pages off the GUI thread, then go from place to place."""
        text = self.search.text().strip()
        if self._found or not text:
            self._go_on()
            return
        self._desktop.runner.work(
            lambda _: self._pages.find(text), owner=self, then=partial(self._on_found, text)
        )

    def _on_found(self, text: str, found: list[TextPlace]) -> None:
        if text != self.search.text().strip():
            return
        self._found = found
        if found:
            self._go_on()
        else:
            self.hits.setText("没有找到")

    def _go_on(self) -> None:
        if not self._found:
            return
        self._at = (self._at + 1) % len(self._found)
        self.hits.setText(f"第 {self._at + 1} / {len(self._found)} 处")
        self._mark()
        here = self._found[self._at]
        view = self.views[here.page]
        third = self.area.viewport().height() // 3
        self.area.verticalScrollBar().setValue(view.y() + view.top_of(here) - third)

    def _mark(self) -> None:
        here = self._found[self._at] if self._found else None
        for view in self.views:
            view.mark(tuple(item for item in self._found if item.page == view.number), here)

    @Slot()
    def _on_print(self) -> None:
        """Print off the GUI thread; reading goes on meanwhile."""
        from ui.reading.printing import chosen_printer, put_on_paper

        printer = chosen_printer(self._desktop.messages, self._pages, self)
        if printer is None:
            return
        self.print_out.setEnabled(False)
        self.print_out.setText("正在打印…")
        self._desktop.runner.work(
            lambda ticket: put_on_paper(self._pages, printer, ticket),
            owner=self,
            then=self._on_printed,
            on_progress=self._on_printing,
        )

    def _on_printing(self, progress: "Progress") -> None:
        self.print_out.setText(f"正在打印 {progress.done + 1} / {progress.total}")

    def _on_printed(self, count: int) -> None:
        self.print_out.setEnabled(True)
        self.print_out.setText("打印(&I)…")
        if not count:
            self._desktop.messages.inform(
                "没有打印", "打印机没有接受，请检查打印机，再打印一次。", tone="error"
            )


def _tool(icon: str, name: str) -> ToolButton:
    made = ToolButton()
    set_icon(made, icon, "muted")
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
