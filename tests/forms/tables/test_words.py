"""Words of a choice: one that may mean several options is refused and says which."""

import pytest

from forms.tables.words import Words
from tests.forms.samples.full_pack import pack


@pytest.mark.parametrize(
    ("list_id", "label", "word", "which"),
    [
        ("urban_rural", "城乡类型", " 城区 ", "它可能是主城区、城乡结合区，请写明是哪一种。"),
        ("urban_rural", "城乡类型", "农村", "它可能是乡中心区、村庄，请写明是哪一种。"),
        ("sponsor", "举办者类型", "教育部门", "它可能是中央教育部门、省级教育部门、"),
        ("school_type", "办学类型", "中学", "它可能是初级中学、完全中学，请写明是哪一种。"),
    ],
)
def test_a_word_of_several_options_is_refused_with_them(
    list_id: str, label: str, word: str, which: str
) -> None:
    words = Words(pack().choices[list_id], label)
    assert words.read(word).code is None
    said = words.refusal(word)
    assert said.startswith(f"“{word.strip()}”不是{label}的代码或名称。{which}")
    assert said.endswith(f"可以填：{words.allowed}，或它们的代码。")


def test_public_is_everything_but_private() -> None:
    words = Words(pack().choices["sponsor"], "举办者类型")
    which = words.refusal("公办").partition("它可能是")[2].partition("，请写明")[0]
    assert {*which.split("、"), "地方企业", "民办"} == set(words.allowed.split("、"))


def test_a_word_nobody_knows_says_only_what_is_allowed() -> None:
    words = Words(pack().choices["urban_rural"], "城乡类型")
    assert words.refusal("海边").startswith("“海边”不是城乡类型的代码或名称。可以填：主城区、")
