"""Initials of what a district's people look for."""

import pytest

from operations.pinyin import initials
from resources import resource


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("崇仁路小学", "crlxx"),
        ("硚口区第2中学", "qkqd2zx"),
        ("ABC 班（东）", "abcbd"),
        ("", ""),
        ("𠮷🏫", ""),
    ],
)
def test_initials_are_those_people_type(text: str, letters: str) -> None:
    assert initials(text) == letters


def test_the_table_has_one_letter_for_each_character() -> None:
    text = resource("pinyin", "initials.txt").read_text(encoding="ascii")
    assert len(text.replace("\n", "")) == 0x9FFF - 0x4E00 + 1
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyz-\n")
