"""Plain types about packages: their words, and how far a verdict goes."""

import pytest

from forms.exchange import Code, ContainerKind, Level, Verdict
from tests.forms.live.mini import PACK


def test_levels_and_kinds_have_words() -> None:
    assert [level.label for level in Level] == ["有效", "有效，有说明", "签名人未知", "无效"]
    assert [kind.label for kind in ContainerKind] == ["上报包", "开户文件", "回执", "退回单"]


def test_levels_combine_by_the_worst() -> None:
    assert max(Level.REMARK, Level.VALID, Level.UNKNOWN_SIGNER) is Level.UNKNOWN_SIGNER


@pytest.mark.parametrize("level", list(Level))
def test_only_a_valid_signature_is_accepted(level: Level) -> None:
    assert Verdict(level, Code.OK, "").accepted is (level in {Level.VALID, Level.REMARK})


def test_forms_are_found_by_their_id() -> None:
    assert list(PACK.form_by_id) == ["a", "b", "d"]
    assert [form.id for form in PACK.school_forms] == ["a", "b"]
