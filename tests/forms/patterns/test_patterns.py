"""What is odd over all returns: rules, 说明, and tables that repeat; and documents of any shape."""

from forms.patterns import PatternKind, SeenReturn, seen_return
from forms.patterns.returned import number_in
from tests.forms.patterns.seen import found, problem, seen
from tests.forms.samples.full_pack import pack

RULE = "R-staffing-027"
ADDRESS = "staffing.exchange_share"
DRILLS = "safety.drills"
COURSES = "burden.service_courses"


def test_a_rule_that_fires_in_most_schools_is_told_with_its_share() -> None:
    one = problem(RULE, ADDRESS, "本校交流轮岗比例低于 10%。（现为：9.5 %）")
    patterns = found(seen(1, problems=[one]), seen(2, problems=[one, one]), seen(3))
    (rule,) = patterns.of(PatternKind.RULE)
    assert rule.id == f"rule:{RULE}"
    assert rule.sentence.startswith("3 所中 2 所触发（66.7%），规则可能有误或被误读：")
    assert "现为" not in rule.sentence
    assert [place.said for place in rule.places] == [
        "本校交流轮岗比例低于 10%。（现为：9.5 %）",
        "2 处，例如：本校交流轮岗比例低于 10%。（现为：9.5 %）",
    ]
    assert rule.advice.startswith("请核对：")


def test_half_of_the_schools_is_not_most_and_two_schools_are_too_few() -> None:
    one = problem(RULE, ADDRESS, "低于 10%。")
    assert not found(seen(1, problems=[one]), seen(2)).found
    assert not found(seen(1, problems=[one]), seen(2, problems=[one])).found
    half = [seen(n, problems=[one] if n % 2 else []) for n in range(4)]
    assert not found(*half).found


def test_a_check_every_field_has_is_one_for_each_field() -> None:
    name = "facilities.teaching_area"
    checks = [problem(f"F4@{name}.", name, "偏大。（现为：1 ㎡）") for _ in range(3)]
    patterns = found(*(seen(n, problems=[one]) for n, one in enumerate(checks)))
    (rule,) = patterns.found
    assert rule.title == "基本校验 4 办学条件 › 教学及辅助用房面积"
    assert rule.sentence.endswith("规则可能有误或被误读：偏大。")


def test_a_rule_of_which_the_sentence_holds_a_setting_is_told_as_it_was_read() -> None:
    rule = next(one for one in pack().rules if "{setting.change_limit}" in one.message)
    said = "全校【在校生数】与上年相差超过 20%。（现为：在校生数 700 人）"
    three = [seen(n, problems=[problem(rule.id, "pupils.enrolled_total", said)]) for n in range(3)]
    (pattern,) = found(*three).found
    assert "相差超过 20%" in pattern.sentence


def test_a_rule_that_fires_for_one_section_is_told_in_its_own_words() -> None:
    said = "小学六档学历人数之和与【小学专任教师数】不相等。（现为：小学本科 9 人）"
    one = problem("R-staffing-001", "staffing.fulltime_primary", said)
    (pattern,) = found(*(seen(number, problems=[one]) for number in range(3))).found
    assert pattern.sentence.endswith("小学六档学历人数之和与【小学专任教师数】不相等。")
    assert "初中" not in pattern.advice


def test_a_justification_word_for_word_in_two_schools_is_told() -> None:
    text = "因 2024 年 9 月扩班，属实。"
    one = problem(RULE, ADDRESS, "低于 10%。")
    patterns = found(
        seen(1, problems=[one], justifications={RULE: text}),
        seen(2, justifications={RULE: text, "R-x": text}),
        seen(3, justifications={RULE: "别的原因，2 个班。"}),
    )
    (pattern,) = patterns.of(PatternKind.TEXT)
    assert pattern.title == f"“{text}”"
    assert [(place.name, place.address) for place in pattern.places] == [
        ("第1学校", ADDRESS),
        ("第2学校", ""),
    ]
    assert pattern.places[0].said == "用在师资队伍 › 交流轮岗比例"
    assert pattern.places[1].said == f"用在{RULE}"
    assert len(pattern.id) == len("text:") + 8
    assert patterns.sentence == "看了 3 所学校的填报表：雷同的说明 1 条。"


def drills(*days: int) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (f"drilled_on=2024-03-{day:02d}", "minutes=4", f"participants={day}") for day in days
    )


def table(code: int, *days: int) -> SeenReturn:
    return seen(code, tables={DRILLS: drills(*days)})


def test_two_schools_with_the_same_table_are_told_in_any_order_of_rows() -> None:
    patterns = found(table(1, 1, 2, 3, 4, 5), table(2, 5, 4, 3, 2, 1), table(3, 11, 12, 13, 14, 15))
    (copy,) = patterns.of(PatternKind.COPY)
    assert copy.sentence == "第1学校、第2学校：5 行完全相同"
    assert copy.title == "校园安全 › 应急演练"
    assert {place.address for place in copy.places} == {DRILLS}
    assert "第1学校" not in copy.advice


