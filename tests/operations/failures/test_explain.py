"""Every exception becomes one sentence and says whose turn it is."""

import errno
from pathlib import Path

import pytest

from forms.exchange import Code, Level, Verdict
from forms.workflow import MoveError
from operations.errors import Misused, PackageRefused, Refused, Unavailable
from operations.failures import logbook
from operations.failures.explain import Blame, explain
from storage.errors import (
    AlreadyThere,
    DiskFull,
    NewerVersion,
    NotOurFile,
    ReadOnlyPlace,
    StoreBug,
    StoreDamaged,
    StoreLocked,
    StoreRefusal,
    StoreVanished,
)

PATH = Path("/place/store.yhs")


@pytest.mark.parametrize(
    ("error", "blame"),
    [
        (Misused("用法不对。"), Blame.USAGE),
        (Refused("不行。"), Blame.DATA),
        (PackageRefused(Verdict(Level.INVALID, Code.E_SIG, "签名不对。")), Blame.DATA),
        (Unavailable("磁盘不在。"), Blame.ENVIRONMENT),
        (MoveError("现在不能。"), Blame.DATA),
        (StoreRefusal("不能。"), Blame.DATA),
        (StoreDamaged(PATH), Blame.DATA),
        (NewerVersion(PATH, found=2000, known=1000), Blame.DATA),
        (NotOurFile(PATH, "学校填报库"), Blame.DATA),
        (StoreLocked(PATH, holder="王", machine="甲", since=None), Blame.ENVIRONMENT),
        (DiskFull(PATH), Blame.ENVIRONMENT),
        (ReadOnlyPlace(PATH), Blame.ENVIRONMENT),
        (StoreVanished(PATH), Blame.ENVIRONMENT),
        (AlreadyThere(PATH), Blame.ENVIRONMENT),
        (FileNotFoundError(2, "no such file", "a.txt"), Blame.ENVIRONMENT),
        (PermissionError(13, "denied", "a.txt"), Blame.ENVIRONMENT),
        (IsADirectoryError(21, "is a directory", "a"), Blame.ENVIRONMENT),
        (FileExistsError(17, "exists", "a"), Blame.ENVIRONMENT),
        (OSError(5, "input/output error"), Blame.ENVIRONMENT),
        (OSError(errno.ENOSPC, "no space left", "a.pdf"), Blame.ENVIRONMENT),
        (OSError(errno.ENAMETOOLONG, "name too long", "a.pdf"), Blame.ENVIRONMENT),
        (OSError(errno.EROFS, "read-only file system", "a.pdf"), Blame.ENVIRONMENT),
        (MemoryError(), Blame.ENVIRONMENT),
    ],
)
def test_a_foreseen_error_is_one_chinese_sentence(error: Exception, blame: Blame) -> None:
    failure = explain(error)
    assert failure.blame is blame
    assert failure.message.endswith("。")
    assert "Traceback" not in failure.message
    assert "name too long" not in failure.message
    assert not logbook.log_path().exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (
            IsADirectoryError(21, "is a", "夹"),
            "“夹”是文件夹，这里要的是文件。请选择文件夹里的文件。",
        ),
        (
            NotADirectoryError(20, "no", "a/b"),
            "“a/b”的路径里有一段是文件，不是文件夹。请检查路径。",
        ),
        (
            OSError(errno.EIO, "i/o error", "a"),
            "读写“a”时出错：磁盘没有反应，U 盘可能已被拔出。请检查",
        ),
        (
            OSError(errno.ENODEV, "no device"),
            "读写文件时出错：磁盘没有反应，U 盘可能已被拔出。请检查",
        ),
        (OSError(errno.ELOOP, "too many", "a"), "读写“a”时出错：链接绕成了圈。请检查"),
        (OSError(errno.EPIPE, "broken pipe", "a"), "读写“a”时出错：broken pipe。请检查"),
        (OSError("no number"), "读写文件时出错：OSError。请检查"),
    ],
)
def test_what_the_system_says_is_said_in_chinese(error: OSError, said: str) -> None:
    assert explain(error).message.startswith(said)


@pytest.mark.parametrize("error", [ZeroDivisionError("secret answer"), StoreBug("detail")])
def test_an_unforeseen_error_goes_to_the_log_without_its_text(error: Exception) -> None:
    try:
        raise error
    except type(error) as caught:
        failure = explain(caught)
    assert failure.blame is Blame.PROGRAM
    assert str(logbook.log_path()) in failure.message
    written = logbook.log_path().read_text(encoding="utf-8")
    assert type(error).__name__ in written
    assert Path(__file__).name in written
    assert "secret answer" not in written


def _fail_twice() -> None:
    try:
        int("inner")
    except ValueError as inner:
        raise LookupError("outer") from inner


def test_the_causes_are_in_the_log_too() -> None:
    with pytest.raises(LookupError, match="outer") as caught:
        _fail_twice()
    explain(caught.value)
    written = logbook.log_path().read_text(encoding="utf-8")
    assert "ValueError" in written
    assert "LookupError" in written


def test_a_log_that_cannot_be_written_is_no_second_failure(home: Path) -> None:
    logbook.log_path().parent.parent.mkdir(parents=True, exist_ok=True)
    logbook.log_path().parent.write_text("a file in the way", encoding="utf-8")
    failure = explain(ZeroDivisionError())
    assert "写不进去" in failure.message


def test_a_long_log_starts_anew() -> None:
    logbook.write("x" * (logbook.MAX_BYTES + 1))
    logbook.write("new")
    assert logbook.log_path().read_text(encoding="utf-8") == "new"
    assert logbook.log_path().with_suffix(".old.log").exists()
