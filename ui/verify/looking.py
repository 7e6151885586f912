"""Looking at files from any page: looks off the GUI thread, shows the dialog, writes the sheet."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.files import write_file
from operations.verify.confirmation_sheet import confirmation_pdf
from operations.verify.file_view import FileView, view_file
from operations.verify.paper_check import check_paper
from ui.desktop import Desktop
from ui.kinds import kind_of
from ui.verify.dialog import VerifyDialog

if TYPE_CHECKING:
    from operations.verify.inspect_file import TrustStore

_PATTERN = "可以核对的文件 (*.asice *.age *.yhs *.yhb *.yhr *.csr *.pem);;所有文件 (*)"


class Looking(QObject):
    """One dialog that looks at one file after the other.

    Args:
        desktop: What all pages share.
        window: The dialog comes above it; owns this object.
        anchor: What the open store knows of its bureau, if one is open.
        open_store: Opens a store in the window.
        begin_school: Begins a school's store with an opening file.
        open_review: Opens a review file in a school's store.

    """

    def __init__(
        self,
        desktop: Desktop,
        window: QWidget,
        *,
        anchor: "TrustStore | None",
        open_store: Callable[[Path], object],
        begin_school: Callable[[Path], object],
        open_review: Callable[[Path], object],
    ) -> None:
        super().__init__(window)
        self._desktop = desktop
        self._window = window
        self._anchor = anchor
        self._open_store = open_store
        self._begin_school = begin_school
        self._open_review = open_review
        self._dialog: VerifyDialog | None = None
        self._path = Path()
        self._view: FileView | None = None
        self._text = ""

    def choose(self, text: str = "") -> None:
        """Ask which file; ``text`` of a scanned page is compared with it at once."""
        self._text = text
        title = "选择要和这张纸核对的文件" if text else "选择要核对的文件"
        for path in self._desktop.messages.open_files(title, pattern=_PATTERN):
            self.look(path)

    def look(self, path: Path) -> None:
        """Look at a file and show it."""
        self._desktop.runner.database(
            partial(view_file, path, anchor=self._anchor),
            owner=self,
            then=partial(self._show, path),
            fail=self._refuse,
        )

    def _show(self, path: Path, view: FileView) -> None:
        self._path, self._view = path, view
        if self._dialog is not None:
            self._dialog.show_view(view, is_store=kind_of(path) is not None)
            return
        dialog = self._dialog = VerifyDialog(self._window)
        dialog.show_view(view, is_store=kind_of(path) is not None)
        dialog.other_wanted.connect(self._on_other)
        dialog.file_given.connect(self.look)
        dialog.sheet_wanted.connect(self._on_sheet)
        dialog.paper_given.connect(self._on_paper)
        if self._text:
            dialog.paper.setText(self._text)
            self._on_paper(self._text)
        self._desktop.messages.dialog(dialog)
        wanted = (
            (dialog.opens_store, self._open_store),
            (dialog.begins_store, self._begin_school),
            (dialog.opens_review, self._open_review),
        )
        self._dialog = None
        dialog.deleteLater()
        for is_wanted, go_on in wanted:
            if is_wanted:
                go_on(self._path)

    def _refuse(self, error: BaseException) -> None:
        failure = self._desktop.explain(error)
        self._desktop.messages.inform("不能核对", failure.message, tone="error")

    @Slot()
    def _on_other(self) -> None:
        self.choose()

    @Slot(str)
    def _on_paper(self, text: str) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        self._desktop.runner.database(
            partial(check_paper, self._path, text),
            owner=dialog,
            then=dialog.show_paper,
            fail=self._refuse,
        )

    @Slot()
    def _on_sheet(self) -> None:
        """Ask where the sheet goes; the chooser has asked already whether a file is replaced."""
        view = self._view
        if view is None:
            return
        target = self._desktop.messages.save_file(
            "确认单保存到",
            suggestion=self._path.with_name(f"{view.file}-确认单.pdf"),
            pattern="PDF 文件 (*.pdf)",
        )
        if target is None:
            return

        def write() -> Path:
            return write_file(target, confirmation_pdf(view), name=target.name, replace=True)

        self._desktop.runner.database(write, owner=self, then=self._written, fail=self._refuse)

    def _written(self, path: Path) -> None:
        said = f"确认单已写到 {path}，可以打印盖章存档。"
        self._desktop.messages.inform("确认单已保存", said, place=path)
