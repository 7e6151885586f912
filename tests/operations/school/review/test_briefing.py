"""What the principal reads first: verdicts in groups, and the largest changes against last year."""

from collections.abc import Iterator
from fractions import Fraction

import pytest

from forms.edits import SetAnswer
from forms.indicator_value import IndicatorState
from forms.live.last_year import LastYearAnswers
from forms.live.sheet import Sheet
from operations.school.review.briefing import LARGEST, Briefing, brief, place_behind
from operations.school.store import open_school, open_sheet
from storage.school.store import SchoolStore
from tests.operations.staging import District, fill_whole


@pytest.fixture
def sheet(district: District) -> Iterator[Sheet]:
    """A school of the demonstration; the bureau has told its figures of last year."""
    with open_school(district.school(), read_only=True) as store:
        yield open_sheet(store)


def of(sheet: Sheet) -> Briefing:
    return brief(sheet, LastYearAnswers(sheet, sheet.context.last))


def test_the_verdicts_come_in_three_lines(sheet: Sheet) -> None:
    groups = of(sheet).groups
    assert [(group.label, group.state, group.sentence) for group in groups] == [
        ("四个 100%", IndicatorState.PASSED, "4 项都达标"),
        ("“双减”七项", IndicatorState.PASSED, "7 项都达标"),
        ("一票否决", IndicatorState.PASSED, "5 项都无疑点"),
    ]


def test_what_fails_is_named(sheet: Sheet) -> None:
    sheet.apply(SetAnswer("safety.closed_campus", "no"))
    safety = of(sheet).groups[0]
    assert (safety.state, safety.sentence) == (IndicatorState.FAILED, "1 项不达标：封闭化管理")


def test_a_verdict_leads_to_the_first_answer_behind_what_fails(sheet: Sheet) -> None:
    sheet.apply(SetAnswer("safety.closed_campus", "no"))
    assert place_behind(sheet, of(sheet).groups[0].values) == "safety.closed_campus"
    whole = [one for one in sheet.indicators.values() if one.indicator.id == "S_all"]
    assert place_behind(sheet, whole).startswith("safety.")
    sheet.apply(SetAnswer("safety.closed_campus", None))
    assert place_behind(sheet, of(sheet).groups[0].values) == "safety.closed_campus"
    assert place_behind(sheet, []) == ""


def test_ten_changes_are_told_the_large_ones_and_whole_figures_first(sheet: Sheet) -> None:
    sheet.apply(SetAnswer("facilities.equipment_value", "99999999"))
    found = of(sheet)
    assert found.compared
    assert len(found.largest) == LARGEST
    assert found.largest[0].address == "facilities.equipment_value"
    assert found.largest[0].is_large(20)
    shares = [abs(one.share or Fraction()) for one in found.largest if "[" not in one.address]
    assert shares == sorted(shares, reverse=True)
    in_rows = ["[" in one.address for one in found.largest if not one.is_large(20)]
    assert in_rows == sorted(in_rows)


def test_without_last_year_nothing_is_compared(school: SchoolStore) -> None:
    fill_whole(school)
    found = of(open_sheet(school))
    assert (found.compared, found.largest) == (False, ())
