"""The pack as a book: every place it leads to exists, nothing of a pack becomes markup."""

import re
from collections import Counter
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest

from exporters.documents.html import write_book
from exporters.documents.html.formula import Formulas
from exporters.documents.html.markup import element, table, text
from forms.expr import parse
from forms.loader import load_pack
from forms.spec import Pack
from tests.forms.loader.small_pack import SMALL, balance

VOID = {"meta", "br"}


@cache
def pack() -> Pack:
    return load_pack(balance())


@cache
def book() -> str:
    return write_book(pack())


def shown(html: str) -> str:
    """What a reader sees of a piece of HTML."""
    return unescape(re.sub(r"<[^>]*>", "", html))


class Reader(HTMLParser):
    """Notes places, links, and whether elements are closed in the order they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.places: list[str] = []
        self.links: set[str] = set()
        self.open: list[str] = []
        self.tags: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        named = dict(attrs)
        self.places += [value for key, value in named.items() if key == "id" and value]
        self.links |= {value for key, value in named.items() if key in {"href", "src"} and value}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    assert reader.open == []
    return reader


def test_every_link_leads_to_one_place_in_the_same_file() -> None:
    reader = read(book())
    assert max(Counter(reader.places).values()) == 1
    assert {f"#{place}" for place in reader.places} >= reader.links
    assert len(reader.links) > 1000


def test_it_needs_no_other_file() -> None:
    reader = read(book())
    assert reader.tags.keys().isdisjoint({"script", "img", "link", "iframe"})
    assert "url(" not in book()
    assert "@import" not in book()


def test_every_definition_has_its_place() -> None:
    places = set(read(book()).places)
    assert set(pack().fields) <= places
    assert set(pack().tables) <= places
    assert {rule.id for rule in pack().rules} <= places
    assert {indicator.id for indicator in pack().indicators} <= places
    assert {setting.id for setting in pack().settings} <= places
    columns = {f"{one.id}.{column.id}" for one in pack().tables.values() for column in one.columns}
    assert columns <= places


def test_fields_lead_to_the_rules_that_read_them() -> None:
    row = book().split('id="staffing.staff_primary"')[1].split("</tr>")[0]
    assert 'href="#R-staffing-002"' in row


def test_the_same_pack_gives_the_same_book() -> None:
    assert write_book(load_pack(balance())) == book()


def test_nothing_of_a_pack_becomes_markup() -> None:
    hostile = '<script>alert("x")</script>'
    texts = {
        name: content.replace("小表册", "表<i>册").replace("太大", hostile.replace('"', "'"))
        for name, content in SMALL.items()
    }
    html = write_book(load_pack(texts))
    reader = read(html)
    assert reader.tags.keys().isdisjoint({"script", "i"})
    assert "&lt;script&gt;" in html


def test_a_pack_without_notes_sources_and_rules_is_a_book_too() -> None:
    plain = SMALL["pack.toml"].replace('notes = ["一", "二"]', "")
    texts = {**SMALL, "pack.toml": plain, "bureau.rules.toml": ""}
    assert "小表册" in shown(write_book(load_pack(texts)))


@pytest.mark.parametrize(
    ("written", "row", "read_as"),
    [
        (
            "staffing.fulltime_primary <= staffing.staff_primary",
            None,
            "小学专任教师数 ≤ 小学教职工数",
        ),
        ("profile.school_type != '218'", None, "办学类型 ≠ “小学教学点”"),
        ("row.grade in grades_of('primary')", "pupils.classes", "年级 属于 各年级(“小学”)"),
        ("left(profile.uscc, 2) == '12'", None, "前几位(统一社会信用代码，2) = '12'"),
        ("given(last.profile.school_type)", None, "已填(上年办学类型)"),
        ("stat.pupils.enrolled_primary * 2", None, "年报小学在校生数 × 2"),
        (
            "sum_of(pupils.classes, each.enrolled, each.grade == '1') / 3",
            None,
            "合计(班级名册，学生数，年级 = “一年级”) ÷ 3",
        ),
        ("row.nothing > 0", "pupils.classes", "row.nothing > 0"),
        ("row.grade == '1'", None, "row.grade = '1'"),
        ("period.year == 2024", None, "报告期 = 2024"),
        ("other.name + 1", None, "other.name + 1"),
    ],
)
def test_a_formula_reads_as_chinese(written: str, row: str | None, read_as: str) -> None:
    html = Formulas(pack()).write(parse(written), row)
    assert shown(html) == read_as


def test_texts_are_escaped_and_control_signs_shown() -> None:
    assert text("a<b\n\x00") == "a&lt;b<br>□"


def test_an_attribute_without_a_value_is_left_out() -> None:
    assert element("p", text("x"), class_="", id='"') == '<p id="&quot;">x</p>'


def test_a_table_has_its_heading() -> None:
    assert table(["a"], [[text("b")]]) == (
        '<table><thead><tr><th scope="col">a</th></tr></thead>'
        "<tbody><tr><td>b</td></tr></tbody></table>"
    )
