"""A store is taken along as one file that was read back; the store itself stays as it is."""

import stat
import sys
from pathlib import Path

import pytest

from operations.bureau.store import Desk
from operations.copies.moving import take_along
from operations.school.store import open_school
from storage.errors import NotReplaced
from storage.school.store import SchoolStore


def test_one_file_holds_everything(school: SchoolStore, tmp_path: Path) -> None:
    before = school.journal.head()
    made = take_along(school, tmp_path / "U盘.yhs", replace=False)
    assert school.journal.head() == before
    with open_school(made.path) as there:
        assert there.journal.head() == before
        assert there.answers.load() == school.answers.load()
    assert [path.name for path in tmp_path.glob("U盘*")] == ["U盘.yhs"]
    assert "不要再填" in made.steps[-1]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions")
def test_it_is_for_its_owner_alone(school: SchoolStore, tmp_path: Path) -> None:
    made = take_along(school, tmp_path / "U盘.yhs", replace=False)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_the_root_key_stays_apart(desk: Desk, tmp_path: Path) -> None:
    made = take_along(desk.store, tmp_path / "U盘.yhb", replace=False)
    assert "根密钥文件另外保管" in made.steps[-1]


def test_nothing_else_is_replaced(school: SchoolStore, tmp_path: Path) -> None:
    target = tmp_path / "letter.yhs"
    target.write_text("a letter", encoding="utf-8")
    with pytest.raises(NotReplaced, match="写到这里会把它毁掉"):
        take_along(school, target, replace=True)
    assert target.read_text(encoding="utf-8") == "a letter"
