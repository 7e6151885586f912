"""The made-up schools: every size and type fills without an error, the same for the same seed."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.effects import apply_all
from forms.live.context import Period, make_context
from forms.live.sheet import Sheet
from forms.problems import Severity
from forms.record import Return
from forms.schooling import Section
from forms.values import Attachment
from forms.workflow import State
from operations.bureau.evaluation.district_form import check_bureau_form
from operations.bureau.store import open_bureau
from operations.demo.last_year import last_figures
from operations.demo.plans import Defect, SchoolPlan, Stage, plan_schools
from operations.demo.run import DemoFiles, run_demo
from operations.demo.scaling import Document, Rows, share_out
from operations.demo.school import school_document
from operations.demo.unfinished import leave_problems
from operations.entry.filling import plan_filling
from operations.errors import Misused
from operations.last_return import flat_texts, read_last_return
from operations.packs.bundled import bundled_engine
from operations.school.store import open_school

SETTINGS = {"setting.per_pupil_primary": "1150", "setting.per_pupil_junior": "1350"}


def open_plan(plan: SchoolPlan, change: Callable[[Document], None] = lambda _none: None) -> Sheet:
    engine = bundled_engine()
    record = Return(plan.code, 2024, engine.pack.ref)
    used: Counter[str] = Counter()

    def next_row(table: str) -> str:
        used[table] += 1
        return f"r{used[table]}"

    document = school_document(plan)
    change(document)
    filling = plan_filling(
        document,
        plan=engine.plan,
        record=record,
        next_row=next_row,
        attach=lambda name: Attachment(name, 1, "0" * 64),
    )
    assert filling.leftovers == []
    record, _ = apply_all(record, filling.edits)
    settings = {**SETTINGS, "setting.school_code": plan.code}
    period = Period.of(2024, date(2024, 10, 15))
    return engine.open(record, make_context(engine.pack, period=period, settings=settings))


@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("number", range(14))
def test_every_school_is_free_of_errors(seed: int, number: int) -> None:
    sheet = open_plan(plan_schools(14, seed=seed)[number])
    errors = [found.message for found in sheet.problems if found.severity is Severity.ERROR]
    queries = [found for found in sheet.problems if found.severity is Severity.QUERY]
    assert errors == []
    assert len(queries) <= 3


def test_there_are_schools_of_all_types() -> None:
    types = {plan.school_type for plan in plan_schools(12, seed=1)}
    assert types == {"211", "218", "311", "312", "341", "345"}


def test_some_schools_fall_short_and_most_do_not() -> None:
    short = 0
    for plan in plan_schools(12, seed=1):
        states = {
            name: value.state.value
            for name, value in open_plan(plan).indicators.items()
            if name[0] == "L" and name[1].isdigit()
        }
        short += "short" in states.values()
    assert 2 <= short <= 5


def test_the_same_seed_gives_the_same_schools() -> None:
    assert plan_schools(20, seed=3) == plan_schools(20, seed=3)
    assert plan_schools(20, seed=3) != plan_schools(20, seed=4)


def test_codes_and_names_are_never_used_twice() -> None:
    plans = plan_schools(60, seed=1)
    assert len({plan.code for plan in plans}) == 60
    assert len({plan.name for plan in plans}) == 60
    assert len({plan.uscc for plan in plans}) == 60


@given(
    st.lists(st.integers(0, 200), min_size=1, max_size=12).filter(lambda parts: sum(parts) > 0),
    st.integers(0, 5000),
)
def test_shares_add_up_and_stay_within_one(parts: list[int], total: int) -> None:
    shares = share_out(parts, total)
    assert sum(shares) == total
    for part, share in zip(parts, shares, strict=True):
        assert abs(share - part * total / sum(parts)) < 1


def test_a_folder_with_something_in_it_is_left_alone(demo: DemoFiles) -> None:
    folder = demo.bureau_store.parent
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(Misused, match="不是空的"):
        run_demo(folder)
    assert sorted(path.name for path in folder.iterdir()) == before


def test_the_demonstration_leaves_every_file(demo: DemoFiles) -> None:
    files = [demo.bureau_store, demo.root, demo.crl, demo.passphrases, demo.raw_table]
    files += [demo.data, demo.plan]
    for path in (*files, *demo.school_stores, *demo.packages, *demo.receipts, *demo.tables):
        assert path.stat().st_size > 0
    assert len(demo.school_stores) == len(demo.packages) == len(demo.receipts) == 3
    assert "演示完成" in demo.summary[0]


def test_senior_sections_only_weigh_on_what_is_shared() -> None:
    plan = next(plan for plan in plan_schools(12, seed=1) if Section.SENIOR in plan.classes)
    sheet = open_plan(plan)
    assert sheet.value("pupils.enrolled_senior") not in {None, 0}


def test_each_known_defect_shows_in_the_check_it_is_meant_for() -> None:
    meant = {
        Defect.SMALL_ART_ROOM: "G3_art",
        Defect.LARGE_CLASS: "G5_class_primary",
        Defect.LITTLE_TRAINING: "Q4_training",
    }
    seen: set[Defect] = set()
    for plan in plan_schools(12, seed=1):
        indicators = open_plan(plan).indicators
        for defect, check in meant.items():
            assert (indicators[check].value is False) == (defect in plan.defects), plan.name
        seen |= plan.defects
    assert seen == set(meant)


def test_small_teaching_points_are_among_the_schools() -> None:
    pupils = {
        plan.name: open_plan(plan).value("pupils.enrolled_total")
        for plan in plan_schools(12, seed=1)
        if plan.school_type == "218"
    }
    sizes = sorted(count for count in pupils.values() if isinstance(count, int))
    assert sizes[0] < 50 <= sizes[1] < 100


@pytest.mark.parametrize("number", range(12))
def test_last_year_asks_no_school_for_many_explanations(number: int) -> None:
    plan = plan_schools(12, seed=1)[number]
    sheet, figures = open_plan(plan), last_figures(plan)
    last = read_last_return(sheet.plan, flat_texts(figures.fields, figures.tables, {}))
    again = bundled_engine().open(sheet.record, replace(sheet.context, last=last))
    before = {problem.key for problem in sheet.problems}
    new = [one for one in again.problems if one.key not in before and one.is_open]
    assert [one.code for one in new] == []
    total = again.value("pupils.enrolled_total")
    assert isinstance(total, int)
    assert abs(total - int(figures.fields["pupils.enrolled_total"])) * 10 <= total


def test_three_schools_of_a_larger_district_are_left_on_the_way() -> None:
    stages = Counter(plan.stage for plan in plan_schools(25, seed=1))
    assert stages.pop(Stage.ACCEPTED) == 22
    assert set(stages.values()) == {1}
    assert len(stages) == 3
    assert {plan.stage for plan in plan_schools(9, seed=1)} == {Stage.ACCEPTED}


def test_a_draft_is_left_with_a_few_problems() -> None:
    plan = next(plan for plan in plan_schools(12, seed=1) if plan.stage is Stage.DRAFT)
    found = [problem for problem in open_plan(plan, leave_problems).problems if problem.is_open]
    codes = sorted(problem.code for problem in found)
    assert codes == ["R-burden-030", "R-equity-007", "R-safety-012"]


@pytest.mark.slow
def test_a_visitor_finds_a_draft_a_return_to_review_and_one_sent_back(tmp_path: Path) -> None:
    made = run_demo(tmp_path / "demo", schools=10)
    plans = plan_schools(10, seed=1)
    states = {}
    for plan, path in zip(plans, made.school_stores, strict=True):
        with open_school(path) as store:
            states[plan.stage] = (
                store.revisions.state,
                store.revisions.number,
                len(store.comments.all()),
            )
    assert states == {
        Stage.ACCEPTED: (State.ACCEPTED, 1, 0),
        Stage.DRAFT: (State.DRAFT, 1, 0),
        Stage.IN_REVIEW: (State.IN_REVIEW, 1, 0),
        Stage.RETURNED: (State.DRAFT, 2, 2),
    }
    assert (len(made.packages), len(made.receipts)) == (8, 7)
    with open_bureau(made.bureau_store) as bureau:
        problems = [item.code for item in check_bureau_form(bureau).open_problems]
    assert problems == []


def test_schools_of_one_type_and_size_do_not_share_their_tables() -> None:
    one, other = (
        school_document(replace(plan_schools(1, seed=1)[0], code=f"21421000{n}")) for n in (11, 23)
    )
    for table in ("pupils.classes", "staffing.backbone_teachers", "burden.homework"):
        rows, others = Rows(one, table).rows, Rows(other, table).rows
        alike = sum(mine == yours for mine, yours in zip(rows, others, strict=True))
        assert alike * 5 < len(rows) * 4
    totals = (Rows(document, "pupils.classes").column("enrolled") for document in (one, other))
    assert next(totals) == next(totals)
