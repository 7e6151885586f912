"""The figures of the last accepted return travel without loss."""

from pathlib import Path

from forms.record import cell_address
from forms.values import exact, is_given
from operations.last_return import last_fields, last_tables, read_last_return
from operations.school_file import open_sheet, read_context
from storage.school_store import SchoolStore


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
    school.put_last_values(texts)
    codes = {problem.code for problem in open_sheet(school).problems}
    assert "R-pupils-037" in codes
