"""``confirmation.toml``: who has to confirm; it is no part of a pack's digest."""

import pytest

from forms.confirmation import ConfirmationRule, Signatory
from forms.loader import PackError, load_pack
from tests.forms.loader.small_pack import SMALL

FILE = "confirmation.toml"
TEXT = 'demanded = ["statistician", "head"]\nroles_of_one_person = 2\nreason = "小学校"\n'


def test_a_pack_without_the_file_demands_nothing() -> None:
    assert load_pack(SMALL).confirmation == ConfirmationRule()


def test_the_file_says_who_and_changes_no_digest() -> None:
    pack = load_pack({**SMALL, FILE: TEXT})
    assert pack.confirmation == ConfirmationRule(
        (Signatory.STATISTICIAN, Signatory.HEAD), 2, "小学校"
    )
    assert pack.ref == load_pack(SMALL).ref


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"statistician", "head"', '"head", "statistician"', "依次"),
        ('"head"', '"clerk"', "依次"),
        ('reason = "小学校"', "", "理由"),
        ("reason", "raeson", "没有 raeson 这个键|理由"),
    ],
)
def test_what_an_author_may_get_wrong_is_said(old: str, new: str, said: str) -> None:
    with pytest.raises(PackError, match=said):
        load_pack({**SMALL, FILE: TEXT.replace(old, new)})
