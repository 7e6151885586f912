"""The school's window with last year's answers: beside fields and cells, waiting, compared."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.last_return import flat_texts, last_fields, last_tables
from operations.school.exchange.fill import fill_from_document
from operations.school.last_year import bring_last_year
from operations.school.store import create_school, open_school, open_sheet
from tests.shots.frame import open_window
from tests.shots.school import CLERK
from tests.support.places import EXAMPLES
from ui.desktop import Desktop
from ui.entry.places import Place
from ui.school.face import SchoolFace
from ui.shell import MainWindow

MOVED = {
    "facilities.site_area": "15860",
    "facilities.building_area": "12040",
    "facilities.books": "21000",
    "facilities.multimedia_rooms": "52",
    "staffing.fulltime_primary": "64",
    "burden.service_fee": "0",
}


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    document = json.loads((EXAMPLES / "primary.json").read_text(encoding="utf-8"))["input"]
    path = _store(folder / "有上年数.yhs", document)
    with open_school(path) as store:
        fill_from_document(store, document, actor=CLERK, find=lambda _: b"an attachment")
        sheet = open_sheet(store)
        told = {**flat_texts(last_fields(sheet), last_tables(sheet), {}), **MOVED}
        for number in ("2", "5"):
            told[f"pupils.classes[{number}].enrolled"] = "31"
        store.last_values.replace(told, actor=CLERK)
    window = open_window(desktop)
    yield from _whole(_face(window, path), window)
    path = _store(folder / "新的一年.yhs", document)
    with open_school(path) as store:
        store.last_values.replace(told, actor=CLERK)
        bring_last_year(store, actor=CLERK)
    face = _face(window, path)
    face.entry.pages.show_place(Place("facilities", 0))
    yield "last-year-waiting", window
    face.entry.pages.show_place(Place("facilities", 3))
    face.entry.pages.go_to("facilities.music_rooms")
    yield "last-year-waiting-rows", window
    window.go_home()
    window.hide()


def _face(window: MainWindow, path: Path) -> SchoolFace:
    window.open_store(path)
    face = window.face
    assert isinstance(face, SchoolFace)
    return face


def _whole(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    face.entry.pages.go_to("facilities.site_area")
    yield "last-year-fields", window
    row = face.desk.session.sheet.rows("pupils.classes")[1].id
    face.desk.session.set_text(f"pupils.classes[{row}].girls", "")
    face.entry.pages.go_to(f"pupils.classes[{row}].enrolled")
    yield "last-year-cells", window
    face.entry.pages.show_place(Place("profile", 0))
    yield "last-year-texts", window
    face.entry.pages.go_to("facilities.teaching_area")
    face.actions_table["place.explain"].trigger()
    yield "help-field", window
    face.actions_table["place.explain"].trigger()
    face.pages.show_page("page.last")
    yield "last-year-changes", window


def _store(path: Path, document: Mapping[str, Mapping[str, str]]) -> Path:
    profile = document["profile"]
    create_school(
        path,
        school_code=profile["school_code"],
        school_name=profile["school_name"],
        period=2024,
        actor=CLERK,
    ).close()
    return path
