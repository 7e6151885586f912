"""``bureau import --watch``: packages put into a folder are imported as they come."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.bureau import watch
from tests.cli.conftest import Command
from tests.operations.staging import District


def steps(*happens: Callable[[], object]) -> Callable[[], bool]:
    """Stand in for the waiting: each time something else happens, at last Ctrl+C."""
    waiting: Iterator[Callable[[], object]] = iter(happens)

    def pause() -> bool:
        step = next(waiting, None)
        if step is not None:
            step()
        return step is not None

    return pause


def test_what_comes_is_imported_and_what_is_no_package_is_named(
    command: Command, district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    package = district.next_package()

    def nothing() -> None:
        """Another look."""

    happens = (
        lambda: (folder / "说明.txt").write_text("请查收", encoding="utf-8"),
        nothing,
        lambda: shutil.copy(package, folder),
        nothing,
    )
    monkeypatch.setattr(watch, "pause", steps(*happens))
    words = (district.bureau, folder, "--watch", "--passphrase-file", district.passphrases)
    run = command("bureau", "import", *words, "--json")
    assert run.code == 0, run.err
    files = run.data["files"]
    assert isinstance(files, list)
    assert [(item["file"], item["accepted"]) for item in files] == [(package.name, True)]
    assert "说明.txt" in str(run.data["skipped"])
    assert "按 Ctrl+C 结束" in run.err
    assert "接收 1 份，拒收 0 份。" in run.err


def test_a_file_cannot_be_watched_and_a_wrong_passphrase_is_told_at_once(
    command: Command, district: District, tmp_path: Path
) -> None:
    words = (district.bureau, district.package(), "--watch")
    run = command("bureau", "import", *words, "--passphrase-file", district.passphrases)
    assert (run.code, run.err.strip()) == (2, "--watch 要给一个文件夹，而且只给一个。")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("不是这个\n", encoding="utf-8")
    run = command(
        "bureau", "import", district.bureau, tmp_path, "--watch", "--passphrase-file", wrong
    )
    assert run.code == 1
    assert "口令" in run.err


def test_ctrl_c_ends_the_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    assert not watch.pause()
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    assert watch.pause()
