"""Attachments by keyboard and by mouse: dropped, kept once, without their place, opened by Enter."""

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.keys import press
from ui.editors.attachment import AttachmentEditor
from ui.entry.attaching import PictureDialog, WholePicture
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.parts.layout.fitting import FittingColumn
from ui.school.face import SchoolFace
from ui.theme import Theme

FIELD = "pupils.admission_evidence"


def photo(path: Path) -> Path:
    notes = Image.Exif()
    notes[0x010F] = "secret place"
    stream = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").save(stream, "JPEG", exif=notes)
    path.write_bytes(stream.getvalue())
    return path


def editor_of(school: SchoolFace) -> AttachmentEditor:
    school.entry.pages.show_place(Place("pupils", 1))
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    editor = page.fields[FIELD]
    assert isinstance(editor, AttachmentEditor)
    return editor


def drop(editor: AttachmentEditor, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entered = QDragEnterEvent(
        QPoint(5, 5), event.dropAction(), data, event.buttons(), event.modifiers()
    )
    assert editor.label.geometry().contains(QPoint(5, 5)), "anywhere on the question will do"
    QApplication.sendEvent(editor.label, entered)
    assert entered.isAccepted()
    editor.dropEvent(event)


def test_a_photo_that_is_dropped_is_kept_once_and_without_its_place(
    school: SchoolFace, tmp_path: Path
) -> None:
    editor = editor_of(school)
    before = len(editor.listed())
    drop(editor, photo(tmp_path / "公示.jpg"), photo(tmp_path / "同一张.jpg"), tmp_path)
    listed = editor.listed()
    assert len(listed) == before + 1, "the same content under another name is one file"
    kept = school.desk.store.attachments.content(listed[-1].sha256)
    assert kept is not None
    assert b"secret place" not in kept
    assert school.strip.text() == "“公示.jpg”等 2 个文件里记着的拍摄地点、时间等已去掉，画面不变。"
    drop(editor, photo(tmp_path / "再拖一次.jpg"))
    assert len(editor.listed()) == before + 1
    assert school.strip.text() == "“再拖一次.jpg”已经添加过，没有再添加一份。"


def test_the_cursor_goes_on_once_a_file_is_chosen(school: SchoolFace, tmp_path: Path) -> None:
    school.window().activateWindow()
    school.entry.pages.go_to("safety.guard_contract")
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    editor = page.fields["safety.guard_contract"]
    assert isinstance(editor, AttachmentEditor)
    before = len(editor.listed())
    school.desktop.messages.script([])
    press(None, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is editor.input.add
    school.desktop.messages.script([photo(tmp_path / "合同.jpg")])
    press(None, Qt.Key.Key_Return)
    assert len(editor.listed()) == before + 1
    assert school.entry.pages.current_address == "safety.gatehouse_24h"


def test_enter_shows_a_picture(
    school: SchoolFace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = editor_of(school)
    drop(editor, photo(tmp_path / "公示.jpg"))
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    shown: list[str] = []

    def look(dialog: PictureDialog) -> bool:
        shown.append(dialog.windowTitle())
        return True

    school.desktop.messages.script(look)
    editor.input.files.setCurrentRow(len(editor.listed()) - 1)
    press(editor.input.files, Qt.Key.Key_Return)
    assert shown == ["公示.jpg"]
    assert [Path(path).name for path in opened] == ["公示.jpg"]
    assert Path(opened[0]).read_bytes().startswith(b"\xff\xd8")


@pytest.mark.parametrize(("name", "runs"), [("通知.pdf", True), ("setup.exe", False)])
def test_enter_opens_documents_and_runs_no_program(
    school: SchoolFace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, runs: bool
) -> None:
    editor = editor_of(school)
    (tmp_path / name).write_bytes(b"%PDF-1.4 sample")
    drop(editor, tmp_path / name)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    editor.input.files.setCurrentRow(len(editor.listed()) - 1)
    press(editor.input.files, Qt.Key.Key_Return)
    assert bool(opened) is runs
    assert runs or "不在这里打开" in school.strip.text()


def test_the_first_page_of_a_document_is_shown(school: SchoolFace, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "通知.pdf"
    canvas = Canvas(str(path))
    for _ in range(3):
        canvas.drawString(100, 700, "page")
        canvas.showPage()
    canvas.save()
    editor = editor_of(school)
    drop(editor, path)
    shown: list[str] = []

    def look(dialog: PictureDialog) -> bool:
        shown.extend(label.text() for label in dialog.findChildren(QLabel) if label.text())
        return False

    school.desktop.messages.script(look)
    editor.input.files.setCurrentRow(len(editor.listed()) - 1)
    press(editor.input.files, Qt.Key.Key_Return)
    assert "共 3 页，这是第 1 页。" in shown


def test_delete_removes_the_chosen_file(school: SchoolFace, tmp_path: Path) -> None:
    editor = editor_of(school)
    drop(editor, photo(tmp_path / "公示.jpg"))
    count = len(editor.listed())
    editor.input.files.setFocus()
    editor.input.files.setCurrentRow(count - 1)
    press(editor.input.files, Qt.Key.Key_Delete)
    assert len(editor.listed()) == count - 1


def test_a_picture_cut_off_is_refused_in_words(school: SchoolFace, tmp_path: Path) -> None:
    editor = editor_of(school)
    count = len(editor.listed())
    broken = tmp_path / "坏图.jpg"
    broken.write_bytes(photo(tmp_path / "好图.jpg").read_bytes()[:200])
    drop(editor, broken)
    assert len(editor.listed()) == count
    assert "“坏图.jpg”：图片不完整" in school.strip.text()


def test_a_photo_whose_place_stays_in_it_is_refused_with_what_to_do(
    school: SchoolFace, tmp_path: Path
) -> None:
    editor = editor_of(school)
    count = len(editor.listed())
    shot = tmp_path / "IMG_0412.HEIC"
    shot.write_bytes(b"\0\0\0\x18ftypheic" + bytes(40))
    drop(editor, shot)
    assert len(editor.listed()) == count
    said = school.strip.text()
    assert "“IMG_0412.HEIC”：HEIC 照片里可能记着拍摄的地点" in said
    assert "另存（导出）为 JPEG" in said


@pytest.mark.parametrize("most", [150, 400])
def test_all_of_a_picture_is_seen_where_the_screen_is_low(theme: Theme, most: int) -> None:
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("#008000"))
    column = FittingColumn()
    picture = WholePicture(image, QSize(400, 300))
    column.column.addWidget(picture)
    column.fit(400, most=most)
    column.resize(400, column.height())
    assert column.height() == min(300, most)
    assert column.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    picture.resize(400, picture.minimumHeight())
    painted = picture.viewport().grab().toImage()
    middle = painted.width() // 2
    green = [x for x in range(painted.width()) if painted.pixelColor(x, 1).name() == "#008000"]
    assert len(green) == pytest.approx(painted.height(), abs=2)
    assert sum(green) / len(green) == pytest.approx(middle, abs=2)
