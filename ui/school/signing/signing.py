"""Signing from any page: draws what would be signed, shows it, signs it when the passphrase is given."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.failure import Failure
from operations.files import write_file
from operations.school.seen_report import PdfPages, SeenReport, open_pages
from operations.school.sign import SignedReturn, draw_report, sign_return, unlock_school_key
from ui.school.desk import SchoolDesk
from ui.school.signing.sign_dialog import SignDialog


class Signing(QObject):
    """One attempt; it ends with a signature, or with the principal turning away.

    Args:
        desk: The open store.
        window: The dialog comes above it; owns this object.
        facts: School, period, number: what stands beside the pages.

    """

    def __init__(
        self, desk: SchoolDesk, window: QWidget, facts: tuple[tuple[str, str], ...]
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._window = window
        self._facts = facts

    def begin(
        self,
        *,
        shown: Callable[[], object],
        signed: Callable[[SignedReturn], object],
        fail: Callable[[Failure], object],
    ) -> None:
        """Draw the report, then show it.

        Args:
            shown: Called when it is ready, before the dialog comes up.
            signed: Gets what was signed.
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
        self._desk.run(draw_report, owner=self, then=open_it, fail=fail)

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
        actor, seen = self._desk.principal, self._seen
        self._desk.step(
            lambda store: sign_return(
                store,
                key=unlock_school_key(store, passphrase),
                actor=actor,
                digest=seen.digest,
                seen=seen,
            ),
            owner=self._dialog,
            then=self._on_signed,
            fail=self._dialog.show_failure,
        )

    def _on_signed(self, made: SignedReturn) -> None:
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
