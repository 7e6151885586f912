"""Every trouble has a sentence that says what is wrong, where, and what to do."""

import errno
import os
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.exchange import Code
from storage import errors
from storage.engines.sqlite.errors import sqlite_problem
from storage.errors import system as system_errors
from storage.files import system
from storage.rows import instants

HERE = Path("/资料/学校.yhs")


def test_a_stick_that_was_taken_out_is_said_the_same_way_whoever_notices() -> None:
    """The system, or SQLite on its own."""
    said = "读写“/资料/学校.yhs”时出错（磁盘没有反应，U 盘可能已被拔出）。"
    system_says = system_errors.os_problem(HERE, OSError(errno.EIO, "Input/output error"))
    sqlite_says = sqlite_problem(HERE, sqlite_error(sqlite3.SQLITE_IOERR))
    for problem in (system_says, sqlite_says):
        assert str(problem).startswith(said)


def sqlite_error(code: int, kind: type[sqlite3.Error] = sqlite3.OperationalError) -> sqlite3.Error:
    error = kind("as sqlite says")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (sqlite3.SQLITE_FULL, errors.DiskFull),
        (sqlite3.SQLITE_IOERR_SHMSIZE, errors.DiskFull),
        (sqlite3.SQLITE_CORRUPT, errors.StoreDamaged),
        (sqlite3.SQLITE_NOTADB, errors.StoreDamaged),
        (sqlite3.SQLITE_READONLY, errors.ReadOnlyPlace),
        (sqlite3.SQLITE_READONLY | (1 << 8), errors.ReadOnlyPlace),
        (sqlite3.SQLITE_BUSY, errors.StoreLocked),
        (sqlite3.SQLITE_CANTOPEN, errors.StoreVanished),
        (sqlite3.SQLITE_IOERR, errors.FileFailed),
        (sqlite3.SQLITE_CONSTRAINT, errors.StoreBug),
        (sqlite3.SQLITE_ERROR, errors.StoreBug),
    ],
)
def test_each_code_of_sqlite_becomes_the_problem_it_means(
    code: int, kind: type[errors.StoreError]
) -> None:
    problem = sqlite_problem(HERE, sqlite_error(code))
    assert type(problem) is kind
    assert str(problem).endswith("。")


def test_a_file_that_is_there_but_cannot_be_opened(tmp_path: Path) -> None:
    problem = sqlite_problem(tmp_path, sqlite_error(sqlite3.SQLITE_CANTOPEN))
    assert isinstance(problem, errors.ReadOnlyPlace)


def test_an_error_without_a_code_is_a_bug() -> None:
    problem = sqlite_problem(HERE, sqlite3.ProgrammingError("wrong thread"))
    assert isinstance(problem, errors.StoreBug)
    assert "wrong thread" in str(problem)


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, errors.DiskFull),
        (errno.EDQUOT, errors.DiskFull),
        (errno.EROFS, errors.ReadOnlyPlace),
        (errno.EACCES, errors.ReadOnlyPlace),
        (errno.ENOENT, errors.StoreVanished),
        (errno.EIO, errors.FileFailed),
        (errno.ENAMETOOLONG, errors.PathTooLong),
    ],
)
def test_each_number_of_the_system_becomes_the_problem_it_means(
    number: int, kind: type[errors.StoreError]
) -> None:
    problem = errors.os_problem(HERE, OSError(number, "as the system says"))
    assert type(problem) is kind
    assert "学校" in str(problem)


@pytest.mark.parametrize(
    ("number", "kind", "part"),
    [
        (32, errors.InUse, "Excel 或 WPS"),
        (33, errors.InUse, "请在那里关闭"),
        (206, errors.PathTooLong, "路径太长"),
        (5, errors.ReadOnlyPlace, "不能写入"),
    ],
)
def test_what_windows_says(number: int, kind: type[errors.StoreError], part: str) -> None:
    error = PermissionError(errno.EACCES, "as Windows says")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore]
    problem = errors.os_problem(HERE, error)
    assert type(problem) is kind
    assert part in str(problem)


@pytest.mark.skipif(sys.platform == "win32", reason="winerror cannot be set there")
@pytest.mark.parametrize(
    ("mode", "replacing", "problem"),
    [
        (0o644, True, errors.InUse),
        (0o444, True, errors.ReadOnlyPlace),
        (0o644, False, errors.ReadOnlyPlace),
    ],
)
def test_windows_says_of_an_open_file_what_it_says_of_one_it_forbids(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    mode: int,
    replacing: bool,
    problem: type[errors.StoreError],
) -> None:
    monkeypatch.setattr(system_errors, "SYSTEM", system.Windows())
    monkeypatch.setattr(
        os, "access", lambda path, asked: bool(Path(path).stat().st_mode & asked << 6)
    )
    target = tmp_path / "表.xlsx"
    target.write_bytes(b"x")
    target.chmod(mode)
    second = (None, str(target)) if replacing else ()
    error = PermissionError(13, "Access is denied", str(tmp_path / "new"), *second)
    assert type(errors.os_problem(target, error)) is problem


