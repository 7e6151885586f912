"""The figures of the last accepted return travel without loss."""

from pathlib import Path

from forms.edits import Justify, SetAnswer
from forms.problems import Severity
from forms.record import cell_address
from forms.values import exact, is_given
from operations.last_return import (
    flat_texts,
    last_fields,
    last_justifications,
    last_tables,
    read_last_return,
)
from operations.school.store import open_sheet, read_context
from storage.school.store import SchoolStore


def flat(store: SchoolStore) -> dict[str, str]:
    sheet = open_sheet(store)
    texts = last_fields(sheet)
    for table, rows in last_tables(sheet).items():
        for number, row in enumerate(rows, start=1):
            texts.update(
                {cell_address(table, str(number), name): text for name, text in row.items()}
            )
    return texts


def test_every_value_comes_back_exactly(school: SchoolStore) -> None:
    sheet = open_sheet(school)
    last = read_last_return(sheet.plan, flat(school))
    assert last is not None
    for name, value in last.values.items():
        assert value == exact(sheet.value(name)), name
    given = [
        item.id
        for form in sheet.plan.forms
        for item in form.fields()
        if is_given(sheet.value(item.id))
        and sheet.value(item.id) != ()
        and item.type.value != "attachment"
    ]
    assert set(given) == set(last.values)


def test_rows_come_back_in_order(school: SchoolStore) -> None:
    sheet = open_sheet(school)
    last = read_last_return(sheet.plan, flat(school))
    assert last is not None
    rows = last.tables["pupils.classes"]
    assert len(rows) == len(sheet.rows("pupils.classes"))
    first = sheet.rows("pupils.classes")[0].id
    address = cell_address("pupils.classes", first, "enrolled")
    assert rows[0]["enrolled"] == sheet.cell(address).value


def test_only_what_still_explains_something_is_said_to_the_next_year(school: SchoolStore) -> None:
    sheet = open_sheet(school)
    assert last_justifications(sheet) == {}
    sheet.apply(SetAnswer("facilities.teaching_area", "99999"))
    query = next(one for one in sheet.problems if one.severity is Severity.QUERY)
    text = "因 2024 年 9 月按测绘报告第 3 页重新量过面积。"
    sheet.apply_all([Justify(query.key, text), Justify("R-staffing-003", "早就改好了。")])
    assert last_justifications(sheet) == {query.key: text}


def test_justifications_come_back_as_texts_that_may_not_be_repeated(school: SchoolStore) -> None:
    plan = open_sheet(school).plan
    told = flat_texts({}, {}, {"R-staffing-003": " 因 2 人产假。", "F4@pupils.classes[r1].x": "文"})
    last = read_last_return(plan, told)
    assert last is not None
    assert (last.values, last.tables) == ({}, {})
    assert last.justifications == {"因 2 人产假。", "文"}


def test_a_store_without_older_figures_has_no_last_return(empty_school: SchoolStore) -> None:
    assert read_context(empty_school).last is None


def test_figures_the_pack_does_not_know_are_left_out(school: SchoolStore) -> None:
    plan = open_sheet(school).plan
    last = read_last_return(
        plan,
        {"no.such": "1", "pupils.enrolled_primary": "x", "pupils.classes[1].none": "2"},
    )
    assert last is not None
    assert last.values == {"pupils.enrolled_primary": None}
    assert last.tables == {}


def test_last_year_is_looked_at_by_the_rules(school: SchoolStore, tmp_path: Path) -> None:
    texts = flat(school)
    texts["pupils.enrolled_total"] = "500"
    school.last_values.replace(texts)
    codes = {problem.code for problem in open_sheet(school).problems}
    assert "R-pupils-037" in codes
