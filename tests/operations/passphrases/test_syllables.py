"""Characters to pinyin and pinyin to signs."""

import pytest

from exporters.pki.fingerprint import word_of
from operations.passphrases.syllables import as_signs, pinyin_of


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("样例小学", "yang li xiao xue"),
        ("啊座", "a zuo"),
        ("吕布女略虐", "lv bu nv lve nve"),
        ("a 1，龘", ""),
        ("硚口区", "kou qu"),
    ],
)
def test_usual_characters_are_read(text: str, syllables: str) -> None:
    assert pinyin_of(text) == syllables.split()


def test_the_words_of_a_proposal_are_told_apart_in_pinyin() -> None:
    assert len({"".join(pinyin_of(word_of(byte))) for byte in range(256)}) == 256


@pytest.mark.parametrize(
    ("text", "length"),
    [("woaini", 3), ("xian", 1), ("hongshan-dahe", 5), ("strong", 6), ("Mima 1", 4), ("", 0)],
)
def test_pinyin_counts_by_syllables(text: str, length: int) -> None:
    assert len(as_signs(text)) == length


def test_ambiguous_letters_are_read_in_little_time() -> None:
    assert as_signs("xian" * 400 + "q") == "xian" * 400 + "q"
