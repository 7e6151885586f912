"""The morning: where the schools stand, whom to call first, what came, what runs out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from exporters.documents.read import read_sheets
from exporters.pki.profile import LEAF_LIFE
from forms.exchange import Level
from forms.live.context import DUE_DATE
from operations.bureau.sent.issue import issue_return_slip
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import Desk
from operations.bureau.today.call_list import Urgency, calls
from operations.bureau.today.call_sheet import call_table, write_call_sheet
from operations.bureau.today.facts import BureauFacts, DueDate, SchoolFacts, read_facts
from operations.bureau.today.morning import Today, read_today
from operations.bureau.today.standings import DeliveryState, group_of, groups_by
from operations.clock import now
from operations.errors import Misused, Refused
from operations.keys.key_care import KeyStatus
from storage.bureau.packages import PackageRecord, ReturnState
from storage.bureau.roster import School

CODE, BOTH = "2142100001", "3142100002"
LEFT = DueDate(date(2024, 10, 15), 5)
OVER = DueDate(date(2024, 10, 15), -3)
MONDAY = date(2024, 10, 10)


def a_school(
    code: str, state: ReturnState = ReturnState.NONE, *, key: KeyStatus = KeyStatus.VALID
) -> SchoolFacts:
    school = School(code, f"学校{code}", "211", principal="张样例", contact="027-1")
    if state is ReturnState.NONE:
        return SchoolFacts(school, key, None, None)
    found = _PACKAGES[state]
    return SchoolFacts(school, key, None, found)


def _package(state: ReturnState) -> PackageRecord:
    at = datetime(2024, 10, 1, tzinfo=UTC)
    return PackageRecord(
        *(1, "ab", "1", 1, "", 2024, at, "张样例", "0a", None, state),
        level=Level.VALID,
        remark="",
        problems={},
        undone_at=None,
    )


_PACKAGES = {state: _package(state) for state in ReturnState if state is not ReturnState.NONE}


def today_of(desk: Desk, *, since: date | None = None) -> Today:
    return read_today(desk.store, read_facts(desk.store), since=since)


def without_due_date(desk: Desk) -> None:
    settings = desk.store.settings.all()
    desk.store.settings.replace({**settings, DUE_DATE: ""}, actor=desk.actor)


def with_new_school(
    desk: Desk, *, principal: str = "", contact: str = "", education_group: str = ""
) -> School:
    school = School(
        *("2142100099", "新学校", "211"),
        principal=principal,
        contact=contact,
        education_group=education_group,
    )
    desk.store.roster.upsert([school], actor=desk.actor)
    return school


# -- where they stand --------------------------------------------------------------------------


def test_each_school_stands_in_exactly_one_place() -> None:
    schools = [
        a_school("1"),
        a_school("2", ReturnState.DELIVERED),
        a_school("3", ReturnState.ACCEPTED),
        a_school("4", ReturnState.RETURNED),
    ]
    group = group_of("全区", schools, LEFT)
    assert dict(group.schools) == {
        DeliveryState.ACCEPTED: ("3",),
        DeliveryState.WAITING: ("2",),
        DeliveryState.RETURNED: ("4",),
        DeliveryState.MISSING: ("1",),
        DeliveryState.LATE: (),
    }
    assert sorted(group.codes) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("due", "standing"),
    [
        (None, DeliveryState.MISSING),
        (DueDate(MONDAY, 0), DeliveryState.MISSING),
        (OVER, DeliveryState.LATE),
    ],
)
def test_only_a_day_that_has_passed_makes_a_school_late(
    due: DueDate | None, standing: DeliveryState
) -> None:
    assert group_of("", [a_school("1")], due).count(standing) == 1


def test_groups_come_by_size_and_those_without_one_last() -> None:
    kinds = {"1": "", "2": "乙", "3": "甲", "4": "乙", "5": ""}
    schools = [a_school(code) for code in kinds]
    found = groups_by(lambda item: kinds[item.school.code], schools, None, rest="其余")
    assert [(group.label, group.codes) for group in found] == [
        ("乙", ("2", "4")),
        ("甲", ("3",)),
        ("其余", ("1", "5")),
    ]


# -- whom to call ------------------------------------------------------------------------------


def test_who_cannot_sign_is_called_before_who_only_has_to_send() -> None:
    schools = [
        a_school("1"),
        a_school("2", ReturnState.RETURNED),
        a_school("3", ReturnState.RETURNED),
        a_school("4", key=KeyStatus.NONE),
        a_school("5", ReturnState.ACCEPTED),
        a_school("6", key=KeyStatus.EXPIRED),
    ]
    sent_back = {
        "2": datetime(2024, 10, 9, 4, tzinfo=UTC),
        "3": datetime(2024, 10, 1, 4, tzinfo=UTC),
    }
    found = calls(schools, due=LEFT, returned=sent_back, today=MONDAY)
    assert [(call.code, call.reason) for call in found] == [
        ("4", "未开户，不能签名上报"),
        ("6", "证书已过期，不能签名上报"),
        ("3", "退回 9 天，还没有重报"),
        ("2", "退回 1 天，还没有重报"),
        ("1", "还没有上报"),
    ]
    assert found[0].spoken == "学校4\t张样例\t027-1\t未开户，不能签名上报"


def test_after_the_last_day_all_are_overdue() -> None:
    schools = [a_school("1"), a_school("2", ReturnState.RETURNED)]
    found = calls(schools, due=OVER, returned={}, today=MONDAY)
    assert {call.urgency for call in found} == {Urgency.OVERDUE}
    assert [call.reason for call in found] == ["还没有上报", "已退回，还没有重报"]


# -- the store ---------------------------------------------------------------------------------


def test_a_whole_district_needs_no_call(desk: Desk) -> None:
    found = today_of(desk)
    assert found.calls == ()
    assert found.whole.count(DeliveryState.ACCEPTED) == 3
    assert (found.due, found.groups, found.news, found.ends) == (None, (), None, ())


def test_what_was_sent_back_and_who_is_new_are_called_with_name_and_number(desk: Desk) -> None:
    without_due_date(desk)
    issue_return_slip(desk, CODE, reason="请核对")
    new = with_new_school(desk, principal="赵校长", contact="027-9", education_group="江岸教联体")
    found = today_of(desk)
    assert [(call.code, call.urgency) for call in found.calls] == [
        (new.code, Urgency.CANNOT_SIGN),
        (CODE, Urgency.RETURNED),
    ]
    assert (found.calls[0].principal, found.calls[0].telephone) == ("赵校长", "027-9")
    assert [(group.label, len(group.codes)) for group in found.groups] == [
        ("江岸教联体", 1),
        ("不在教联体", 3),
    ]
    assert found.types[0].label == "小学"


def test_the_last_day_of_the_settings_makes_them_late(desk: Desk) -> None:
    with_new_school(desk)
    change_settings(desk.store, check_settings([], due="2024-10-15"), actor=desk.actor)
    found = today_of(desk)
    assert found.due is not None
    assert found.due.sentence == f"已过截止日 {-found.due.days_left} 天"
    assert found.whole.schools[DeliveryState.LATE] == ("2142100099",)


def test_news_count_from_the_day_given_and_not_before(desk: Desk) -> None:
    issue_return_slip(desk, CODE, reason="请核对")
    day = now().astimezone().date()
    news = today_of(desk, since=day - timedelta(days=1)).news
    assert news is not None
    assert news.returned == (CODE,)
    assert CODE in news.received
    assert not news.is_empty
    later = today_of(desk, since=day + timedelta(days=1)).news
    assert later is not None
    assert later.is_empty


def test_what_runs_out_is_told_the_soonest_first(desk: Desk) -> None:
    facts = read_facts(desk.store)
    late = read_today(
        desk.store, facts, since=None, clock=lambda: now() + LEAF_LIFE - timedelta(days=20)
    )
    assert late.ends
    assert [item.not_after for item in late.ends] == sorted(item.not_after for item in late.ends)
    assert all(item.stage is not None for item in late.ends)


def test_an_empty_roster_is_a_morning_too(desk: Desk) -> None:
    facts = replace(read_facts(desk.store), schools=())
    found = read_today(desk.store, facts, since=None)
    assert (found.whole.codes, found.types, found.calls) == ((), (), ())


# -- on paper ----------------------------------------------------------------------------------


def facts_and_today(desk: Desk) -> tuple[BureauFacts, Today]:
    without_due_date(desk)
    with_new_school(desk, principal="赵校长", contact="02787654321")
    facts = read_facts(desk.store)
    return facts, read_today(desk.store, facts, since=None)


def test_the_call_list_is_a_workbook_with_numbers_as_text(desk: Desk, tmp_path: Path) -> None:
    facts, found = facts_and_today(desk)
    path = write_call_sheet(facts.meta, found, tmp_path / "电话单.xlsx", replace=False)
    (sheet,) = read_sheets(path.read_bytes()).sheets
    texts = [cell.text for row in sheet.rows for cell in row]
    assert {"新学校", "赵校长", "02787654321", "未开户，不能签名上报"} <= set(texts)


def test_the_call_list_is_a_pdf(desk: Desk, tmp_path: Path) -> None:
    facts, found = facts_and_today(desk)
    path = write_call_sheet(facts.meta, found, tmp_path / "电话单.PDF", replace=False)
    assert path.read_bytes().startswith(b"%PDF-")
    assert call_table(facts.meta, found).rows[0][3].text == "02787654321"


@pytest.mark.parametrize(
    ("prepare", "name", "error", "sentence"),
    [
        (with_new_school, "电话单.doc", Misused, "以 .pdf 或 .xlsx 结尾"),
        (lambda _: None, "电话单.pdf", Refused, "没有要打电话的学校"),
    ],
)
def test_no_call_list_is_written_that_nobody_can_use(
    desk: Desk,
    tmp_path: Path,
    prepare: Callable[[Desk], object],
    name: str,
    error: type[Exception],
    sentence: str,
) -> None:
    prepare(desk)
    facts = read_facts(desk.store)
    found = read_today(desk.store, facts, since=None)
    with pytest.raises(error, match=sentence):
        write_call_sheet(facts.meta, found, tmp_path / name, replace=False)
    assert list(tmp_path.glob("电话单*")) == []
