"""The report to the leaders: what it says of any district, and that it never has more than eight pages."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporters.documents.leaders import LeadersReport, LeadersTable
from exporters.documents.report import Tone
from exporters.documents.write import write_leaders_pdf
from forms.district import DistrictSchool, DistrictVerdict
from forms.district.checks import Checked
from forms.evaluation import RawSchool, evaluate
from forms.patterns import Pattern, PatternKind, PatternPlace, Patterns
from forms.plan.lines import PlanLine
from forms.plan.plan import DEFAULT_PRICES
from forms.values import NA, Maybe
from operations.bureau.leaders.answers import DistrictAnswers
from operations.bureau.leaders.report import leaders_report, report_pdf, write_leaders_report
from operations.bureau.leaders.sizes import SIZES
from operations.bureau.plan.plans import PlanView, hand_plan, least_plan, read_ground, view_plan
from operations.bureau.store import Desk
from operations.errors import Misused
from storage.bureau.meta import BureauMeta
from tests.forms.evaluation.schools import school
from tests.forms.samples import district as sample
from tests.forms.samples.full_pack import pack

META = BureauMeta("420104", "演示区教育局", 2024, pack().ref, datetime(2024, 9, 1, tzinfo=UTC))
PAGES = 8
LONG = "市第一实验外国语学校教育集团滨江新区分校（原东方红小学）"


def pages_of(report: LeadersReport) -> list[str]:
    stream = io.BytesIO()
    write_leaders_pdf(report, stream)
    return ["".join(page.extract_text().split()) for page in PdfReader(stream).pages]


def with_schools(rows: Sequence[RawSchool]) -> DistrictVerdict:
    """The district of the examples with other schools in the evaluation."""
    return replace(sample.verdict(), evaluation=evaluate(rows, pack=pack()))


def failing(code: int, kind: str = "312") -> RawSchool:
    """A school with a long name that fails on everything that is shared."""
    few: dict[str, Maybe] = {
        "facilities__equipment_value": Decimal(50 + code % 40),
        "facilities__multimedia_rooms": code % 20,
        "facilities__teaching_area": Decimal(3000 + code),
        "profile__school_name": f"第{code}{LONG}",
    }
    return school(code, kind, **few)


def checked_often(verdict: DistrictVerdict, times: int, answer: Maybe) -> DistrictVerdict:
    """Every school many times over, with a long name and this answer to every check."""
    schools = tuple(replace(one, name=LONG) for one in verdict.schools) * times
    answers = {name: (answer,) * len(schools) for name in verdict.checked.answers}
    items = {
        name: replace(item, passes=False, failing=schools) for name, item in verdict.items.items()
    }
    return replace(verdict, checked=Checked(schools, answers), items=items)


def table_of(report: LeadersReport, title: str) -> LeadersTable:
    (found,) = [part.table for part in report.parts if part.title == title]
    assert found is not None
    return found


def test_five_hundred_failing_schools_with_long_names_fit_on_eight_pages() -> None:
    verdict = with_schools([failing(code) for code in range(1, 251)])
    verdict = checked_often(verdict, 250, answer=False)
    content = report_pdf(verdict, META, imprint="日志 1:abc")
    assert len(PdfReader(io.BytesIO(content)).pages) <= PAGES
    report = leaders_report(verdict, META)
    table = table_of(report, "没有达标的学校")
    assert len(table.rows) == 34
    assert {row[1].text for row in table.rows} == {"小学", "初中"}
    assert "另有 466 所没有列出" in table.note
    assert "另有 470 所没有列出" in table_of(report, "四个 100% 和双减").note


def test_the_report_begins_with_the_verdict_and_says_what_each_school_lacks() -> None:
    verdict = with_schools([school(1), school(2, facilities__multimedia_rooms=10)])
    report = leaders_report(replace(verdict, passes=False), META, imprint="日志 1:abc")
    assert (report.verdict, report.tone) == ("全区没有达到要求", Tone.BAD)
    row = table_of(report, "没有达标的学校").rows[0]
    assert row[-1].text == "L7 1.00（不到 85%），差 13 间网络多媒体教室"
    first, *_ = pages_of(report)
    assert "全区没有达到要求" in first
    assert "日志1:abc" in first
    assert "第1页" in first


@pytest.mark.parametrize(
    ("answer", "sign", "said"),
    [
        (True, "√", "2 所全部做到。"),
        (False, "×", "没有全部做到"),
        (None, "缺", "2 所缺数据"),
        (NA, "—", "2 所全部做到。"),
    ],
)
def test_checks_by_school_are_signs_with_a_sentence(answer: Maybe, sign: str, said: str) -> None:
    report = leaders_report(checked_often(sample.verdict(), 1, answer), META)
    (part,) = [one for one in report.parts if one.title == "四个 100% 和双减"]
    assert part.table is not None
    assert {cell.text for row in part.table.rows for cell in row[1:]} == {sign}
    assert all(said in sentence for sentence in part.sentences)


def test_of_a_large_district_only_schools_that_do_not_pass_every_check_are_listed() -> None:
    many = SIZES[0].checked + 1
    verdict = checked_often(sample.verdict(), many, answer=True)
    answers = dict(verdict.checked.answers)
    answers["B3"] = (False, *answers["B3"][1:])
    schools = verdict.checked.schools
    report = leaders_report(replace(verdict, checked=Checked(schools, answers)), META)
    table = table_of(report, "四个 100% 和双减")
    assert len(table.rows) == 1
    assert table.note.endswith("全部做到的学校没有列出。")
    all_well = leaders_report(verdict, META)
    (part,) = [one for one in all_well.parts if one.title == "四个 100% 和双减"]
    assert part.table is None


def test_an_item_nobody_alone_holds_up_waits_for_the_schools_not_yet_in() -> None:
    verdict = sample.verdict()
    items = {
        name: replace(item, applies=True, passes=None, failing=(), unknown=())
        for name, item in verdict.items.items()
    }
    schools = (replace(verdict.schools[0], accepted=False), *verdict.schools[1:])
    checked = Checked(schools, verdict.checked.answers)
    report = leaders_report(replace(verdict, items=items, checked=checked), META)
    assert {row[-1].text for row in table_of(report, "各项要求").rows} == {"要等 1 所学校报来"}


def test_a_school_that_was_sent_back_is_not_said_to_have_reported_nothing() -> None:
    verdict = sample.verdict()
    schools = (
        replace(verdict.schools[0], accepted=False, returned=True),
        replace(verdict.schools[1], accepted=False),
        *verdict.schools[2:],
    )
    checked = Checked(schools, verdict.checked.answers)
    said = leaders_report(replace(verdict, checked=checked), META).sentences[0]
    back, missing = schools[0].name, schools[1].name
    assert f"{missing}还没有报；{back}报来后已退回改正。在此之前只能判断已有的部分。" in said


def test_what_the_bureau_has_not_filled_in_itself_is_not_laid_to_the_schools() -> None:
    filled = sample.record(special_pupils=None, quota_planned=None)
    verdict = sample.verdict((*sample.schools(), sample.outstanding()), filled=filled)
    rows = {
        row[0].text: row[-1].text
        for row in table_of(leaders_report(verdict, META), "各项要求").rows
    }
    label = verdict.items["D_G14"].indicator.label
    assert rows[label].startswith("区级数据没有填：")
    assert "要等 1 所学校报来" in rows.values()


def test_an_empty_district_is_said_in_words() -> None:
    nobody: tuple[DistrictSchool, ...] = ()
    bare = with_schools([])
    empty = replace(bare, checked=Checked(nobody, {}), items={}, passes=None)
    report = leaders_report(empty, META)
    text = "".join(pages_of(report))
    assert report.verdict == "还不能判断全区是否达到要求"
    for sentence in (
        "名册里还没有学校，没有可以评估的内容。",
        "还没有可以评估的学校，没有可以画的图。",
        "还没有接收任何学校的上报包，四个100%和双减还不能判断。",
    ):
        assert sentence in text
    assert len(report.parts) == 4
    assert all(part.table is None for part in report.parts)


def test_a_level_of_one_school_and_a_figure_nobody_has_are_told() -> None:
    report = leaders_report(with_schools([school(1, facilities__multimedia_rooms=None)]), META)
    text = "".join(pages_of(report))
    assert "只有1所学校，没有校际差异" in text
    assert "都缺L7网络多媒体教室的数据，画不出图" in text
    assert "没有学校不达标。1所缺数据，还不能判断。" in text


def test_the_report_is_tagged_and_can_be_walked_through() -> None:
    stream = io.BytesIO()
    write_leaders_pdf(leaders_report(with_schools([school(1), failing(2)]), META), stream)
    reader = PdfReader(stream)
    assert "/StructTreeRoot" in reader.trailer["/Root"]  # type: ignore[operator] # a dictionary
    titles = [str(item.title) for item in reader.outline if not isinstance(item, list)]
    assert titles[0] == "差异系数"
    assert titles[-1] == "各项要求"
    content = stream.getvalue()
    assert content.count(b"/S/Figure") == 2 * 8 + 2


def test_the_same_district_gives_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    made = [
        write_leaders_report(desk.store, tmp_path / f"{name}.pdf", replace=False) for name in "ab"
    ]
    assert made[0].read_bytes() == made[1].read_bytes()
    into = write_leaders_report(desk.store, tmp_path, replace=False)
    assert into.name == "420104-2024-评估情况报告.pdf"


def test_a_name_that_is_no_pdf_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Misused, match=r"应以 \.pdf 结尾"):
        write_leaders_report(desk.store, tmp_path / "report.docx", replace=False)
    assert list(tmp_path.glob("report*")) == []


def odd(number: int, kind: PatternKind) -> Pattern:
    places = (PatternPlace("1", LONG, "a.b", "很大"),)
    return Pattern(kind, str(number), f"第 {number} 条 {LONG}", f"{LONG}很大", places, "请核对")


def test_patterns_and_the_least_come_last_and_the_pages_stay_eight(desk: Desk) -> None:
    found = tuple(odd(n, kind) for kind in PatternKind for n in range(40))
    view = PlanView(
        least_plan(read_ground(desk.store), "补", prices=DEFAULT_PRICES),
        tuple(
            PlanLine("1", LONG, f"增加骨干教师 {n} 人", "1", "2", Fraction(9)) for n in range(99)
        ),
        before := evaluate([failing(1)], pack=pack()),
        before,
    )
    answers = DistrictAnswers(Patterns(250, found, ()), view)
    verdict = checked_often(with_schools([failing(n) for n in range(250)]), 250, answer=False)
    content = report_pdf(verdict, META, answers=answers)
    assert len(PdfReader(io.BytesIO(content)).pages) <= PAGES
    report = leaders_report(verdict, META, answers=answers)
    assert [part.title for part in report.parts[-2:]] == ["异常与规律", "补短板"]
    table = table_of(report, "异常与规律")
    assert {row[0].text for row in table.rows} == {kind.label for kind in PatternKind}
    assert "另有 185 条没有列出" in table.note
    assert "另有 79 条没有列出" in table_of(report, "补短板").note


def test_nothing_odd_and_nothing_to_mend_are_said(desk: Desk) -> None:
    ground = read_ground(desk.store)
    none = view_plan(ground, hand_plan(ground, "空", (), prices=DEFAULT_PRICES))
    patterns, plan = DistrictAnswers(Patterns(3, (), ()), none).parts(SIZES[0])
    assert patterns.sentences == ("看了 3 所学校的填报表：没有发现异常。",)
    assert plan.sentences == ("七项资源配置指标没有要补的短板。",)
    refused = DistrictAnswers(Patterns(0, (), ()), "没有可以补的。").parts(SIZES[0])[1]
    assert (refused.sentences, refused.table) == (("没有可以补的。",), None)
