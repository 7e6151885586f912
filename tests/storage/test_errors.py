"""Every trouble has a sentence that says what is wrong, where, and what to do."""

import errno
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forms.exchange import Code
from storage import errors, instants
from storage.places import filesystem, in_synced_folder, keeps_wal

HERE = Path("/资料/学校.yhs")


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
def test_sqlite_errors(code: int, kind: type[errors.StoreError]) -> None:
    problem = errors.sqlite_problem(HERE, sqlite_error(code))
    assert type(problem) is kind
    assert str(problem).endswith("。")


def test_a_file_that_is_there_but_cannot_be_opened(tmp_path: Path) -> None:
    problem = errors.sqlite_problem(tmp_path, sqlite_error(sqlite3.SQLITE_CANTOPEN))
    assert isinstance(problem, errors.ReadOnlyPlace)


def test_an_error_without_a_code_is_a_bug() -> None:
    problem = errors.sqlite_problem(HERE, sqlite3.ProgrammingError("wrong thread"))
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
    ],
)
def test_system_errors(number: int, kind: type[errors.StoreError]) -> None:
    problem = errors.os_problem(HERE, OSError(number, "as the system says"))
    assert type(problem) is kind
    assert "学校" in str(problem)


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
    ],
)
def test_sentences(problem: errors.EnvironmentProblem, parts: list[str]) -> None:
    assert problem.path == HERE
    assert all(part in str(problem) for part in [*parts, "学校"])


def test_refusals_and_bugs_are_no_problems_of_the_environment() -> None:
    refusal = errors.ChainError(Code.E_GAP, "缺第 2 号。")
    assert refusal.code is Code.E_GAP
    assert isinstance(refusal, errors.Refusal)
    for other in (refusal, errors.StoreBug("x")):
        assert not isinstance(other, errors.EnvironmentProblem)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/share nfs4 rw 0 0
/dev/sdb1 /media/U\\040disk vfat rw 0 0
broken
tmpfs /mnt/share/cache tmpfs rw 0 0
overlay /mnt/again nfs4 rw 0 0
overlay /mnt/again ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/s.yhs", "ext4"),
        ("/mnt/share/s.yhs", "nfs4"),
        ("/mnt/shared/s.yhs", "ext4"),
        ("/mnt/share/cache/s.yhs", "tmpfs"),
        ("/media/U disk/s.yhs", "vfat"),
        ("/mnt/again/s.yhs", "ext4"),
    ],
)
def test_the_mount_nearest_to_a_file_says_its_filesystem(path: str, kind: str) -> None:
    assert filesystem(Path(path), MOUNTS) == kind


def test_an_unknown_place_is_taken_for_a_remote_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert filesystem(Path("/x"), "") == ""
    monkeypatch.setattr("storage.places._mounts", lambda: "")
    monkeypatch.setattr("storage.places.sys.platform", "linux")
    assert not keeps_wal(tmp_path / "s.yhs")


def test_without_a_list_of_mounts(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, **how: str) -> str:
        raise FileNotFoundError(self, how)

    monkeypatch.setattr(Path, "read_text", refuse)
    assert not keeps_wal(Path("/x/s.yhs"))


@pytest.mark.parametrize(
    ("path", "synced"),
    [
        ("/home/a/OneDrive - 学校/s.yhs", True),
        ("/home/a/Dropbox/x/s.yhs", True),
        ("/home/a/我的坚果云/s.yhs", True),
        ("/home/a/documents/s.yhs", False),
    ],
)
def test_synced_folders_are_known_by_name(path: str, synced: bool) -> None:
    assert in_synced_folder(Path(path)) is synced


def test_times_need_a_zone_and_keep_their_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        instants.to_text(datetime(2024, 9, 1))  # noqa: DTZ001 - the case itself
    present = instants.now()
    assert present.tzinfo is UTC
    assert instants.from_text(instants.to_text(present)) == present
    assert instants.maybe_from_text(None) is None
