"""Lists and panels around the page: navigation, problems, indicators, header."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from forms.indicator_value import IndicatorState, IndicatorValue
from forms.places import place_of
from operations.entry.saving import SaveState, SaveStatus
from tests.ui.keys import press, tab_to
from ui.entry.places import Place
from ui.entry.sections import FormRow
from ui.models.row_list import ListRow, RowListModel, RowLook
from ui.parts.labels.chips import Chip
from ui.parts.page.facts import FactRows, grouped
from ui.parts.page.strips import MessageStrip
from ui.parts.rows.row_list import RowList
from ui.school.face import SchoolFace
from ui.school.indicator_panel import STATES, look_of
from ui.theme import Theme

ROWS = (
    ListRow(RowLook("小学", heading=True), "primary"),
    ListRow(
        RowLook("L1", subtitle="达标", icon="circle-check", tone="ok", trailing="5.48 人"), "L1"
    ),
    ListRow(RowLook("很长的一句话" * 20, lines=3, note="完成"), "L2"),
)


def test_the_row_model_keeps_qts_rules(theme: Theme, qtmodeltester: ModelTester) -> None:
    model = RowListModel()
    check = qtmodeltester.check
    model.show_rows(ROWS)
    check(model, force_py=True)  # type: ignore[no-untyped-call] # pytest-qt has no types here
    assert model.rowCount() == len(ROWS)
    assert not model.flags(model.index(0))
    spoken = model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "L1，达标，5.48 人"


def test_rows_that_stay_are_only_repainted(theme: Theme, qtbot: QtBot) -> None:
    model = RowListModel()
    model.show_rows(ROWS)
    changed = (ROWS[0], ListRow(RowLook("L1", trailing="6 人"), "L1"), ROWS[2])
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_rows(changed)


def test_a_list_keeps_its_place_and_enter_chooses(theme: Theme, qtbot: QtBot) -> None:
    rows = RowList(theme, "指标")
    qtbot.addWidget(rows)
    rows.resize(300, 300)
    rows.show()
    rows.show_rows(ROWS)
    rows.select("L2")
    rows.show_rows(ROWS[1:])
    assert rows.current_payload() == "L2"
    with qtbot.waitSignal(rows.chosen) as chosen:
        press(rows, Qt.Key.Key_Return)
    assert chosen.args == ["L2"]
    rows.select("not there")
    assert not rows.selectionModel().hasSelection()


def test_long_titles_take_lines_up_to_their_limit(theme: Theme, qtbot: QtBot) -> None:
    rows = RowList(theme, "问题")
    qtbot.addWidget(rows)
    rows.resize(240, 400)
    rows.show_rows(ROWS)
    option = rows.viewOptions() if hasattr(rows, "viewOptions") else None
    heights = [rows.sizeHintForIndex(rows.rows.index(n)).height() for n in range(3)]
    assert option is None
    assert heights[2] > heights[1] > heights[0]
    rows.fit_height()
    assert rows.height() >= sum(heights)


def test_the_navigation_counts_what_is_left(school: SchoolFace) -> None:
    sections = school.side.sections
    sections.show_place(Place("pupils", 1))
    assert sections.current_payload() == Place("pupils", 1)
    done, every = sections.done_sections()
    assert done == every
    school.desk.session.set_text("pupils.entrants_primary", "")
    looks = {row.payload: row.look for row in sections.rows.rows}
    assert looks[Place("pupils", 1)].icon == "circle-dashed"
    assert "/" in looks[FormRow("pupils")].trailing
    school.desk.session.set_text("pupils.entrants_primary", "多")
    looks = {row.payload: row.look for row in sections.rows.rows}
    assert looks[Place("pupils", 1)].trailing == "1 错误"


def test_choosing_a_form_opens_its_first_unfinished_section(
    school: SchoolFace, qtbot: QtBot
) -> None:
    school.desk.session.set_text("staffing.trained_360_primary", "")
    sections = school.side.sections
    with qtbot.waitSignal(sections.place_chosen) as chosen:
        sections.chosen.emit(FormRow("staffing"))
    assert chosen.args == [Place("staffing", 4)]


def test_problems_are_listed_filtered_and_jumped_to(school: SchoolFace) -> None:
    panel, session = school.problems, school.desk.session
    assert panel.count.text() == "全部处理完"
    session.set_text("facilities.site_area", "三万")
    session.set_text("safety.guards", "")
    assert panel.count.text() == "1 个待处理，1 项未填"
    assert panel.list.rows.rows[-1].look.title == "1 项未填"
    panel._filters["query"].click()
    panel._filters["error"].click()
    assert panel.list.rows.rowCount() == 2
    panel.list.chosen.emit(panel.list.rows.rows[0].payload)
    assert school.entry.pages.current_address == "facilities.site_area"


def test_f8_walks_round_through_the_open_problems(school: SchoolFace) -> None:
    session = school.desk.session
    school.entry.jump(forward=True, blank=False)
    assert school.strip.text() == "没有待处理的问题。"
    for address in ("profile.postcode", "facilities.site_area", "safety.guards"):
        session.set_text(address, "错")
    walked = []
    for _ in range(4):
        school.entry.jump(forward=True, blank=False)
        walked.append(school.entry.pages.current_address)
    assert walked == [
        "profile.postcode",
        "facilities.site_area",
        "safety.guards",
        "profile.postcode",
    ]
    school.entry.jump(forward=False, blank=False)
    assert school.entry.pages.current_address == "safety.guards"


def test_blanks_and_problems_are_walked_and_counted_apart(school: SchoolFace) -> None:
    session = school.desk.session
    for address in ("profile.postcode", "safety.guards"):
        session.set_text(address, "")
    session.set_text("facilities.site_area", "错")
    assert school.problems.count.text() == "1 个待处理，2 项未填"
    walked = []
    for action in ("blank.next", "blank.next", "blank.next", "problem.next", "problem.next"):
        school.actions_table[action].trigger()
        walked.append(school.entry.pages.current_address)
    assert walked == [
        "profile.postcode",
        "safety.guards",
        "profile.postcode",
        "facilities.site_area",
        "facilities.site_area",
    ]
    session.set_text("facilities.site_area", "32600")
    school.actions_table["problem.next"].trigger()
    assert school.strip.text() == "没有待处理的问题。还有 2 项没有填，按 F7 逐项填写。"


def test_the_check_says_how_it_stands(school: SchoolFace) -> None:
    school._check()
    assert school.strip.text().startswith("检查完毕")
    school.desk.session.set_text("safety.guards", "")
    school._check()
    assert "1 项没有填" in school.strip.text()


def test_indicators_are_live_and_say_state_and_gap(school: SchoolFace) -> None:
    panel = school.indicators
    looks = {row.payload: row.look for row in panel.list.rows.rows}
    assert list(looks) == [f"L{n}_primary" for n in range(1, 8)]
    assert looks["L5_primary"].subtitle == "达到85%　标准 7.5　差 0.77"
    assert looks["L1_primary"].icon == "circle-check"
    school.desk.session.set_text("facilities.sports_ground_area", "")
    looks = {row.payload: row.look for row in panel.list.rows.rows}
    assert looks["L5_primary"].trailing == "缺"
    assert "1 项缺数据" in panel.verdict.text()


def test_campuses_are_shown_as_the_evaluation_counts_them(school: SchoolFace) -> None:
    session, panel = school.desk.session, school.indicators
    before = panel.verdict.text()
    session.set_text("profile.has_campuses", "yes")
    row = session.add_row("profile.campuses")
    session.set_text(f"profile.campuses[{row}].campus_name", "东校区")
    session.set_text(f"profile.campuses[{row}].campus_treatment", "separate")
    session.set_text(f"profile.campuses[{row}].enrolled_primary", "100")
    looks = {one.payload: one.look for one in panel.list.rows.rows}
    assert panel.verdict.text().endswith("按校区分别计算：主校区，另有 1 个校区单列。")
    assert looks["0"].title == "东校区：缺数据"
    assert [name for name in looks if str(name).startswith("0 ")] == [
        f"0 L{n}_primary" for n in range(1, 8)
    ]
    session.set_text(f"profile.campuses[{row}].enrolled_primary", "1040")
    assert panel.verdict.text().startswith("小学：学生都在单列的校区")
    session.set_text("profile.has_campuses", "no")
    assert panel.verdict.text() == before


@pytest.mark.parametrize("state", IndicatorState)
def test_every_state_has_word_and_icon(school: SchoolFace, state: IndicatorState) -> None:
    indicator = school.desk.session.pack.indicators[0]
    look = look_of(IndicatorValue(indicator, None, state))
    assert look.icon == STATES[state][0]
    assert state.label in look.subtitle


def test_the_header_says_whether_it_is_saved(school: SchoolFace) -> None:
    moment = datetime(2024, 10, 8, 6, 3, 21, tzinfo=UTC)
    school.header.saved.show_status(SaveStatus(SaveState.SAVED, moment))
    assert school.header.saved.text() == "已保存 14:03:21"
    assert school.header.saved.retry.isHidden()
    school.header.saved.show_status(SaveStatus(SaveState.FAILED, moment, "磁盘已满", 2))
    assert school.header.saved.text() == "未保存：磁盘已满"
    assert not school.header.saved.retry.isHidden()


def test_places_are_named_in_words(school: SchoolFace) -> None:
    pack = school.desk.session.pack
    assert place_of(pack, "pupils.classes[r1].girls") == "学生与班级 › 班级名册 › 其中女生"
    assert place_of(pack, "profile.postcode") == "学校基本情况 › 邮政编码"
    assert place_of(pack, "") == ""


def test_chip_strip_and_facts_show_words(theme: Theme, qtbot: QtBot) -> None:
    chip, strip, facts = Chip("填报中"), MessageStrip(), FactRows()
    for widget in (chip, strip, facts):
        qtbot.addWidget(widget)
    chip.show_state("已签名", icon="signature", tone="ok")
    assert chip.text() == "已签名"
    strip.say("没有做成。", tone="error", detail="磁盘已满")
    assert strip.text() == "没有做成。"
    assert strip.accessibleName() == "没有做成。磁盘已满"
    strip.clear()
    assert strip.isHidden()
    facts.show_facts([("学校", "样例小学"), ("区局", "")])
    assert facts.facts() == (("学校", "样例小学"),)
    assert grouped("0123456789abcdef") == "01234567 89abcdef"


def test_on_a_low_screen_the_problems_have_the_room_and_a_key_gives_it_back(
    school: SchoolFace,
) -> None:
    panel = school.indicators
    school.window().resize(1366, 1000)
    assert panel.list.isVisible()
    school.window().resize(1366, 768)
    assert not panel.list.isVisible()
    assert panel.verdict.isVisible()
    school.desk.session.set_text("facilities.site_area", "错")
    QApplication.processEvents()
    assert school.problems.list.height() > school.aside.height() // 2
    tab_to(panel.turn)
    press(None, Qt.Key.Key_Space)
    assert panel.list.isVisible()
    assert panel.turn.accessibleName() == "收起七项指标"


def test_a_section_is_marked_only_while_it_is_in_sight(school: SchoolFace) -> None:
    sections = school.side.sections
    school.entry.pages.show_place(Place("facilities", 0))
    assert sections.selectionModel().hasSelection()
    school.pages.show_page("page.exchange")
    school.desk.session.set_text("facilities.site_area", "")  # as a file that is read in does
    assert not sections.selectionModel().hasSelection()
    school.entry.pages.show_place(Place("facilities", 0))
    assert sections.current_payload() == Place("facilities", 0)
    assert sections.selectionModel().hasSelection()


@pytest.mark.parametrize(("width", "is_whole"), [(1366, True), (700, False)])
def test_why_it_is_not_saved_is_read_where_there_is_room(
    school: SchoolFace, width: int, *, is_whole: bool
) -> None:
    school.window().resize(width, 512)
    saved = school.header.saved
    reason = "磁盘已满，请腾出空间后按“重试”。"
    saved.show_status(SaveStatus(SaveState.FAILED, reason=reason, waiting=3))
    for _ in range(3):
        QApplication.processEvents()
    saved.words.grab()
    assert (saved.words.width() >= saved.words.sizeHint().width()) is is_whole
    assert saved.words.toolTip() == ("" if is_whole else f"未保存：{reason}")
    assert saved.words.property("kind") == "error"
