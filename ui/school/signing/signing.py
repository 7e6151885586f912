"""Signing from any page: draws what would be signed, shows it, signs it when the passphrase is given.

What is drawn and signed is the return of the open store, or that of a review file.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.failures.explain import Failure
from operations.files import write_file
from operations.pdf_pages import PdfPages, open_pages
from operations.school.records import SchoolStore
from operations.school.signing.seen_report import SeenReport
from ui.school.desk import SchoolDesk
from ui.school.signing.sign_dialog import SignDialog

Draw = Callable[[SchoolStore], SeenReport]
Sign = Callable[[SchoolStore, str, SeenReport], Any]
"""Gets the passphrase and what was read."""


class Signing(QObject):
    """One attempt; it ends with a signature, or with the principal turning away.

    Args:
        desk: The open store.
        window: The dialog comes above it; owns this object.
        facts: School, period, number: what stands beside the pages.
        draw: Draws what would be signed.
        sign: Signs it.

    """

    def __init__(
        self,
        desk: SchoolDesk,
        window: QWidget,
        facts: tuple[tuple[str, str], ...],
        *,
        draw: Draw,
        sign: Sign,
    ) -> None:
        super().__init__(window)
        self._draw = draw
        self._sign = sign
        self._desk = desk
        self._window = window
        self._facts = facts

    def begin(
        self,
        *,
        shown: Callable[[], object],
        signed: Callable[[Any], object],
        fail: Callable[[Failure], object],
    ) -> None:
        """Draw the report, then show it.

        Args:
            shown: Called when it is ready, before the dialog comes up.
            signed: Gets what ``sign`` has made.
            fail: Gets why it could not be drawn.

        """

        def show(pages: PdfPages | None) -> None:
            shown()
            self._show(pages)

        def open_it(seen: SeenReport) -> None:
            self._seen = seen
            self._desk.desktop.runner.work(
                lambda _: open_pages(seen.pdf) if seen.pdf else None, owner=self, then=show
            )

        self._signed = signed
        self._desk.run(self._draw, owner=self, then=open_it, fail=fail)

    def _show(self, pages: PdfPages | None) -> None:
        dialog = self._dialog = SignDialog(
            self._window, self._desk.desktop, self._seen, self._facts, pages
        )
        dialog.sign_wanted.connect(self._on_sign)
        dialog.save_wanted.connect(self._on_save)
        self._desk.desktop.messages.dialog(dialog)
        dialog.deleteLater()
        self.deleteLater()

    @Slot(str)
    def _on_sign(self, passphrase: str) -> None:
        sign, seen = self._sign, self._seen
        self._desk.step(
            lambda store: sign(store, passphrase, seen),
            owner=self._dialog,
            then=self._on_signed,
            fail=self._dialog.show_failure,
        )

    def _on_signed(self, made: object) -> None:
        self._dialog.accept()
        self._signed(made)

    @Slot()
    def _on_save(self) -> None:
        """Write the PDF to a file of its own; the chooser asks before one is replaced."""
        meta, pdf = self._desk.facts.meta, self._seen.pdf
        target = self._desk.desktop.messages.save_file(
            "要签名的文件另存到",
            suggestion=Path(f"{meta.school_code}-{meta.period}-report.pdf"),
            pattern="PDF 文件 (*.pdf)",
        )
        if target is None:
            return
        self._desk.run(
            lambda _: write_file(target, pdf, name=target.name, replace=True),
            owner=self._dialog,
            then=self._dialog.show_saved,
            fail=self._dialog.show_failure,
        )
