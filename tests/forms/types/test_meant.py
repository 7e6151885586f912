"""Wide forms and radicals are read as meant; marks never become digits."""

import pytest

from forms.types.meant import as_meant, with_plain_radicals, without_unseen
from forms.types.numbers import read_decimal


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("２１４２", "2142"),
        ("甲⼩学", "甲小学"),
        ("⻓⻛", "长风"),
        ("（东）", "(东)"),
        ("a\u00a0b\u3000c\u2009d", "a b c d"),
        ("Ⅰ级", "I级"),
        ("62①", "62①"),
        ("1200²", "1200²"),
        ("½", "½"),
    ],
)
def test_only_the_same_sign_in_another_form_is_replaced(text: str, plain: str) -> None:
    assert as_meant(text) == plain


def test_names_keep_their_wide_brackets() -> None:
    assert with_plain_radicals("⼄⼩学（东）") == "乙小学（东）"


def test_signs_nobody_sees_are_taken_out() -> None:
    assert without_unseen("\ufeff云\u200b杉") == "云杉"


@pytest.mark.parametrize("text", ["62①", "1200²", "62⑴", "6❷", "62₁", "6②2", "¹62", "62㊀"])
def test_a_raised_or_circled_mark_is_refused_and_no_digit(text: str) -> None:
    assert read_decimal(text, 2) == "请只填数字，不要带单位、文字或其他符号。"


@pytest.mark.parametrize(
    "text", ["'62", "’62", "\u200b62", "\ufeff62", "6\u200b2", "\u00a062\u00a0", "\u200e62", "' 62"]
)
def test_a_number_with_unseen_blanks_or_an_apostrophe_is_read(text: str) -> None:
    assert read_decimal(text, 0) == 62
