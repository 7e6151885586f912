"""Options are found by code, words, initials and place; a digit never stands for a longer code."""

from collections import Counter

import pytest

from forms.spec import Option
from forms.types.choosing import NOTHING, Chooser
from operations.packs.bundled import bundled_pack
from operations.pinyin import initials

PACK = bundled_pack("balance", "2024.1")
LISTS = {name: Chooser(choices.options, initials) for name, choices in PACK.choices.items()}
SPONSORS = LISTS["sponsor"]


def meant(chooser: Chooser, text: str) -> str | None:
    option = chooser.typed(text).meant
    return None if option is None else option.code


@pytest.mark.parametrize("name", LISTS)
def test_every_code_label_and_unmistakable_initials_give_their_option(name: str) -> None:
    chooser = LISTS[name]
    letters = Counter(initials(option.label) for option in chooser.options)
    codes = {option.code for option in chooser.options}
    for option in chooser.options:
        assert meant(chooser, option.code) == option.code
        assert meant(chooser, option.label) == option.code
        short = initials(option.label)
        if short and letters[short] == 1 and short not in codes:
            assert meant(chooser, short) == option.code


@pytest.mark.parametrize("name", LISTS)
def test_no_beginning_of_a_code_is_final_while_a_longer_one_can_follow(name: str) -> None:
    chooser = LISTS[name]
    for option in chooser.options:
        for end in range(1, len(option.code)):
            assert not chooser.typed(option.code[:end]).is_final


def test_a_code_within_a_longer_one_waits() -> None:
    first = SPONSORS.typed("1")
    assert (first.meant, first.is_final) == (SPONSORS.options[0], False)
    assert SPONSORS.typed("10").meant == SPONSORS.options[9]
    assert SPONSORS.typed("10").is_final
    assert SPONSORS.typed("2").is_final


def test_a_part_of_a_code_means_nothing_yet() -> None:
    types = LISTS["school_type"]
    assert types.typed("34").meant is None
    assert [option.code for option in types.typed("34").possible] == ["341", "345"]


def test_words_are_found_from_their_beginning_and_within() -> None:
    types = LISTS["school_type"]
    assert meant(types, "小学") == "211"
    assert not types.typed("小学").is_final
    assert meant(types, "九年") == "312"
    assert meant(types, "十二") == "345"
    assert meant(types, "教学点") == "218"
    assert [option.code for option in types.typed("一贯").possible] == ["312", "345"]
    assert meant(types, "３１１") == "311"


def test_a_place_counts_only_where_no_code_or_word_begins_so() -> None:
    subjects = LISTS["teacher_subject"]
    assert subjects.typed("2").meant == subjects.options[1]
    assert subjects.mark_of(subjects.options[1]) == "2"
    assert subjects.mark_of(subjects.options[12]) == ""
    ages = LISTS["age_group"]
    assert ages.typed("2").meant is None
    assert ages.mark_of(ages.options[1]) == ""
    assert SPONSORS.mark_of(SPONSORS.options[9]) == "10"


def test_what_is_no_option_means_nothing() -> None:
    assert SPONSORS.typed("99") == NOTHING
    assert SPONSORS.typed("  ") == NOTHING
    assert SPONSORS.typed("0") == NOTHING
    assert LISTS["school_type"].typed("1") == NOTHING
    assert Chooser((Option("a", "甲"),), initials).typed("2") == NOTHING
