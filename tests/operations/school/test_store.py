"""A school's store is made, and not for nonsense."""

from pathlib import Path

import pytest

from operations.errors import Misused
from operations.school.store import create_school
from tests.operations.staging import CLERK


@pytest.mark.parametrize(
    ("code", "name", "period", "words"),
    [
        ("214210000", "甲校", 2024, "10 位数字"),
        ("２１４２１００００１", "甲校", 2024, "10 位数字"),
        ("214210000a", "甲校", 2024, "10 位数字"),
        ("2142100001", "  ", 2024, "学校名称"),
        ("2142100001", "甲校", 24, "报告期"),
    ],
)
def test_a_store_is_not_made_for_nonsense(
    tmp_path: Path, code: str, name: str, period: int, words: str
) -> None:
    path = tmp_path / "x.yhs"
    with pytest.raises(Misused, match=words):
        create_school(path, school_code=code, school_name=name, period=period, actor=CLERK)
    assert not path.exists()