@pytest.mark.parametrize(
    ("length", "problem"), [(259, errors.StoreVanished), (260, errors.PathTooLong)]
)
def test_windows_finds_no_long_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int, problem: type[errors.StoreError]
) -> None:
    monkeypatch.setattr(system_errors, "SYSTEM", system.Windows())
    path = tmp_path / ("n" * (length - len(str(tmp_path)) - 1))
    error = FileNotFoundError(2, "The system cannot find the path specified", str(path))
    assert type(errors.os_problem(tmp_path / "n", error)) is problem


@pytest.mark.parametrize("text", ["no such table: journal", "no such column: kind"])
def test_tables_that_somebody_changed_are_damage(text: str) -> None:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = sqlite3.SQLITE_ERROR
    problem = sqlite_problem(HERE, error, [Path("/b1")])
    assert isinstance(problem, errors.StoreDamaged)
    assert "/b1" in str(problem)


def test_a_text_that_is_none_is_damage() -> None:
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(sqlite3.OperationalError) as error,
    ):
        connection.execute("SELECT CAST(x'ff41' AS TEXT)").fetchall()
    problem = sqlite_problem(HERE, error.value)
    assert isinstance(problem, errors.StoreDamaged)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_what_may_not_be_read_is_called_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.yhs"
    path.write_bytes(b"")
    # The tests may run as root, who may read everything.
    monkeypatch.setattr("os.access", lambda place, mode: place != path or mode == os.F_OK)
    denied = PermissionError(errno.EACCES, "denied")
    assert isinstance(errors.os_problem(path, denied), errors.NotReadable)
    found = sqlite_problem(path, sqlite_error(sqlite3.SQLITE_CANTOPEN))
    assert str(found).startswith(f"没有权限读取“{path}”。")


def test_sqlite_cannot_open_what_has_too_long_a_path() -> None:
    path = Path("/" + "资料夹/" * 60 + "学校.yhs")
    problem = sqlite_problem(path, sqlite_error(sqlite3.SQLITE_CANTOPEN))
    assert isinstance(problem, errors.PathTooLong)
    assert "一个汉字占 3 字节" in str(problem)


def test_a_system_error_without_words() -> None:
    assert "OSError" in str(errors.os_problem(HERE, OSError()))


@pytest.mark.parametrize(
    ("problem", "parts"),
    [
        (errors.AlreadyThere(HERE), ["已经存在", "换一个文件名"]),
        (errors.StoreDamaged(HERE), ["已损坏", "没有找到备份", "技术支持"]),
        (errors.StoreDamaged(HERE, [Path("/b1"), Path("/b0")]), ["已损坏", "/b1", "2 个"]),
        (errors.NotOurFile(HERE, "局端库"), ["不是优衡填报的局端库文件", "选择正确的文件"]),
        (errors.NewerVersion(HERE, found=3001, known=1000), ["文件格式 3", "只认识到 1", "升级"]),
        (errors.NeedsUpgrade(HERE), ["旧版本", "可写方式"]),
        (errors.BackupFailed(HERE), ["核对不一致", "换一个位置"]),
        (errors.DiskFull(HERE), ["磁盘已满", "腾出空间", "已保存"]),
        (errors.ReadOnlyPlace(HERE), ["不能写入", "另存"]),
        (errors.ClosedFolder(HERE), ["没有权限进入", "换到自己的文件夹"]),
        (errors.NotReadable(HERE), ["没有权限读取", "管理员"]),
        (errors.OpenHere(HERE), ["本程序正打开", "选择要读入的文件"]),
    ],
)
def test_each_problem_says_what_happened_and_what_helps(
    problem: errors.EnvironmentProblem, parts: list[str]
) -> None:
    assert problem.place == HERE
    assert all(part in str(problem) for part in [*parts, "学校"])


def test_refusals_and_bugs_are_no_problems_of_the_environment() -> None:
    refusal = errors.ChainError(Code.E_GAP, "缺第 2 号。")
    assert refusal.code is Code.E_GAP
    assert isinstance(refusal, errors.StoreRefusal)
    for other in (refusal, errors.StoreBug("x")):
        assert not isinstance(other, errors.EnvironmentProblem)


def test_times_need_a_zone_and_keep_their_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instants.to_text(datetime(2024, 9, 1))  # noqa: DTZ001 - the case itself
    present = instants.now()
    assert present.tzinfo is UTC
    assert instants.from_text(instants.to_text(present)) == present
    assert instants.maybe_from_text(None) is None
