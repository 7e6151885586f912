"""The window in which the principal reads what is signed and signs it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PySide6.QtWidgets import QWidget

from exporters.documents.report_sheet import make_report
from exporters.documents.write import write_report_pdf
from operations.errors import PassphraseRefused
from operations.failures.explain import explain
from operations.keys.locked_keys import wrong_passphrase
from operations.pdf_pages import open_pages
from operations.school.signing.seen_report import SeenReport
from tests.exporters.documents.real_return import example_sheet
from tests.shots.frame import open_window
from ui.desktop import Desktop
from ui.school.signing.sign_dialog import SignDialog

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
FACTS = (
    ("学校", "武汉市硚口区示例九年一贯制学校（3142100001）"),
    ("报告期", "2024 年，第 2 版"),
    ("上报包", "第 2 号"),
    ("签名人", "陈样例"),
)


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    stream = BytesIO()
    write_report_pdf(
        make_report(example_sheet("nine_year"), school="示例九年一贯制学校", digest=DIGEST), stream
    )
    seen = SeenReport(stream.getvalue(), DIGEST)
    dialog = SignDialog(window, desktop, seen, FACTS, open_pages(seen.pdf))
    dialog.show()
    reader = dialog.reader
    assert reader is not None
    yield "dialog-sign", dialog
    dialog.halves.bring(dialog.aside)
    yield "dialog-sign-passphrase", dialog
    reader.search.setText("教师")
    reader.search.returnPressed.emit()
    reader.search.returnPressed.emit()
    dialog.passphrase.first.setText("不是这个口令")
    dialog.passphrase.capitals.show()
    dialog.show_failure(explain(PassphraseRefused(wrong_passphrase("校长"))))
    yield "dialog-sign-wrong", dialog
    dialog.passphrase.capitals.hide()
    dialog.halves.bring(reader)
    dialog.strip.clear()
    reader.smaller.click()
    reader.smaller.click()
    reader.smaller.click()
    yield "dialog-sign-small", dialog
    dialog.close()
    window.close()
