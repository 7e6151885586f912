"""The made-up schools: every size and type fills without an error, the same for the same seed."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.context import Period, make_context
from forms.edits import apply_all
from forms.problems import Severity
from forms.record import Return
from forms.sheet import Sheet
from forms.spec import Section
from forms.values import Attachment
from operations.demo.plans import SchoolPlan, plan_schools
from operations.demo.run import DemoFiles, run_demo
from operations.demo.scaling import share_out
from operations.demo.school import school_document
from operations.errors import Misused
from operations.filling import plan_filling
from operations.pack import bundled_engine

SETTINGS = {"setting.per_pupil_primary": "1150", "setting.per_pupil_junior": "1350"}


def open_plan(plan: SchoolPlan) -> Sheet:
    engine = bundled_engine()
    record = Return(plan.code, 2024, engine.pack.ref)
    used: Counter[str] = Counter()

    def next_row(table: str) -> str:
        used[table] += 1
        return f"r{used[table]}"

    filling = plan_filling(
        school_document(plan),
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
    for path in (*files, *demo.school_stores, *demo.packages, *demo.receipts, *demo.tables):
        assert path.stat().st_size > 0
    assert len(demo.school_stores) == len(demo.packages) == len(demo.receipts) == 3
    assert "演示完成" in demo.summary[0]


def test_senior_sections_only_weigh_on_what_is_shared() -> None:
    plan = next(plan for plan in plan_schools(12, seed=1) if Section.SENIOR in plan.classes)
    sheet = open_plan(plan)
    assert sheet.value("pupils.enrolled_senior") not in {None, 0}
