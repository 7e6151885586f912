"""A figure taken apart: what it is made from, where each part stands, and what that is made from."""

import pytest

from forms.live.labels import Labels
from forms.live.sources import sources_of
from tests.forms.samples.full_pack import pack, sheet


def test_each_calculated_part_is_followed_by_what_it_is_made_from() -> None:
    opened = sheet("primary")
    expression = opened.indicators["L4_primary"].indicator.expression
    found = [
        (part.depth, part.operand.name, part.calculated) for part in sources_of(opened, expression)
    ]
    assert found[2:5] == [
        (0, "facilities.teaching_area_net", True),
        (1, "facilities.teaching_area", False),
        (1, "facilities.indoor_sports_area", False),
    ]
    assert found[-1] == (0, "pupils.enrolled_senior", True)  # not applicable: nothing behind it


def test_a_part_says_where_it_stands_and_reads_as_in_the_form() -> None:
    opened = sheet("primary")
    found = {
        part.operand.name: part
        for part in sources_of(opened, opened.indicators["L4_primary"].indicator.expression)
    }
    area = found["facilities.teaching_area"]
    assert area.place.startswith(pack().form_by_id["facilities"].label + " › ")
    assert area.operand.unit == "㎡"
    assert area.operand.label == pack().fields["facilities.teaching_area"].label


def test_a_total_stands_in_its_table() -> None:
    opened = sheet("primary")
    totals = [
        part
        for one in opened.plan.indicators
        for part in sources_of(opened, one.expression)
        if part.operand.table
    ]
    assert totals
    for part in totals:
        assert part.address == part.operand.table
        assert part.place == f"{pack().tables[part.address].label}（各行合计）"


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("last.facilities.teaching_area", "上年"),
        ("stat.facilities.teaching_area", "年报"),
        ("facilities.teaching_area", ""),
    ],
)
def test_older_figures_and_statistics_are_named_as_such(name: str, label: str) -> None:
    own = pack().fields["facilities.teaching_area"]
    assert Labels(pack()).label(name) == (label + own.label, own.unit)


def test_a_setting_has_its_label_and_an_unknown_name_is_itself() -> None:
    labels = Labels(pack())
    assert labels.label("setting.per_pupil_primary")[0] == "小学生均公用经费标准（元）"
    assert labels.label("no.such") == ("no.such", "")
