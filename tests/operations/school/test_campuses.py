"""A school with campuses, all the way: the bureau evaluates what the school was shown."""

from pathlib import Path

from forms.edits import InsertRow, MarkEmpty, SetAnswer
from forms.known_names import CAMPUSES
from forms.record import Row
from forms.schooling import Section
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.packs.bundled import bundled_pack
from operations.school.check import check_return
from tests.operations.care import Life
from tests.operations.staging import CLERK, import_package


def campus(number: str, name: str, treatment: str, **figures: str) -> Row:
    """A campus of 60 primary pupils."""
    counts = [one.id for one in bundled_pack().tables[CAMPUSES].columns if one.type.is_numeric]
    named = {"campus_no": number, "campus_name": name, "campus_treatment": treatment}
    known = {"enrolled_primary": "60", "bachelor_primary": "3", "pe_primary": "1"}
    things = {"teaching_area": "400.00", "sports_ground_area": "300.00", "multimedia_rooms": "2"}
    money = {"equipment_value": "15.00"}
    return Row(
        f"r{int(number)}", dict.fromkeys(counts, "0") | named | known | things | money | figures
    )


def test_the_bureau_evaluates_what_the_school_was_shown(life: Life, tmp_path: Path) -> None:
    before = {value.indicator.id: value for value in check_return(life.store).indicators}
    life.store.answers.write(
        [
            SetAnswer("profile.has_campuses", "yes"),
            MarkEmpty(CAMPUSES, empty=False),
            InsertRow(CAMPUSES, 0, campus("01", "东校区", "merge")),
            InsertRow(CAMPUSES, 1, campus("02", "西校区", "separate", backbone_primary="1")),
        ],
        actor=CLERK,
    )
    found = check_return(life.store)
    shown = {value.indicator.id: value for value in found.indicators}
    (west,) = found.campuses
    assert shown["L4_primary"].value != before["L4_primary"].value
    assert import_package(life.desk, life.report(tmp_path)).accepted
    own, apart = evaluate_store(life.desk.store).levels[Section.PRIMARY].schools
    assert (own.unit.campus, apart.unit.campus) == ("", "02")
    assert list(own.values) == [shown[f"L{place}_primary"].value for place in range(1, 8)]
    assert own.passes is shown["school_passes_primary"].value
    assert list(apart.values) == [figure.value for figure in west.figures]
    assert apart.passes is west.verdict.value is False
