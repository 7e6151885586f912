"""补短板 by keyboard: the least worked out, a step by hand, plans side by side, files and lists."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.operations.poor_district import poor_district
from tests.ui.bureau.conftest import shown
from tests.ui.keys import press, type_text
from ui.bureau.face import BureauFace
from ui.bureau.plan.plan_page import PlanPage
from ui.bureau.plan.prices import PricesDialog
from ui.desktop import Desktop

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(tmp_path: Path, open_face: Callable[[Path], BureauFace]) -> PlanPage:
    """The page of a district of four schools, of which two lack something."""
    face = open_face(poor_district(tmp_path / "bureau.yhb"))
    press(face, Qt.Key.Key_0, CTRL)
    return shown(face, PlanPage)


def rows(page: PlanPage) -> list[list[str]]:
    """The plans as the table says them."""
    return [[cell.text for cell in record.cells] for record in page.table.records.records]


def test_the_least_is_one_key_away(page: PlanPage) -> None:
    assert QApplication.focusWidget() is page.goal.make
    assert rows(page) == [["现状", "—", "—", "不达标", "1 / 3", "1 / 2", "2"]]
    press(None, Qt.Key.Key_Return)
    assert rows(page)[1] == ["补全区", "2", "108.00", "达标", "3 / 3", "2 / 2", "0"]
    assert [record.cells[2].text for record in page.steps.records.records] == [
        "增加骨干教师 2 人",
        "增加网络多媒体教室 34 间",
    ]
    assert page.told.text().startswith("全区资源配置：未通过 → 通过。")
    assert QApplication.focusWidget() is page.table


def test_a_step_by_hand_moves_the_verdict_at_once(page: PlanPage) -> None:
    page.step.school.setText("第1学校")
    page.step.column.show_text("staffing.backbone_primary")
    page.step.amount.setFocus()
    type_text(None, "10")
    press(None, Qt.Key.Key_Return)
    assert rows(page)[1] == ["手工方案", "1", "9.00", "不达标", "2 / 3", "1 / 2", "2"]
    assert QApplication.focusWidget() is page.step.amount
    type_text(None, "x")
    press(None, Qt.Key.Key_Return)
    assert page.strip.text() == "“x”不是不小于 0、最多两位小数的数。"
    page.steps.select_first()
    page.step.remove.click()
    assert rows(page)[1] == ["手工方案", "0", "0.00", "不达标", "1 / 3", "1 / 2", "2"]


def test_people_move_and_schools_merge(page: PlanPage) -> None:
    page.step.kinds.choose("move")
    page.step.school.setText("第2学校")
    page.step.target.setText("第1学校")
    page.step.column.show_text("staffing.backbone_primary")
    page.step.amount.setText("3")
    page.step.add.click()
    page.step.kinds.choose("merge")
    page.step.school.setText("2142100004")
    page.step.target.setText("2142100003")
    page.step.add.click()
    assert [record.cells[2].text for record in page.steps.records.records] == [
        "调出骨干教师 3 人到第1学校",
        "并入第3学校",
    ]
    assert rows(page)[1][4:6] == ["3 / 3", "1 / 1"]
    assert page.steps.current_key() == 1  # the step just added is in sight


def test_what_cannot_be_planned_is_said(page: PlanPage) -> None:
    page.goal.kinds.choose("move")
    page.goal.indicator.show_text("L9")
    page.goal.make.click()
    assert page.strip.text() == "请先从列表中选学段和指标，再算方案。"
    page.step.school.setText("没有的学校")
    page.step.amount.setText("1")
    page.step.add.click()
    assert "方案里的学校 没有的学校 不在参加评估的学校中" in page.strip.text()


def test_a_plan_is_saved_opened_next_year_and_listed(
    page: PlanPage, desktop: Desktop, tmp_path: Path
) -> None:
    page.goal.make.click()
    saved, older = tmp_path / "补缺.json", tmp_path / "往年.json"
    desktop.messages.script(str(saved))
    page.save.click()
    assert page.strip.text() == "方案已保存。"
    found = json.loads(saved.read_bytes())
    assert found["name"] == "补缺"
    older.write_text(json.dumps(found | {"period": 2023}), encoding="utf-8")
    desktop.messages.script([str(saved), str(older)])
    page.open.click()
    assert [row[0] for row in rows(page)] == ["现状", "补全区", "补缺", "补缺"]
    assert rows(page)[3][3] == "2023 年做，做到 0 条"
    assert [record.cells[6].text for record in page.steps.records.records] == [
        "没有变化（7）",
        "没有变化（12）",
    ]
    page.table.select(0)
    for name in ("清单.xlsx", "清单.pdf"):
        desktop.messages.script(str(tmp_path / name))
        page.export.click()
        assert page.strip.text() == "方案清单已导出。"
        assert (tmp_path / name).stat().st_size > 1000


def test_prices_decide_what_is_left_at_85(page: PlanPage, desktop: Desktop) -> None:
    def dear(dialog: PricesDialog) -> bool:
        dialog.lines[1].setText("x")
        assert not dialog.accept_button.isEnabled()
        dialog.lines[1].setText("500000")
        return True

    desktop.messages.script(dear)
    page.goal.prices.click()
    assert page.strip.text() == "单价已改，对以后算的方案有效。"
    page.goal.make.click()
    assert rows(page)[1][2] == "202.00"


def test_an_empty_district_says_so(tmp_path: Path, open_face: Callable[[Path], BureauFace]) -> None:
    from tests.forms.evaluation.schools import school

    path = poor_district(tmp_path / "bureau.yhb", [school(1, "511")])
    face = open_face(path)
    face.pages.show_page("page.plan")
    page = shown(face, PlanPage)
    assert page.stack.currentIndex() == 1
