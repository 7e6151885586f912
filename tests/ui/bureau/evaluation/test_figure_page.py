"""The page of a figure shows what ``bureau figure`` answers, and stands for one figure at a time."""

import json
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from cli.main import main
from forms.evaluation import FigureKey
from tests.ui.bureau.conftest import District, shown
from ui.bureau.evaluation.figure_page import FigurePage
from ui.bureau.face import BureauFace


def show_figure(face: BureauFace, place: int) -> FigurePage:
    result = face.desk.facts.schools[0].results[0]
    face.pages.show_about("page.figure", FigureKey(result.unit.key, place))
    return shown(face, FigurePage)


def answered(store: Path, school: str, name: str, capsys: pytest.CaptureFixture[str]) -> object:
    capsys.readouterr()
    assert main(["bureau", "figure", str(store), school, name, "--json"]) == 0
    return json.loads(capsys.readouterr().out)["figures"][0]


@pytest.mark.parametrize("place", [0, 3, 5])
def test_window_and_command_agree(
    bureau: BureauFace, district: District, place: int, capsys: pytest.CaptureFixture[str]
) -> None:
    page = show_figure(bureau, place)
    code = bureau.desk.facts.schools[0].school.code
    found = answered(district.bureau, code, f"L{place + 1}", capsys)
    assert isinstance(found, dict)
    indicator, signature = found["indicator"], found["signature"]
    assert page.value.text() == f"{indicator['text']} {indicator['unit']}"
    assert page.figure is not None
    assert page.figure.value.state == indicator["state"]
    assert page.state.text() == page.figure.value.label
    assert page.line.text() == found["sentence"]
    rows = [record.cells for record in page.table.records.records]
    assert [(row[0].text.strip("　"), row[1].text, row[3].text) for row in rows] == [
        (part["label"], part["text"], part["place"] or "—") for part in found["sources"]
    ]
    assert page.checked.text().startswith(f"{len(found['rules'])} 条规则用到这些数")
    assert page.problems.rows.rowCount() == len(found["problems"])
    facts = dict(page.signature.facts())
    assert facts["签名人"] == signature["name"]
    assert facts["证书序列号"].replace(" ", "") == signature["certificate_serial"]
    assert facts["证书指纹"].replace(" ", "") == signature["certificate_fingerprint"]
    assert facts["包标识"].replace(" ", "") == found["package"]["identity"]
    assert facts["验证结果"] == found["verified"]


def test_a_figure_of_a_school_that_left_the_list_leads_back(bureau: BureauFace) -> None:
    page = show_figure(bureau, 3)
    page.subject = None
    page.refresh()
    assert bureau.pages.currentWidget() is not page
    assert QApplication.focusWidget() is not page.table


def test_bytes_that_do_not_hold_are_said_at_once(bureau: BureauFace, district: District) -> None:
    with sqlite3.connect(district.bureau) as connection:
        connection.execute("UPDATE package_content SET container = x'00'")
    connection.close()
    page = show_figure(bureau, 3)
    assert "保存的签名包已不完整" in page.strip.text()
    assert page.table.records.records == ()
    assert not page.checked.isVisibleTo(page)
    assert dict(page.signature.facts())["签名人"] == "张样例"
