"""The check of the 统一社会信用代码 agrees with a well-kept library wherever both know the form.

The library refuses a code whose registering authority is a letter (GB 32100 has A, N and Y), which a
school may really have; a true code must never be an error, so the check itself is our own.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from forms.expr.functions import uscc_ok

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DIGITS = st.text("0123456789", min_size=8, max_size=8)
BODIES = st.text(SIGNS, min_size=9, max_size=9)


@given(DIGITS, BODIES, st.sampled_from(SIGNS))
def test_any_code_is_judged_as_the_library_judges_it(start: str, body: str, last: str) -> None:
    code = start + body + last
    assert uscc_ok(code) is uscc.is_valid(code)


@given(DIGITS, BODIES)
def test_the_one_right_sign_at_the_end_is_the_librarys(start: str, body: str) -> None:
    right = [sign for sign in SIGNS if uscc_ok(start + body + sign)]
    assert right == [uscc.calc_check_digit(start + body)]


@pytest.mark.parametrize("code", ["12420104MB0A12342B", "91110000600037341L"])
def test_a_real_code_is_right(code: str) -> None:
    assert uscc_ok(code)
    assert uscc.is_valid(code)


@pytest.mark.parametrize("authority", "ANY")
def test_an_authority_may_be_a_letter(authority: str) -> None:
    start = authority + "2420104MB0A12342"
    assert sum(uscc_ok(start + sign) for sign in SIGNS) == 1


@pytest.mark.parametrize(
    "code",
    ["", "12420104MB0A12342", "12420104MB0A12342B0", "12420104mb0a12342b", "12420104MB0A1234IB"],
    ids=["empty", "short", "long", "small letters", "a letter that is not used"],
)
def test_what_is_no_code_is_not_right(code: str) -> None:
    assert not uscc_ok(code)
