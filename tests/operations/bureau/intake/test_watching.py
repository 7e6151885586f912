"""A watched folder: what is new and whole is told once; what is still copied, or known, is not."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from operations.bureau.intake.watching import WatchedFolder, arrivals
from operations.errors import Refused


@pytest.fixture
def watched(tmp_path: Path) -> WatchedFolder:
    (tmp_path / "in").mkdir()
    return WatchedFolder(tmp_path / "in")


def put(watched: WatchedFolder, name: str, content: bytes, *, at: int = 1) -> Path:
    path = watched.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(at, at))
    return path


def test_a_file_counts_when_it_has_kept_its_size_between_two_looks(
    watched: WatchedFolder,
) -> None:
    put(watched, "a.age", b"1")
    assert watched.look() == ()
    assert watched.has_unsettled
    path = put(watched, "a.age", b"12", at=2)  # it is still copied
    assert watched.look() == ()
    assert watched.look() == (path,)
    assert watched.look() == ()
    assert [watched.has_unsettled] == [False]


def test_a_file_that_changed_is_told_again_and_folders_below_count(
    watched: WatchedFolder,
) -> None:
    path = put(watched, "小学/a.age", b"1")
    watched.look()
    assert watched.look() == (path,)
    put(watched, "小学/a.age", b"1", at=5)
    watched.look()
    assert watched.look() == (path,)


def test_a_folder_that_is_gone_is_said_and_seen_when_it_is_back(watched: WatchedFolder) -> None:
    path = put(watched, "a.age", b"1")
    watched.look()
    watched.folder.rename(watched.folder.with_name("away"))
    with pytest.raises(Refused, match="监视的文件夹“in”打不开"):
        watched.look()
    watched.folder.with_name("away").rename(watched.folder)
    assert watched.look() == (path,)


def test_what_arrives_is_given_as_it_comes_and_a_lost_folder_is_told_once(
    watched: WatchedFolder, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    happens: Iterator[Callable[[], object]] = iter([
        lambda: put(watched, "说明.txt", b"text"),
        lambda: None,
        lambda: watched.folder.rename(away),
        lambda: None,
        lambda: away.rename(watched.folder),
        lambda: put(watched, "b.txt", b"more"),
        lambda: None,
    ])  # fmt: skip

    def wait() -> bool:
        step = next(happens, None)
        if step is not None:
            step()
        return step is not None

    told: list[str] = []
    found = [
        [item.path.name for item in one.others]
        for one in arrivals(watched, wait=wait, lost=told.append, unpacked=lambda: tmp_path)
    ]
    assert found == [["说明.txt"], ["b.txt"]]
    (sentence,) = told
    assert "打不开" in sentence