def test_what_the_same_schools_have_alike_is_told_once_and_the_most_rows_come_first() -> None:
    lessons = tuple((f"course={n}", "weekday=3", f"room={n}") for n in range(6))
    twice = {DRILLS: drills(1, 2, 3, 4, 5), COURSES: lessons}
    patterns = found(
        *(table(n, 6, 7, 8, 9, 10, 11, 12) for n in (5, 6)),
        *(seen(n, tables=twice) for n in (1, 2)),
        *(table(n, n, n + 1, n + 2, n + 3, n + 4) for n in (13, 20)),
    )
    both, one = patterns.of(PatternKind.COPY)
    assert both.title == "课后服务课程、应急演练"
    assert both.sentence == (
        "第1学校、第2学校：2 张表雷同，课后服务课程 6 行完全相同；应急演练 5 行完全相同"
    )
    assert [place.address for place in both.places] == [COURSES, COURSES]
    assert both.places[0].said == "课后服务课程 6 行完全相同；应急演练 5 行完全相同"
    assert both.advice.startswith("【课后服务课程】【应急演练】不像是")
    assert one.sentence == "第5学校、第6学校：7 行完全相同"


def test_of_many_schools_with_one_table_the_first_are_named() -> None:
    alike = [table(n, 1, 2, 3, 4, 5) for n in range(4)]
    others = [table(n, n, 6, 7, 8, 9) for n in range(11, 15)]
    (copy,) = found(*alike, *others).of(PatternKind.COPY)
    assert copy.sentence == "第0学校、第1学校、第2学校 等 4 所：5 行完全相同"


def test_tables_that_are_nearly_the_same_are_told_with_how_many_rows() -> None:
    patterns = found(table(1, 1, 2, 3, 4, 5, 6), table(2, 1, 2, 3, 4, 5, 9), table(3, 7, 8, 1))
    (copy,) = patterns.of(PatternKind.COPY)
    assert copy.sentence == "第1学校、第2学校：6 行和 6 行中有 5 行相同"
    assert not found(table(1, 1, 2, 3, 4, 5, 6), table(2, 1, 2, 3, 4, 8, 9)).found
    few = found(table(1, 1, 2, 3, 4, 5, 6, 7), table(2, 1, 2, 3, 4, 5, 8, 9))
    assert not few.found


def test_small_tables_and_rows_that_say_little_are_no_copies() -> None:
    assert not found(table(1, 1, 2, 3, 4), table(2, 1, 2, 3, 4)).found
    little = {DRILLS: (("minutes=4", "participants=9"),) * 9}
    assert not found(seen(1, tables=little), seen(2, tables=little)).found


def test_what_most_schools_have_alike_is_an_arrangement() -> None:
    patterns = found(*(table(n, 1, 2, 3, 4, 5) for n in range(3)), table(4, 6, 7, 8, 9, 10))
    assert not patterns.found
    assert (
        "校园安全 › 应急演练有 3 所填得完全相同，像是统一的安排，没有列为雷同。" in patterns.notes
    )


def test_a_row_that_many_different_tables_have_says_nothing() -> None:
    tables = [table(n, 1, 2, 3, 4, 5, 6 + n) for n in range(5)]
    assert not found(*tables).found


def test_no_return_is_said() -> None:
    assert found().sentence == "还没有已接收的上报包，没有可以比较的内容。"
    assert found(seen(1)).sentence == "看了 1 所学校的填报表：没有发现异常。"


def test_a_document_is_read_as_far_as_the_pack_knows_it() -> None:
    document = {
        "answers": {
            "profile.school_type": "211",
            "profile.school_name": "甲",
            "facilities.teaching_area": "6232.50",
            "pupils.enrolled_primary": 968,
            "no.such": 3,
        },
        "calculated": {"pupils.enrolled_total": 968, "staffing.exchange_share": "19/2"},
        "problems": [
            {"code": RULE, "instance": "", "address": ADDRESS, "message": "低。"},
            {"code": "F4", "instance": "facilities.teaching_area", "message": "大。"},
        ],
        "justifications": {RULE: " 因为扩班 "},
        "tables": {
            DRILLS: [
                {"id": "r1", "cells": {"drill_type": "fire", "minutes": 0, "used": False}},
                {"id": "r2", "cells": {"participants": "0.00"}},
                {"id": "r3"},
            ],
            "safety.escort_slots": [{"id": "morning", "cells": {"used": True, "guards": 2}}],
            "no.table": [{"id": "r1", "cells": {"a": 1}}],
        },
    }
    one = seen_return(document, code="2", name="甲小学", pack=pack(), last={})
    assert one.type == "211"
    assert {name: str(figure) for name, figure in one.figures.items()} == {
        "facilities.teaching_area": "12465/2",
        "pupils.enrolled_primary": "968",
        "pupils.enrolled_total": "968",
        "staffing.exchange_share": "19/2",
    }
    assert [(item.rule, item.key) for item in one.problems] == [
        (RULE, RULE),
        ("F4@facilities.teaching_area.", "F4@facilities.teaching_area"),
    ]
    assert one.justifications == {RULE: "因为扩班"}
    assert one.tables == {
        DRILLS: (("drill_type=fire",), (), ()),
        "safety.escort_slots": (("morning", "guards=2", "used=True"),),
    }


def test_what_is_no_document_is_an_empty_return() -> None:
    shapes: list[object] = [{}, [], None, {"answers": 3, "tables": {DRILLS: 4}, "problems": ["x"]}]
    for document in shapes:
        one = seen_return(document, code="2", name="甲", pack=pack(), last={})
        assert not one.figures
        assert not one.type
        assert not any(one.tables.values())
    assert number_in("x") is None
    assert number_in("1/0") is None
    assert PatternKind.RULE.label == "多校触发的校验"
