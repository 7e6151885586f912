"""Folders that may not be written or entered: read all the same, or called what they are."""

import shutil
import sys
import tempfile
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from tests.storage.crashed import left_in_the_middle
from tests.storage.programs import run
from tests.storage.stores import CLERK, new_school

READER = """
import os, sys
from pathlib import Path
from storage.school.store import SchoolStore
if os.geteuid() == 0:
    os.seteuid(65534)
with SchoolStore.open(Path(sys.argv[1]), read_only=True) as store:
    print(store.answers.load().answers["pupils.a"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
@pytest.mark.parametrize("crashed", [False, True])
def test_a_folder_that_cannot_be_written_is_still_read(crashed: bool) -> None:
    """As from a CD, also what a crash left there: that is mended in memory."""
    # Not tmp_path: other users may not look into it.
    folder = Path(tempfile.mkdtemp())
    path = folder / "s.yhs"
    with new_school(path) as store:
        store.answers.write([SetAnswer("pupils.a", "8" if crashed else "9")], actor=CLERK)
    if crashed:
        left_in_the_middle(path)
    for item in folder.iterdir():
        item.chmod(0o444)
    folder.chmod(0o555)
    try:
        result = run(READER, path)
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
    assert (result.stdout.strip(), result.returncode) == ("9" if not crashed else "8", 0), (
        result.stderr
    )


TOLD = """
import os, sys
from pathlib import Path
from storage.errors import StoreError
from storage.school.store import SchoolStore
if os.geteuid() == 0:
    os.setuid(65534)
for read_only in (False, True):
    try:
        SchoolStore.open(Path(sys.argv[1]), read_only=read_only)
    except StoreError as error:
        print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_folder_that_may_not_be_entered_is_called_that() -> None:
    # Not tmp_path: other users may not look into it.
    folder = Path(tempfile.mkdtemp())
    closed = folder / "别人的"
    closed.mkdir()
    path = closed / "s.yhs"
    new_school(path).close()
    folder.chmod(0o755)
    closed.chmod(0o000)
    try:
        result = run(TOLD, path)
    finally:
        closed.chmod(0o755)
        shutil.rmtree(folder)
    said = result.stdout.splitlines()
    assert len(said) == 2, result.stderr
    assert set(said) == {
        f"没有权限进入“s.yhs”所在的文件夹“{closed}”。请让文件夹的主人或电脑的管理员开放权限，或换到自己的文件夹。"
    }
