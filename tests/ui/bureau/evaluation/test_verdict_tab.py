"""The tab of all items: every verdict has word and icon, also one of an item of nothing."""

import pytest

from forms.district import DistrictItem
from tests.forms.samples import full_pack
from ui.bureau.evaluation.verdict_tab import _record


@pytest.mark.parametrize(
    ("passes", "applies", "word", "icon", "tag"),
    [
        (True, True, "达标", "circle-check", "passing"),
        (False, True, "不达标", "circle-x", "failing"),
        (None, True, "不能判断", "circle-dashed", "unknown"),
        (True, False, "不适用", "minus", "absent"),
    ],
)
def test_every_verdict_has_word_icon_and_filter(
    passes: bool | None, applies: bool, word: str, icon: str, tag: str
) -> None:
    pack = full_pack.pack()
    item = DistrictItem(pack.indicator_by_id["D_Q1"], passes, applies)
    record = _record(item, pack)
    assert (record.cells[2].text, record.cells[2].icon) == (word, icon)
    assert record.tags == {tag}


@pytest.mark.parametrize(
    ("passes", "word"), [(True, "无疑点"), (False, "有疑点"), (None, "不能判断")]
)
def test_a_suspicion_is_not_called_reached(passes: bool | None, word: str) -> None:
    pack = full_pack.pack()
    unwanted = next(item for item in pack.indicators if not item.wanted)
    record = _record(DistrictItem(unwanted, passes), pack)
    assert record.cells[2].text == word


def test_what_the_bureau_has_not_filled_in_is_said_where_no_school_is_the_reason() -> None:
    pack = full_pack.pack()
    item = DistrictItem(pack.indicator_by_id["D_G2"], None, blanks=("教师编制统一", "公用经费统一"))
    assert _record(item, pack).cells[3].text == "区级数据没有填：教师编制统一、公用经费统一"
