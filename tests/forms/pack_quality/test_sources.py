"""References to sources are taken apart as an author writes them."""

import pytest

from forms.pack_quality.sources import Citation, cited

KEYS = ("L", "任务", "申报表", "GB 32100", "GB/T 29315", "2019 规程", "统计", "统计管理规定")


@pytest.mark.parametrize(
    ("written", "key", "place"),
    [
        ("统计", "统计", ""),
        ("统计管理规定", "统计管理规定", ""),
        ("任务12, 20", "任务", "12, 20"),
        ("L1–L7", "L", "1–L7"),
        ("申报表Ⅰ L14", "申报表", "Ⅰ L14"),
        ("申报表Ⅰ, Ⅱ-2", "申报表", "Ⅰ, Ⅱ-2"),
        ("GB 32100", "GB 32100", ""),
        ("2019 规程", "2019 规程", ""),
        ("任务书", "", ""),
        ("某书", "", ""),
    ],
)
def test_a_reference_is_a_key_with_a_place(written: str, key: str, place: str) -> None:
    assert cited(written, KEYS) == (Citation(written, key, place),)


def test_several_references_are_separated_by_semicolons() -> None:
    assert [one.key for one in cited("任务12; 统计；GB/T 29315;", KEYS)] == [
        "任务",
        "统计",
        "GB/T 29315",
    ]


def test_no_reference_cites_nothing() -> None:
    assert cited(" ; ", KEYS) == ()
