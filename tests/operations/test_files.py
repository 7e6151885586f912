"""Folders a user names are made under names that every computer keeps."""

from pathlib import Path

import pytest

from operations.files import make_folder, write_files
from storage.errors import UnfitName


@pytest.mark.parametrize("name", ["表.", "表 ", "NUL", "a/CON.x/b", "a/../表./c"])
def test_a_folder_that_windows_does_not_keep_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnfitName, match=r"不能用作名称：Windows 把 .*请换一个名称。"):
        write_files(tmp_path / name, {"a.pdf": b"x"}, replace=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["表", "a/b.c", "a/../b", "."])
def test_other_folders_are_made(tmp_path: Path, name: str) -> None:
    make_folder(tmp_path / name)
    make_folder(tmp_path / name)
    assert (tmp_path / name).is_dir()


def test_a_folder_that_is_there_is_taken_as_it_is(tmp_path: Path) -> None:
    there = tmp_path / "旧."
    there.mkdir()
    make_folder(there / "新")
    assert (there / "新").is_dir()
