"""Which sheet is meant: never a hidden one, never one of several by chance."""

import pytest

from forms.tables.cells import CellText
from forms.tables.sheets import SeveralSheetsError, TableError, TableFile, TableSheet, choose_sheet

ROWS = [(CellText("学校"),)]


def file(*names: str, hidden: tuple[str, ...] = ()) -> TableFile:
    return TableFile(
        tuple(TableSheet(name, ROWS if "名册" in name else []) for name in names), hidden
    )


def chosen(found: TableFile, wanted: str = "") -> str:
    return choose_sheet(found, wanted=wanted, fits=bool).name


def test_the_one_that_fits_is_read() -> None:
    assert chosen(file("说明", "名册")) == "名册"


def test_of_two_that_fit_none_is_guessed() -> None:
    with pytest.raises(
        SeveralSheetsError, match="有 2 张工作表都有需要的表头：“名册一”、“名册二”"
    ) as caught:
        chosen(file("名册一", "说明", "名册二"))
    assert caught.value.names == ("名册一", "名册二")
    assert str(caught.value).startswith("有 2 张工作表")


def test_the_one_that_is_named_is_read() -> None:
    assert chosen(file("名册一", "名册二"), "名册二") == "名册二"
    assert chosen(file("名册一", "名册二 "), " 名册二") == "名册二 "


def test_of_two_names_alike_but_for_blanks_the_one_that_is_written_is_read() -> None:
    assert chosen(file("名册", " 名册 "), " 名册 ") == " 名册 "
    assert chosen(file(" 名册 ", "名册"), "名册") == "名册"
    with pytest.raises(
        SeveralSheetsError, match="“名册”有几张，名称只差空格。可以读的有：“ 名册”、“名册 ”。"
    ):
        chosen(file(" 名册", "名册 "), "名册")


def test_where_only_a_hidden_sheet_has_rows_it_is_named() -> None:
    said = "看得见的工作表都是空的，隐藏的不读（“名册”）。请取消隐藏要读入的工作表，保存后再试。"
    with pytest.raises(TableError, match=said):
        chosen(file("空", hidden=("名册",)))
    assert chosen(file("空")) == "空"


def test_a_hidden_or_unknown_sheet_is_refused_with_the_names_of_the_others() -> None:
    with pytest.raises(SeveralSheetsError, match="“去年”是隐藏的，不读取。可以读的有：“名册”。"):
        chosen(file("名册", hidden=("去年",)), "去年")
    with pytest.raises(SeveralSheetsError, match="“前年”不在这个文件里"):
        chosen(file("名册"), "前年")


def test_a_workbook_of_hidden_sheets_is_refused() -> None:
    with pytest.raises(TableError, match="都是隐藏的"):
        chosen(file(hidden=("名册",)))


def test_without_a_fit_the_first_that_is_filled_is_read_so_that_its_fault_is_told() -> None:
    found = TableFile((TableSheet("空", []), TableSheet("甲", ROWS)))
    assert choose_sheet(found, wanted="", fits=lambda _: False).name == "甲"
