"""The file of a plan: canonical, read back as it was, and what does not fit is told with its place."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from exporters.strict_json import decode, encode
from forms.evaluation import RawColumns
from forms.plan.comparing import Came, what_came
from forms.plan.data_reading import PlanFileError
from forms.plan.lines import Roll, bound_sentence, outlook_sentences, plan_lines
from forms.plan.offer import Bound
from forms.plan.plan import DEFAULT_PRICES, DistrictPlan, Outlook
from forms.plan.plan_data import MOST_STEPS, plan_data, read_plan
from forms.plan.steps import Merger, PlanError, SetFigure, Step, Transfer, counted, scratch
from forms.plan.tables import plan_tables
from forms.plan.typed_steps import typed_merger, typed_prices, typed_set, typed_transfer
from forms.schooling import Section
from tests.forms.evaluation.schools import school
from tests.forms.plan.plain import again

ONE, TWO, THREE = "2142100001", "2142100002", "3142100003"


def district() -> RawColumns:
    return RawColumns.of([school(1), school(2), school(3, "312", profile__school_code=THREE)])


def plan() -> DistrictPlan:
    raw = district()
    steps = counted(
        raw,
        [
            SetFigure(ONE, "", "facilities.teaching_area", Decimal("12500.50")),
            SetFigure(THREE, "", "staffing.backbone_junior", 32),
            Transfer(ONE, TWO, "staffing.backbone_primary", 2),
            Merger(TWO, THREE),
        ],
    )
    after = again(scratch(raw, steps))
    bound = Bound((Section.PRIMARY, 1), Fraction(7), Fraction(25, 4), 2)
    return DistrictPlan(
        "样例方案",
        "420104",
        2024,
        "2024-11-05T08:30:00Z",
        DEFAULT_PRICES,
        steps,
        Outlook.of(again(raw)),
        Outlook.of(after),
        (bound,),
    )


def test_a_plan_is_read_back_as_it_was_written() -> None:
    written = encode(plan_data(plan()))
    assert read_plan(decode(written)) == plan()
    assert encode(plan_data(read_plan(decode(written)))) == written
    assert json.loads(written)["schema"] == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": "other"}, "这不是补短板方案文件"),
        ({"schema": 2}, "更新版本的程序保存的，请先升级程序"),
        ({"name": ""}, "name 应是 1 至 200 个字的文字"),
        ({"period": "2024"}, "period 应是不小于 0 的整数"),
        ({"steps": {}}, "steps 应是一个列表"),
        ({"steps": [{"do": "burn"}]}, "steps 第 1 条 应是 set、move、merge 之一"),
        (
            {"steps": [{"do": "merge", "school": ONE, "into": 7}]},
            "steps 第 1 条 应是 1 至 200 个字的文字",
        ),
        ({"after": {"passes": 1, "levels": {}}}, "after 应是 true 或 false"),
        ({"bounds": [{"level": "primary", "indicator": "L9"}]}, "bounds 第 1 条 应是 L1"),
        ({"prices": {"L1": "-3"}}, "prices.L1 应是不小于 0 的整数"),
    ],
)
def test_what_does_not_fit_is_told(changes: dict[str, object], sentence: str) -> None:
    with pytest.raises(PlanFileError, match=sentence):
        read_plan(plan_data(plan()) | changes)


def test_what_is_no_object_is_told() -> None:
    with pytest.raises(PlanFileError, match="方案 应是一个对象"):
        read_plan([1, 2])


def test_every_step_is_a_sentence_with_before_and_after() -> None:
    lines = plan_lines(plan().steps, Roll.of(district()), DEFAULT_PRICES)
    assert [line.sentence for line in lines] == [
        "第1学校 增加教学及辅助用房 500.5 ㎡（12000 ㎡ → 12500.5 ㎡）",
        "第3学校 增加初中骨干教师 2 人（30 人 → 32 人）",
        "第1学校 调出骨干教师 2 人到第2学校（两校 30 人、30 人 → 28 人、32 人）",
        "第2学校 并入第3学校",
    ]
    assert [line.cost for line in lines] == [2_002_000, 60_000, 0, 0]


def test_less_and_missing_are_told_as_they_are() -> None:
    raw = RawColumns.of([school(1, facilities__multimedia_rooms=None)])
    steps = counted(
        raw,
        [
            SetFigure(ONE, "", "facilities.multimedia_rooms", 24),
            SetFigure(ONE, "", "pupils.enrolled_primary", 900),
        ],
    )
    assert [line.sentence for line in plan_lines(steps, Roll.of(raw), DEFAULT_PRICES)] == [
        "第1学校 网络多媒体教室填为 24 间（缺 → 24 间）",
        "第1学校 减少小学在校生数 100 人（1000 人 → 900 人）",
    ]


def test_the_distance_from_the_bound_is_told() -> None:
    assert bound_sentence(plan().bounds[0]) == (
        "小学 L2 骨干教师：方案 7 人，若可以任意拆分，最少要 6.25 人，多 0.75 人；"
        "2 所学校这一项留在 85%。"
    )


def test_before_and_after_are_told() -> None:
    before, *levels = outlook_sentences(plan().before, plan().after)
    assert before == "全区资源配置：通过 → 通过。"
    assert levels[0].startswith("小学：七项指标达标的学校 3 / 3 所 → 2 / 2 所；差异系数 L")


def test_a_year_later_the_plan_is_held_against_what_came() -> None:
    steps = plan().steps
    came = RawColumns.of(
        [
            school(1, facilities__teaching_area=Decimal(12200)),
            school(2, staffing__backbone_primary=32),
            school(3, "312", profile__school_code=THREE, staffing__backbone_junior=29),
        ]
    )
    assert [one.came for one in what_came(steps, came)] == [
        Came.PARTLY,
        Came.AGAINST,
        Came.DONE,
        Came.NOT,
    ]
    gone = RawColumns.of([school(3, "312", profile__school_code=THREE)])
    assert [one.came for one in what_came(steps, gone)] == [
        Came.UNKNOWN,
        Came.NOT,
        Came.UNKNOWN,
        Came.DONE,
    ]


def test_steps_are_typed_by_heading_or_id() -> None:
    assert typed_set(f"{ONE}:网络多媒体教室=30") == SetFigure(
        ONE, "", "facilities.multimedia_rooms", 30
    )
    assert typed_set(f"{ONE}/01:facilities.teaching_area=1,200.5") == SetFigure(
        ONE, "01", "facilities.teaching_area", Decimal("1200.5")
    )
    assert typed_transfer(f"{ONE}:{TWO}:小学在校生数=40") == Transfer(
        ONE, TWO, "pupils.enrolled_primary", 40
    )
    assert typed_merger(f"{ONE}:{TWO}") == Merger(ONE, TWO)
    assert typed_prices(["l4=3500"])[3] == Decimal(3500)


@pytest.mark.parametrize(
    ("read", "text", "sentence"),
    [
        (typed_set, "x=3", "应写成“学校标识码:列=数"),
        (typed_set, f"{ONE}:食堂=3", "没有叫“食堂”的列"),
        (typed_set, f"{ONE}:网络多媒体教室=3.5", "网络多媒体教室应为整数，写的是“3.5”"),
        (typed_set, f"{ONE}:网络多媒体教室=-3", "“-3”不是不小于 0、最多两位小数的数"),
        (typed_transfer, f"{ONE}:小学在校生数=40", "应写成“调出学校:调入学校:列=人数"),
        (
            typed_transfer,
            f"{ONE}:{TWO}:facilities.teaching_area=1.5",
            "调配的人数应为整数，写的是“1.5”",
        ),
        (typed_merger, ONE, "应写成“学校:并入的学校”"),
        (lambda text: typed_prices([text]), "L8=3", "单价应写成“L4=3500”（元），写的是“L8=3”"),
    ],
)
def test_what_is_typed_otherwise_is_told(read: object, text: str, sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        read(text)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"steps": [{}] * (MOST_STEPS + 1)}, "方案里有 200001 条，超过上限 200000 条"),
        (
            {
                "steps": [
                    {
                        "do": "move",
                        "from": ONE,
                        "to": TWO,
                        "column": "pupils.enrolled_primary",
                        "amount": 1,
                        "before": [7],
                    }
                ]
            },
            "before 应有两个数",
        ),
    ],
)
def test_too_many_steps_and_half_a_before_are_told(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(PlanFileError, match=sentence):
        read_plan(plan_data(plan()) | changes)


def test_an_outlook_of_fewer_than_the_seven_is_told() -> None:
    data = decode(encode(plan_data(plan())))
    assert isinstance(data, dict)
    after = data["after"]
    assert isinstance(after, dict)
    after["levels"]["primary"]["reached"] = [1, 2]  # type: ignore[index,call-overload]
    with pytest.raises(PlanFileError, match="应有七项指标的数，有 2 个"):
        read_plan(data)


def test_a_figure_that_was_to_fall_is_held_against_what_came() -> None:
    step = SetFigure(ONE, "", "pupils.enrolled_primary", 900, before=1000)
    came = {
        count: what_came([step], RawColumns.of([school(1, pupils__enrolled_primary=count)]))[0].came
        for count in (880, 950, 1000, 1010)
    }
    assert came == {880: Came.DONE, 950: Came.PARTLY, 1000: Came.NOT, 1010: Came.AGAINST}


def test_every_kind_of_figure_has_its_word_and_measure() -> None:
    steps: list[Step] = [
        SetFigure(ONE, "", "staffing.pe_primary", 11, before=10),
        SetFigure(ONE, "", "facilities.special_sports_area", 50, before=20),
        SetFigure(ONE, "", "pupils.classes_primary", 24, before=25),
        SetFigure(ONE, "", "profile.unknown", 2, before=1),
        Transfer(ONE, TWO, "pupils.enrolled_primary", 3),
    ]
    lines = plan_lines(steps, Roll.of(district()), DEFAULT_PRICES)
    assert [line.sentence for line in lines] == [
        "第1学校 增加体育、艺术教师 1 人（10 人 → 11 人）",
        "第1学校 增加校园内地下、楼顶等改造的专用运动场地面积 30 ㎡（20 ㎡ → 50 ㎡）",
        "第1学校 减少小学班级数 1 个（25 个 → 24 个）",
        "第1学校 增加profile.unknown 1 （1  → 2 ）",
        "第1学校 调出小学在校生数 3 人到第2学校",
    ]


def test_a_level_that_only_one_outlook_has_is_not_compared() -> None:
    alone = Outlook.of(again(RawColumns.of([school(1), school(2)])))
    assert len(outlook_sentences(plan().before, alone)) == 2
    steps, outlook = plan_tables(plan(), [], place="样例区", after=alone)
    assert [cell.text for cell in steps.rows[0]][2] == "不需要做什么"
    assert len(outlook.rows) == 7
