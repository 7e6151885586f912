"""The grid of an official table: spans fill it, or the table is refused."""

import pytest

from forms.official.model import OfficialCell, OfficialColumn, OfficialTable, placed


def cell(text: str, columns: int = 1, rows: int = 1) -> OfficialCell:
    return OfficialCell(text, columns=columns, rows=rows)


def test_cells_take_the_first_free_place() -> None:
    rows = (
        (cell("学校", rows=2), cell("指标", columns=2)),
        (cell("L1"), cell("L2")),
        (cell("一小"), cell("1"), cell("2")),
    )
    places = {item.cell.text: (item.row, item.column) for item in placed(rows, 3)}
    assert places == {
        "学校": (0, 0),
        "指标": (0, 1),
        "L1": (1, 1),
        "L2": (1, 2),
        "一小": (2, 0),
        "1": (2, 1),
        "2": (2, 2),
    }


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("a cell short", ((cell("a"),),)),
        ("a cell too many", ((cell("a"), cell("b"), cell("c")),)),
        ("a span over the right edge", ((cell("a"), cell("b", columns=2)),)),
        ("a span over the lower edge", ((cell("a"), cell("b", rows=2)),)),
    ],
)
def test_spans_that_do_not_fill_the_grid_are_refused(
    name: str, rows: tuple[tuple[OfficialCell, ...], ...]
) -> None:
    with pytest.raises(ValueError, match="do not fill"):
        list(placed(rows, 2))


def test_a_cell_over_another_is_refused() -> None:
    rows = ((cell("a"), cell("b", rows=2)), (cell("c", columns=2),))
    with pytest.raises(ValueError, match="'c' lies over"):
        list(placed(rows, 2))


@pytest.mark.parametrize("broken", ["heading", "rows"])
def test_a_table_checks_heading_and_body(broken: str) -> None:
    good = ((cell("a"), cell("b")),)
    bad = ((cell("a"),),)
    heading, rows = (bad, good) if broken == "heading" else (good, bad)
    columns = (OfficialColumn(4), OfficialColumn(4))
    with pytest.raises(ValueError, match="do not fill"):
        OfficialTable("II-1", "表Ⅱ-1", "", columns, heading, rows)


@pytest.mark.parametrize(("name", "paper"), [("I", "表Ⅰ"), ("II-2", "表Ⅱ-2"), ("VI", "表Ⅵ")])
def test_a_table_is_called_by_its_numeral(name: str, paper: str) -> None:
    table = OfficialTable(name, "", "", (OfficialColumn(4),), ((cell("a"),),), ())
    assert table.name == paper


def test_an_empty_body_is_a_table() -> None:
    table = OfficialTable("II-1", "表Ⅱ-1", "", (OfficialColumn(4),), ((cell("a"),),), ())
    assert list(placed(table.rows, 1)) == []
