"""What is signed is seen: the reader, the passphrase beside it, and the copy that is carried away."""

import re
import sys
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from exporters.documents.write import write_report_pdf
from operations.errors import PassphraseRefused, Refused
from operations.failures.explain import explain
from operations.keys.locked_keys import wrong_passphrase
from operations.pdf_pages import PdfPages, open_pages
from operations.school.delivery.export import ExportedPackage
from operations.school.signing.seen_report import SeenReport
from tests.exporters.documents.samples import sample_report
from tests.ui.keys import press, type_text
from ui.desktop import Desktop
from ui.metrics import characters
from ui.parts.controls.passphrase import PassphraseBox
from ui.reading.printing import put_on_paper
from ui.reading.reader import Reader
from ui.school.face import SchoolFace
from ui.school.signing.exported_card import ExportedCard
from ui.school.signing.sign_dialog import SignDialog
from ui.tasks import TaskRunner

FACTS = (("学校", "示例小学"), ("标识码", "1234567890"), ("报告期", "2024"), ("第几号", "第 1 号"))
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.fixture(scope="module")
def seen() -> SeenReport:
    stream = BytesIO()
    write_report_pdf(sample_report(long=True), stream)
    return SeenReport(stream.getvalue(), DIGEST)


@pytest.fixture
def dialog(desktop: Desktop, seen: SeenReport, qtbot: QtBot) -> SignDialog:
    made = SignDialog(None, desktop, seen, (("学校", "示例小学"),), open_pages(seen.pdf))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def reader(dialog: SignDialog, qtbot: QtBot) -> Reader:
    found = dialog.reader
    assert found is not None
    qtbot.waitUntil(lambda: found.views[0].has_picture)
    return found


def test_the_first_page_is_there_and_the_far_ones_wait(reader: Reader, seen: SeenReport) -> None:
    total = len(PdfReader(BytesIO(seen.pdf)).pages)
    assert len(reader.views) == total
    assert reader.place.text() == f"第 1 / {total} 页"
    assert not reader.views[-1].has_picture
    image = reader.views[0].grab().toImage()
    places = product(range(0, image.width(), 3), range(0, image.height(), 3))
    shades = {image.pixelColor(x, y).lightness() for x, y in places}
    assert min(shades) < 100
    assert max(shades) == 255


def test_pages_are_turned(reader: Reader, qtbot: QtBot) -> None:
    reader.on.click()
    assert reader.current() == 1
    qtbot.waitUntil(lambda: reader.views[1].has_picture)
    assert reader.place.text().startswith("第 2 / ")
    reader.back.click()
    assert reader.current() == 0


def test_where_one_reads_is_told_whole_in_a_narrow_window(
    desktop: Desktop, seen: SeenReport, qtbot: QtBot
) -> None:
    made = Reader(desktop, PdfPages(seen.pdf), "要签名的文件")
    qtbot.addWidget(made, before_close_func=lambda _: made.release())
    made.resize(characters(24), 300)
    made.show()
    qtbot.waitUntil(lambda: made.place.width() >= made.place.sizeHint().width() > 0)
    qtbot.waitUntil(lambda: made.search.width() >= characters(5))
    assert made.fit_width.isHidden()
    assert not made.print_out.isHidden()
    made.hits.setText("第 100 / 200 处")
    qtbot.waitUntil(lambda: made.hits.width() >= made.hits.sizeHint().width())
    qtbot.waitUntil(lambda: made.print_out.width() >= made.print_out.sizeHint().width())
    assert made.search.width() >= characters(5)


def test_a_page_is_enlarged_made_smaller_and_fitted(reader: Reader, qtbot: QtBot) -> None:
    fitted = reader.scale
    width = reader.views[0].width()
    reader.larger.click()
    assert reader.views[0].width() == pytest.approx(width * 1.2, abs=2)
    reader.smaller.click()
    reader.smaller.click()
    assert reader.views[0].width() == pytest.approx(width / 1.2, abs=2)
    qtbot.waitUntil(lambda: reader.views[0].has_picture)
    reader.fit_width.click()
    assert reader.scale == pytest.approx(fitted, abs=0.02)


