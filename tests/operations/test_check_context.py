"""What a check looks at is made in one place, from the texts that stores and opening files keep."""

from datetime import date

import pytest

from forms.canonical import canonical_bytes
from forms.values import Maybe
from operations.bureau.evaluation.evaluate import district_settings
from operations.bureau.sent.told_bytes import told_in
from operations.bureau.settings import change_settings, check_settings, read_bureau_context
from operations.bureau.store import Desk
from operations.check_context import Told, bureau_context, school_context
from operations.packs.bundled import bundled_engine, bundled_pack
from operations.school.store import read_context
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK


def names(told: Told) -> dict[str, Maybe]:
    return school_context(bundled_engine().plan, told, school="2142100001", year=2024).names()


def test_a_school_that_was_told_nothing_has_the_defaults_and_its_code() -> None:
    found = names(Told())
    assert found["setting.school_code"] == "2142100001"
    assert found["period.due_date"] is None
    assert (
        found["setting.per_pupil_primary"]
        == bureau_context(bundled_pack(), {}, due="", year=2024).settings[
            "setting.per_pupil_primary"
        ]
    )


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        (Told(due="2024-10-15"), "period.due_date", date(2024, 10, 15)),
        (Told(settings={"setting.school_code": "0000000000"}), "setting.school_code", "2142100001"),
        (Told(settings={"setting.per_pupil_primary": "1234"}), "setting.per_pupil_primary", 1234),
        (Told(last={"facilities.building_area": "77"}), "last.facilities.building_area", 77),
        (Told(stat={"facilities.teaching_area": "78"}), "stat.facilities.teaching_area", 78),
    ],
)
def test_what_a_school_was_told_is_what_its_checks_read(
    told: Told, name: str, value: object
) -> None:
    assert names(told)[name] == value


def test_of_the_last_return_only_what_something_looks_at_is_read() -> None:
    plan = bundled_engine().plan
    told = Told(
        last={
            "facilities.teaching_area": "77",
            "facilities.building_area": "78",
            "pupils.classes[1].enrolled": "44",
            "staffing.teachers[1].name": "张三",
            "#R-pupils-001": "因为并校",
        }
    )
    found = school_context(plan, told, school="2142100001", year=2024).last
    assert found is not None
    assert found.values == {"facilities.building_area": 78}
    assert found.tables == {"pupils.classes": ({"enrolled": 44},)}
    assert found.justifications == {"因为并校"}
    # A name in a message is looked at as well as one in a condition.
    asked = {name for one in plan.rules for name in one.rule.condition.names}
    assert {name[len("last.") :] for name in asked if name.startswith("last.")} <= plan.last_names


def test_of_what_a_school_was_told_only_what_is_looked_at_is_taken_out() -> None:
    kept = canonical_bytes(
        {
            "due": "2024-10-15",
            "settings": {"school_type": "211"},
            "last": {"facilities.building_area": "78", "facilities.teaching_area": "77"},
            "last_tables": {"pupils.classes": [{"enrolled": "44"}], "staffing.titles": [{}]},
            "last_justifications": {"R-pupils-001": "因为并校"},
            "stat": {"facilities.teaching_area": "78"},
        }
    )
    plan = bundled_engine().plan
    whole, part = told_in(kept), told_in(kept, looked_at=plan.last_names)
    assert "facilities.teaching_area" in whole.last
    assert part.last == {
        "facilities.building_area": "78",
        "pupils.classes[1].enrolled": "44",
        "#R-pupils-001": "因为并校",
    }
    contexts = [
        school_context(plan, told, school="2142100001", year=2024) for told in (whole, part)
    ]
    assert contexts[0] == contexts[1]


def test_a_school_checks_with_what_its_store_keeps(empty_school: SchoolStore) -> None:
    empty_school.settings.replace({"period.due_date": "2024-10-15"}, actor=CLERK)
    context = read_context(empty_school)
    assert context.period.due_date == date(2024, 10, 15)
    assert context.settings["setting.school_code"] == empty_school.meta.school_code
    assert context.last is None


def test_form_and_evaluation_of_the_bureau_look_at_the_same_settings(desk: Desk) -> None:
    changed = check_settings([("per_pupil_primary", "1234")], due="2024-11-30")
    change_settings(desk.store, changed, actor=desk.actor)
    context = read_bureau_context(desk.store)
    assert context.period.due_date == date(2024, 11, 30)
    assert district_settings(desk.store) == context.settings
    assert context.settings["setting.per_pupil_primary"] == 1234
