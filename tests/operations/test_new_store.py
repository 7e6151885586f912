"""One sentence for each thing a new store cannot be named by, in windows and operations alike."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from operations import new_store
from operations.bureau.store import BureauPlan, create_bureau
from operations.errors import Misused
from operations.school.store import create_school
from tests.operations.staging import CLERK


@pytest.mark.parametrize(
    ("fault", "good", "bad"),
    [
        (
            new_store.school_code_fault,
            "3142010401",
            ["", "314201040", "31420104011", "３142010401"],
        ),
        (
            new_store.school_name_fault,
            "云杉小学",
            ["", " 　", "云\n杉", "云\x1b杉", "云\u202e杉", "云" * 65],
        ),
        (new_store.bureau_code_fault, "420104", ["", "42-01", "区", "a" * 33]),
        (new_store.bureau_name_fault, "演示区教育局", ["", " ", "局\r", "局" * 65]),
        (new_store.operator_fault, "王操作", ["", " ", "王\u200b", "王" * 65]),
        (new_store.period_fault, "2024", ["", "24", "1999", "3000", "２０２４", "+2024", "2024.5"]),
    ],
)
def test_each_text_is_taken_or_refused_in_a_sentence(
    fault: Callable[[str], str], good: str, bad: list[str]
) -> None:
    assert fault(good) == ""
    for text in bad:
        assert fault(text).endswith("。"), text


def test_a_schools_store_is_refused_with_the_same_sentences(tmp_path: Path) -> None:
    for code, name, period, sentence in (
        ("12", "云杉小学", 2024, new_store.school_code_fault("12")),
        ("3142010401", " ", 2024, new_store.school_name_fault(" ")),
        ("3142010401", "云杉小学", 24, new_store.period_fault("24")),
    ):
        with pytest.raises(Misused, match=f"^{re.escape(sentence)}$"):
            create_school(
                tmp_path / "a.yhs", school_code=code, school_name=name, period=period, actor=CLERK
            )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (BureauPlan("4-2", "局", 2024, "王"), new_store.bureau_code_fault("4-2")),
        (BureauPlan("42", "", 2024, "王"), new_store.bureau_name_fault("")),
        (BureauPlan("42", "局", 2024, ""), new_store.operator_fault("")),
        (BureauPlan("42", "局", 24, "王"), new_store.period_fault("24")),
    ],
)
def test_a_bureaus_store_is_refused_with_the_same_sentences(
    tmp_path: Path, plan: BureauPlan, sentence: str
) -> None:
    with pytest.raises(Misused, match=f"^{re.escape(sentence)}$"):
        create_bureau(tmp_path / "b.yhb", plan, passphrase="correct horse battery")
    assert list(tmp_path.iterdir()) == []