def test_a_text_is_found_and_walked_through(reader: Reader) -> None:
    reader.search.setText("班级名册")
    press(reader.search, Qt.Key.Key_Return)
    first = reader.hits.text()
    assert first.startswith("第 1 / ")
    assert reader.current() > 0
    reader.search.setText("没有这几个字")
    press(reader.search, Qt.Key.Key_Return)
    assert reader.hits.text() == "没有找到"


def test_the_pages_that_are_read_are_printed(
    seen: SeenReport, tmp_path: Path, qtbot: QtBot
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(72)
    pages = PdfPages(seen.pdf)
    count = len(pages.sizes)
    pages.close()  # whoever closes the window does not cut off the printing
    done: list[int] = []
    runner = TaskRunner(unexpected=done.append)  # type: ignore[arg-type]
    runner.work(lambda ticket: put_on_paper(pages, printer, ticket), then=done.append)
    qtbot.waitUntil(lambda: bool(done))
    runner.shut_down()
    assert done == [count]
    assert len(PdfReader(tmp_path / "printed.pdf").pages) == count


def test_the_digests_of_what_is_on_the_screen_stand_beside_it(
    dialog: SignDialog, seen: SeenReport
) -> None:
    assert dialog.digest.text().replace(" ", "") == DIGEST
    assert dialog.seal.text().replace(" ", "") == seen.seal


def test_no_two_keys_of_the_dialog_are_the_same(dialog: SignDialog) -> None:
    texts = [made.text() for made in dialog.findChildren(QAbstractButton) if made.isVisible()]
    texts += [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    keys = [found for text in texts for found in re.findall(r"\(&(\w)\)", text)]
    assert "P" in keys
    assert len(keys) == len(set(keys)), keys


def test_the_button_hands_on_the_passphrase_and_waits(dialog: SignDialog) -> None:
    given: list[str] = []
    dialog.sign_wanted.connect(given.append)
    assert not dialog.sign.isEnabled()
    dialog.passphrase.first.setText("open sesame")
    dialog.sign.click()
    assert given == ["open sesame"]
    assert not dialog.progress.isHidden()
    dialog.reject()
    assert dialog.isVisible()
    press(dialog.passphrase.first, Qt.Key.Key_Return)
    assert given == ["open sesame"]


def test_after_a_wrong_passphrase_it_says_what_helps(dialog: SignDialog) -> None:
    dialog.passphrase.first.setText("open sesame")
    dialog.sign.click()
    dialog.show_failure(explain(PassphraseRefused(wrong_passphrase("校长"))))
    said = dialog.strip.accessibleName()
    assert "口令不对" in said
    assert "另外封存的那张口令" in said
    assert dialog.sign.isEnabled()
    dialog.show_failure(explain(Refused("磁盘满了。")))
    assert dialog.strip.accessibleName() == "磁盘满了。"


def _in(area: QWidget, part: QWidget) -> QRect:
    return QRect(part.mapTo(area, QPoint()), part.size())


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_a_wrong_passphrase_is_in_sight_at_once_and_said_aloud_at_every_text_size(
    desktop: Desktop,
    seen: SeenReport,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
) -> None:
    said: list[QAccessibleEvent] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", said.append)
    desktop.theme.resize(percent)
    desktop.theme.use(desktop.theme.scheme)
    try:
        made = SignDialog(None, desktop, seen, FACTS, open_pages(seen.pdf))
        qtbot.addWidget(made)
        made.resize(1366 - 48, 768 - 64)
        made.show()
        made.passphrase.setFocus()
        type_text(made.passphrase.first, "open sesame")
        press(made.passphrase.first, Qt.Key.Key_Return)
        made.show_failure(explain(PassphraseRefused(wrong_passphrase("校长"))))
        view = made.strip.parentWidget()
        assert view is not None
        area = view.parentWidget()
        assert area is not None
        qtbot.waitUntil(lambda: area.rect().contains(_in(area, made.strip)))
        alerts = [one for one in said if isinstance(one, QAccessibleAnnouncementEvent)]
        assert [one.message() for one in alerts] == [made.strip.accessibleName()]
        assert alerts[0].politeness() is QAccessible.AnnouncementPoliteness.Assertive
        assert made.focusWidget() is made.passphrase.first
    finally:
        desktop.theme.resize(100)
        desktop.theme.use(desktop.theme.scheme)


def test_in_a_narrow_window_file_and_passphrase_have_a_tab_each(
    dialog: SignDialog, reader: Reader, qtbot: QtBot
) -> None:
    dialog.resize(characters(40), 600)
    assert (reader.isVisible(), dialog.passphrase.isVisible()) == (True, False)
    qtbot.waitUntil(lambda: characters(30) < reader.width() < characters(40))
    dialog.show_failure(explain(Refused("磁盘满了。")))
    assert (reader.isVisible(), dialog.passphrase.isVisible()) == (False, True)
    dialog.resize(characters(90), 600)
    assert (reader.isVisible(), dialog.passphrase.isVisible()) == (True, True)
    qtbot.waitUntil(lambda: reader.width() > characters(50))


def test_a_report_too_large_for_the_package_is_said(desktop: Desktop, qtbot: QtBot) -> None:
    made = SignDialog(None, desktop, SeenReport(b"", DIGEST), (), None)
    qtbot.addWidget(made)
    assert made.reader is None
    assert made.digest.text().replace(" ", "") == DIGEST


def test_capitals_nobody_meant_are_noticed(qtbot: QtBot) -> None:
    box = PassphraseBox()
    qtbot.addWidget(box)
    press(box.first, "a")
    assert box.capitals.isHidden()
    press(box.first, "A")
    assert not box.capitals.isHidden()
    press(box.first, "A", Qt.KeyboardModifier.ShiftModifier)
    assert box.capitals.isHidden()
    press(box.first, "B")
    box.clear()
    assert box.capitals.isHidden()


def test_the_package_is_copied_to_a_stick_and_read_back(school: SchoolFace, tmp_path: Path) -> None:
    path = tmp_path / "2142100001-2024-0001.asice.age"
    path.write_bytes(b"age-encryption.org/v1\n" + bytes(500))
    stick = tmp_path / "stick"
    stick.mkdir()
    card = ExportedCard(school.desk)
    card.show_exported(ExportedPackage(path, 1, "ab" * 32, encrypted=True))
    assert dict(card.facts.facts())["文件名"] == path.name
    school.desktop.messages.script(str(stick))
    card.copy.click()
    assert "读回核对一致" in card.strip.text()
    assert (stick / path.name).read_bytes() == path.read_bytes()
    (stick / path.name).write_bytes(b"age-encryption.org/v1\nolder")
    school.desktop.messages.script(str(stick), False)
    card.copy.click()
    assert (stick / path.name).read_bytes().endswith(b"older")
    card.deleteLater()


def test_the_pdf_that_is_signed_is_saved_for_another_reader(
    dialog: SignDialog, tmp_path: Path
) -> None:
    asked: list[bool] = []
    dialog.save_wanted.connect(lambda: asked.append(True))
    dialog.save.click()
    assert asked == [True]
    dialog.show_saved(tmp_path / "report.pdf")
    assert "已另存" in dialog.strip.accessibleName()


def test_without_the_engine_it_says_how_to_read_all_the_same(
    desktop: Desktop, seen: SeenReport, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    made = SignDialog(None, desktop, seen, (), open_pages(seen.pdf))
    qtbot.addWidget(made)
    assert made.reader is None
    notes = [label.text() for label in made.findChildren(QLabel)]
    assert any("不能在窗口里显示 PDF" in note for note in notes)
    assert not made.save.isHidden()
