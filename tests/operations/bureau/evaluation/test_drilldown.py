"""One figure back to its cells and its signature, found by what a person calls it."""

import re
import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest

from exporters.asic.stored import reread
from forms.edits import InsertRow, Justify, MarkEmpty, SetAnswer
from forms.known_names import CAMPUSES
from forms.schooling import Section
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.evaluation.find_figures import find_figures
from operations.bureau.intake.undo import restart_chain
from operations.bureau.returns.school_file import read_school_file
from operations.bureau.schools.roster import retire_school
from operations.bureau.sent.issue import issue_return_slip
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import Desk, open_bureau, root_certificate
from operations.errors import Refused
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from tests.operations.care import Life
from tests.operations.school.test_campuses import campus
from tests.operations.staging import CLERK, District, import_package

PRIMARY_CODE = "2142100001"
BOTH_CODE = "3142100002"


def test_a_figure_says_its_value_its_parts_and_who_signed(desk: Desk) -> None:
    (found,) = find_figures(desk.store, PRIMARY_CODE, "L4")
    level = evaluate_store(desk.store).levels[Section.PRIMARY]
    (result,) = (item for item in level.schools if item.unit.code == PRIMARY_CODE)
    assert found.value.value == result.values[3]
    assert found.value.state is result.states[3]
    assert "÷" in found.sentence
    assert "标准 4.5，85% 为 3.825。" in found.sentence
    area, indoor = (
        next(part for part in found.sources if part.address == name)
        for name in ("facilities.teaching_area", "facilities.indoor_sports_area")
    )
    assert isinstance(area.operand.value, Fraction | int)
    assert isinstance(indoor.operand.value, Fraction | int)
    assert found.value.value == Fraction(
        area.operand.value - indoor.operand.value, result.unit.pupils or 0
    )
    assert "R-facilities-001" in found.rules
    assert (found.fault, found.verified) == ("", "签名有效，内容完整，与重新计算的结果一致")


def test_the_signature_is_that_of_the_kept_container(desk: Desk) -> None:
    (found,) = find_figures(desk.store, PRIMARY_CODE, "l4")
    record = desk.store.packages.get(found.package.identity)
    assert record is not None
    container = desk.store.packages.container(record.identity) or b""
    _, package = reread(container, root=root_certificate(desk.store), at=record.received_at)
    assert package is not None
    assert found.signer == package.signer
    assert found.package.identity == package.identity
    registered = {item.serial: item for item in desk.store.certificates.all(PRIMARY_CODE)}
    assert found.signer.fingerprint == registered[found.signer.certificate_serial].fingerprint


def test_every_level_of_a_school_is_shown(desk: Desk) -> None:
    found = find_figures(desk.store, BOTH_CODE, "L1")
    assert [one.value.indicator.id for one in found] == ["L1_primary", "L1_junior"]
    (junior,) = find_figures(desk.store, BOTH_CODE, "L1_junior")
    assert junior == found[1]


def test_a_school_is_found_by_its_whole_name(desk: Desk) -> None:
    listed = desk.store.roster.get(PRIMARY_CODE)
    assert listed is not None
    assert find_figures(desk.store, listed.name, "L4") == find_figures(
        desk.store, PRIMARY_CODE, "L4"
    )


def test_a_check_and_a_verdict_are_taken_apart_too(desk: Desk) -> None:
    (check,) = find_figures(desk.store, PRIMARY_CODE, "S_all")
    assert check.sources[0].address == "safety.four_100"
    assert check.sources[1].depth == 1
    (verdict,) = find_figures(desk.store, PRIMARY_CODE, "school_passes_primary")
    assert [part.operand.name for part in verdict.sources] == [
        f"L{number}_primary" for number in range(1, 8)
    ]


def test_a_campus_by_itself_has_a_figure_of_its_own(life: Life, tmp_path: Path) -> None:
    life.store.answers.write(
        [
            SetAnswer("profile.has_campuses", "yes"),
            MarkEmpty(CAMPUSES, empty=False),
            InsertRow(CAMPUSES, 0, campus("02", "西校区", "separate")),
        ],
        actor=CLERK,
    )
    assert import_package(life.desk, life.report(tmp_path)).accepted
    own, west = find_figures(life.desk.store, life.store.meta.school_code, "L4")
    assert (own.campus, west.campus) == ("", "02")
    assert west.name.endswith("（西校区）")
    assert own.value.value != west.value.value
    assert "另有 1 个校区单列" in own.note
    assert "全校的数" in west.note


def test_a_finding_about_a_part_stands_beside_the_figure_with_its_reason(
    life: Life, tmp_path: Path
) -> None:
    reason = "新建校，仪器设备 2024 年 10 月才验收入账，共 1860 万元。"
    life.store.answers.write(
        [
            SetAnswer("facilities.equipment_value", "25"),
            Justify("R-facilities-028", reason),
        ],
        actor=CLERK,
    )
    assert import_package(life.desk, life.report(tmp_path)).accepted
    store, code = life.desk.store, life.store.meta.school_code
    (equipment,) = find_figures(store, code, "L6")
    assert [(item.code, item.justification) for item in equipment.problems] == [
        ("R-facilities-028", reason)
    ]
    (teachers,) = find_figures(store, code, "L1")
    assert teachers.problems == ()


