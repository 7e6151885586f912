"""Templates as people filled them: the files of the field give what they should."""

import pytest

from exporters.documents.read import read_template
from exporters.documents.template import TemplateReading
from tests.exporters.documents.real_return import pack
from tests.support.places import DATA

CASES = DATA / "people" / "template"


def case(name: str) -> TemplateReading:
    return read_template((CASES / f"{name}.xlsx").read_bytes(), pack=pack())


def test_a_class_that_excel_made_a_date_is_refused() -> None:
    reading = case("class-date")
    assert [(item.sheet, item.cell, item.label) for item in reading.refusals] == [
        ("学生与班级", "C9", "班名")
    ]
    assert "里是日期 2024-01-01" in reading.refusals[0].reason


def test_a_date_in_a_chinese_built_in_format_is_the_date() -> None:
    plain, reading = case("depA-facilities"), case("date-numfmt31")
    changed = {
        name: text for name, text in reading.answers.items() if plain.answers.get(name) != text
    }
    assert any(len(text) == 10 and text[4] == "-" for text in changed.values())
    assert reading.refusals == ()


def test_an_escaped_line_break_is_a_line_break() -> None:
    plain, reading = case("depB-staffing"), case("x000d")
    changed = [text for name, text in reading.answers.items() if plain.answers.get(name) != text]
    assert any("\r" in text and "_x000D_" not in text for text in changed)


@pytest.mark.parametrize("name", ["lost-row", "same-key-twice"])
def test_rows_are_given_as_they_stand(name: str) -> None:
    rows = case(name).rows["pupils.classes"]
    names = [(row.cells["grade"], row.cells["class_name"]) for row in rows]
    first = "0班" if name == "lost-row" else "1班"
    assert names == [("一年级", first), ("一年级", "1班")]
    assert [row.id for row in rows] == ["r1" if name == "lost-row" else "", ""]
