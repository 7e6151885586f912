"""The names of the seven come from the pack; the official form prints them so."""

from forms.evaluation import INDICATORS, evaluate
from forms.evaluation.names import resource_names
from tests.forms.samples.full_pack import pack

FORM = (
    "每百名学生拥有高于规定学历教师数",
    "每百名学生拥有县级以上骨干教师数",
    "每百名学生拥有体育、艺术（美术、音乐）专任教师数",
    "生均教学及辅助用房面积（㎡）",
    "生均体育运动场馆面积（㎡）",
    "生均教学仪器设备值（元）",
    "每百名学生拥有网络多媒体教室数",
)
"""As the application form of the 2019 规程 prints them."""


def test_the_form_prints_the_names_of_the_pack() -> None:
    names = resource_names(pack())
    assert tuple(name.heading for name in names) == FORM
    assert evaluate([], pack=pack()).names == names


def test_a_name_is_short_where_there_is_little_room() -> None:
    first, *_, area, _, rooms = resource_names(pack())
    assert (first.thing, first.rate) == ("高于规定学历教师", "人/百生")
    assert (area.thing, area.rate, area.decimals) == ("体育运动场馆", "㎡/生", 2)
    assert rooms.thing == "网络多媒体教室"


def test_both_levels_call_the_seven_the_same() -> None:
    by_id = pack().indicator_by_id
    for name, words in zip(INDICATORS, resource_names(pack()), strict=True):
        labels = {by_id[f"{name}_{level}"].label for level in ("primary", "junior")}
        assert labels == {f"小学{words.label}", f"初中{words.label}"}
