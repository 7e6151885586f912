"""States in words: enrolment, the next step, advice, and what each row says."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from forms.exchange import Code, Level
from forms.indicator_value import IndicatorState
from operations.bureau.intake.settling import ImportResult
from operations.bureau.records import ReturnState
from operations.bureau.today.next_step import BureauStep
from operations.keys.key_care import KeyStatus
from resources import resource
from ui.bureau import words
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.bureau.intake.import_rows import record_of, told_row
from ui.bureau.intake.summary import sum_up
from ui.bureau.next_step import STEPS


@pytest.mark.parametrize("code", [code for code in Code if code is not Code.OK])
def test_every_refusal_says_what_to_do(code: Code) -> None:
    assert words.advice(code).endswith("。")


@pytest.mark.parametrize("code", [Code.E_SEEN, Code.E_GAP])
def test_a_file_that_another_computer_has_is_not_called_refused(code: Code) -> None:
    message = "李娜（电脑 A）正在导入这份文件，这里不再导入。"
    found = ImportResult("a.age", Level.INVALID, code, message, accepted=False, elsewhere=True)
    row = told_row(Path(found.file), found)
    assert (row.tag, row.is_taken, row.is_elsewhere) == ("known", False, True)
    assert [cell.text for cell in record_of(row, {}).cells][1] == "由别的电脑处理"
    assert record_of(row, {}).cells[1].tone == "muted"
    assert record_of(row, {}).cells[-1].text == message


@pytest.mark.parametrize(
    ("shown", "every", "text"),
    [
        (12, 12, "共 12 所"),
        (0, 0, "共 0 所"),
        (3, 12, "显示 3 所，共 12 所"),
        (0, 12, "显示 0 所，共 12 所，没有符合条件的学校，请改变查找的词或点“全部”"),
    ],
)
def test_a_list_says_how_many_schools_it_shows(shown: int, every: int, text: str) -> None:
    assert words.schools_shown(shown, every) == text


def test_a_good_file_needs_no_advice() -> None:
    assert words.advice(Code.OK) == ""


def test_every_state_has_word_and_icon() -> None:
    looks = [
        *words.ENROLMENTS.values(),
        *words.DELIVERIES.values(),
        *words.STATES.values(),
        *words.LEVELS.values(),
    ]
    assert set(words.ENROLMENTS) == set(KeyStatus)
    assert set(words.DELIVERIES) == set(ReturnState)
    assert {IndicatorState.REACHED, IndicatorState.MISSING} <= set(words.STATES)
    assert all(resource("icons", f"{icon}.svg").is_file() for icon, _ in looks)


def test_shortcuts_are_all_different_and_every_page_has_one() -> None:
    keys = [spec.shortcut for spec in BUREAU_ACTIONS if spec.shortcut]
    by_id = {spec.id: spec for spec in BUREAU_ACTIONS}
    assert len(keys) == len(set(keys))
    assert all(by_id[page].shortcut for page in PAGES)


def test_every_next_step_leads_to_a_page_with_a_sentence() -> None:
    assert set(STEPS) == set(BureauStep)
    for step in STEPS.values():
        assert step.target in PAGES
        assert step.hint.endswith("。")
        assert resource("icons", f"{step.icon}.svg").is_file()


@pytest.mark.parametrize(
    ("tags", "rehearsal", "text", "tone"),
    [
        (["taken", "taken"], False, "导入完毕：2 份已接收。", "ok"),
        (["taken", "known"], True, "试导入完毕：1 份可以接收，1 份以前已导入。", "ok"),
        (["refused"], False, "导入完毕：1 份拒收。", "query"),
        (["taken", ""], False, "导入完毕：1 份已接收。已取消，还有 1 份没有处理。", "query"),
        (["known"], True, "试导入完毕：1 份以前已导入。", "ok"),
        (["taken", "twin"], True, "试导入完毕：1 份可以接收，1 份与名单上另一份相同。", "ok"),
        (["taken", "elsewhere"], False, "导入完毕：1 份已接收，1 份由别的电脑处理。", "ok"),
        ([], False, "导入完毕：没有处理任何文件。", "ok"),
    ],
)
def test_an_import_is_summed_up(tags: list[str], rehearsal: bool, text: str, tone: str) -> None:
    rows = [
        SimpleNamespace(tag=tag, is_elsewhere=tag == "elsewhere", is_twin=tag == "twin")
        for tag in tags
    ]
    summary = sum_up(rows, rehearsal=rehearsal)  # type: ignore[arg-type] # only these count
    assert (summary.text, summary.tone) == (text, tone)
    assert ("隔离区" in summary.detail) == ("refused" in tags and not rehearsal)
    assert ("什么都没有保存" in summary.detail) == rehearsal
    assert ("请点“正式导入”" in summary.detail) == (rehearsal and "taken" in tags)