@pytest.mark.parametrize(
    ("school", "indicator", "reason"),
    [
        ("9999999999", "L4", "名册中没有学校“9999999999”，请写学校标识码或全称。"),
        ("小学", "L4", "名册中没有学校“小学”，请写学校标识码或全称。名称里有这几个字的：云杉小学"),
        ("", "L4", "名册中没有学校“”，请写学校标识码或全称。"),
        (PRIMARY_CODE, "L8", "表册中没有指标“L8”，请写 L1 至 L7，或表册里的指标编号。"),
        (PRIMARY_CODE, "D_G3", "（D_G3）是全区的指标，请看全区评估。"),
        (PRIMARY_CODE, "L4_junior", "没有“初中生均教学及辅助用房面积”：没有这个学段的学生。"),
    ],
)
def test_what_is_not_there_is_refused_with_what_to_write(
    desk: Desk, school: str, indicator: str, reason: str
) -> None:
    with pytest.raises(Refused, match=re.escape(reason)):
        find_figures(desk.store, school, indicator)


def test_two_schools_of_one_name_are_told_apart_by_their_codes(desk: Desk) -> None:
    listed = desk.store.roster.get(PRIMARY_CODE)
    assert listed is not None
    desk.store.roster.upsert([School("2142100099", listed.name, listed.type)], actor=desk.actor)
    with pytest.raises(Refused, match=f"有 2 所学校叫“{listed.name}”.*2142100099.*学校标识码"):
        find_figures(desk.store, listed.name, "L4")


def check_refusal(store: BureauStore, code: str, indicator: str = "L4", *, said: str) -> None:
    with pytest.raises(Refused, match=re.escape(said)):
        find_figures(store, code, indicator)


def test_a_school_that_has_not_delivered_has_no_figure(desk: Desk) -> None:
    desk.store.roster.upsert([School("2142100099", "新学校", "211")], actor=desk.actor)
    check_refusal(
        desk.store, "2142100099", said="新学校（2142100099）还没有上报，没有可以查看的数。"
    )


def test_a_return_that_was_sent_back_is_not_shown_as_a_figure(desk: Desk) -> None:
    issue_return_slip(desk, PRIMARY_CODE, reason="请核对", comments=[])
    check_refusal(desk.store, PRIMARY_CODE, said="的上报包已退回，等学校重新上报后再查看。")


def test_a_retired_school_is_refused_with_the_reason(desk: Desk) -> None:
    retire_school(desk.store, PRIMARY_CODE, actor=desk.actor)
    said = "不参加七项指标的评估：已停用（撤并、停办），不参加评估。"
    check_refusal(desk.store, PRIMARY_CODE, said=said)


def test_settings_that_were_changed_later_do_not_change_what_was_signed(desk: Desk) -> None:
    before = find_figures(desk.store, PRIMARY_CODE, "G6_small")
    changed = check_settings([("per_pupil_primary", "99999")])
    change_settings(desk.store, changed, actor=desk.actor)
    assert find_figures(desk.store, PRIMARY_CODE, "G6_small") == before


def test_a_copy_that_was_changed_is_told_and_the_signed_bytes_are_shown(
    district: District,
) -> None:
    with open_bureau(district.bureau, read_only=True) as store:
        (before,) = find_figures(store, PRIMARY_CODE, "L4")
    with sqlite3.connect(district.bureau) as connection:
        connection.execute("UPDATE package_content SET document = x'7b7d'")
    connection.close()
    with open_bureau(district.bureau, read_only=True) as store:
        (found,) = find_figures(store, PRIMARY_CODE, "L4")
    assert found.fault == found.verified == "保存的填报内容与签名包里的不同。"
    assert found.sources == before.sources


def test_a_container_that_does_not_hold_shows_no_parts(district: District) -> None:
    with sqlite3.connect(district.bureau) as connection:
        connection.execute("UPDATE package_content SET container = x'00'")
    connection.close()
    with open_bureau(district.bureau, read_only=True) as store:
        (found,) = find_figures(store, PRIMARY_CODE, "L4")
        assert (found.sources, found.signer) == ((), None)
        assert found.fault.startswith("保存的签名包已不完整：")
        said = "保存的上报包不能查看：保存的签名包已不完整："
        check_refusal(store, PRIMARY_CODE, "S_all", said=said)


def test_a_school_may_go_on_behind_its_last_package_or_later(desk: Desk) -> None:
    plan = read_school_file(desk.store, PRIMARY_CODE).renumbering
    assert (plan.wanted, plan.lowest) == (2, 2)
    desk.store.roster.upsert([School("2142100099", "新学校", "211")], actor=desk.actor)
    restart_chain(desk.store, "2142100099", 3, actor=desk.actor, reason="前两份丢失")
    plan = read_school_file(desk.store, "2142100099").renumbering
    assert (plan.wanted, plan.lowest) == (3, 1)
    assert plan.meaning(1) == "编号改回来：下一份收第 1 号。"
    assert [plan.allows(number) for number in (0, 1, 9)] == [False, True, True]
