"""What can go wrong with a store, each with a sentence the user can act on.

Three kinds, kept apart: :class:`EnvironmentProblem` (disk, lock, permission, a file that is not
ours: nobody's programming fault), :class:`StoreRefusal` (the store is fine, but what was asked is not
allowed now) and :class:`StoreBug` (must not happen; worth a report).
"""

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from storage.address import StorePlace
from storage.system import SYSTEM

if TYPE_CHECKING:
    from forms.exchange import Code


class StoreError(Exception):
    """Base of all errors of the stores; ``str(error)`` is the Chinese sentence for the user."""


class EnvironmentProblem(StoreError):  # noqa: N818 - these three words name the three kinds
    """Disk, permission, lock, server or the store itself; ``place`` says which store or file."""

    def __init__(self, place: StorePlace, message: str) -> None:
        super().__init__(message)
        self.place = place


class StoreLocked(EnvironmentProblem):
    """Another program has the store open for writing.

    Attributes:
        holder: User name of whoever opened it, ``""`` if the lock does not say.
        machine: Name of that computer.
        since: When it was opened (UTC), or ``None``.

    """

    def __init__(self, path: Path, *, holder: str, machine: str, since: datetime | None) -> None:
        who = f"{holder or '另一个程序'}（电脑 {machine or '未知'}"
        when = f"，自 {since.astimezone():%Y-%m-%d %H:%M:%S} 起" if since else ""
        super().__init__(
            path,
            f"“{path.name}”正被{who}{when}）打开。请先在那里关闭，再打开；也可以只读方式查看。",
        )
        self.holder = holder
        self.machine = machine
        self.since = since


class DiskFull(EnvironmentProblem):
    """No room left; the last change is not saved, everything before it is."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"磁盘已满，最近一次修改没有写入“{path.name}”。请在“{path.absolute().parent}”"
            "所在的磁盘上腾出空间后重试；此前的内容都已保存。",
        )


class ReadOnlyPlace(EnvironmentProblem):
    """The file or its folder cannot be written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"“{path}”不能写入。请检查文件是否为只读、所在文件夹是否允许写入，或另存到本机磁盘。",
        )


class NotReadable(EnvironmentProblem):
    """The file is there and this user may not read it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"没有权限读取“{path}”。请让文件的主人或电脑的管理员开放权限，或用自己的账户打开自己的文件。",
        )


class ClosedFolder(EnvironmentProblem):
    """The folder may not be entered, so nobody can tell what is in it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"没有权限进入“{path.name}”所在的文件夹“{path.absolute().parent}”。"
            "请让文件夹的主人或电脑的管理员开放权限，或换到自己的文件夹。",
        )


class StoreVanished(EnvironmentProblem):
    """The file is not there, or no longer the one that was opened; or its folder is gone."""

    def __init__(self, path: Path) -> None:
        folder = path.absolute().parent
        if folder.is_dir():
            found = f"找不到文件“{path}”。它可能被移动、删除或替换，请恢复后重新打开。"
        else:
            found = (
                f"找不到“{path.name}”所在的文件夹“{folder}”。请检查路径；"
                "如果在U盘或网络盘上，请重新连接。"
            )
        super().__init__(path, found)


class OnShare(EnvironmentProblem):
    """The file lies on the disk of another computer, where no store is written.

    Attributes:
        share: The share, as the system calls it.

    """

    def __init__(self, path: Path, share: str) -> None:
        super().__init__(
            path,
            f"“{path.name}”在网络共享盘上（{share}）。那里的锁和写入靠不住，两台电脑同时写会毁掉文件，"
            "所以不能在那里填。请把它复制到本机磁盘再打开；要留底或交给别人，把备份存到网络盘。",
        )
        self.share = share


class PathTooLong(EnvironmentProblem):
    """The system, or SQLite, takes no path of this length."""

    def __init__(self, path: Path) -> None:
        length = len(os.fsencode(path.absolute()))
        super().__init__(
            path,
            f"“{path.name}”的路径太长（{length} 字节，建议不超过 {PATH_BYTES} 字节，"
            "一个汉字占 3 字节）。请把文件放到层级更浅、名字更短的文件夹，或把文件名改短。",
        )


class UnfitName(EnvironmentProblem):
    """Windows gives the name to a device, or takes its last signs away."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"“{path.name}”不能用作名称：Windows 把 CON、NUL、COM1 一类的名称留给设备，"
            "也不留名称末尾的点和空格。请换一个名称。",
        )


class InUse(EnvironmentProblem):
    """Another program has the file open and lets nobody replace it."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"“{path.name}”正被另一个程序（例如 Excel 或 WPS）打开，不能替换。"
            "请在那里关闭后重试，或换一个文件名。",
        )


class OpenHere(EnvironmentProblem):
    """A store that this program has open was given as a file to read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"“{path.name}”是本程序正打开的库，不能当作别的文件读入。请选择要读入的文件。"
        )


class FileFailed(EnvironmentProblem):
    """Reading or writing failed for a reason of the system's own."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            path, f"读写“{path}”时出错（{reason}）。请检查磁盘和杀毒、同步软件后重试。"
        )


class AlreadyThere(EnvironmentProblem):
    """A new store would overwrite a file."""

    def __init__(self, path: StorePlace) -> None:
        super().__init__(path, f"“{path}”已经存在。请换一个文件名，或直接打开它。")


class StoreDamaged(EnvironmentProblem):
    """SQLite finds the file damaged.

    Attributes:
        backups: Backups found beside it, newest first.

    """

    def __init__(self, path: StorePlace, backups: Sequence[Path] = ()) -> None:
        if backups:
            advice = (
                f"最近的备份是“{backups[0]}”，共 {len(backups)} 个。"
                "请从首页按“从备份恢复”，或用命令 restore；不要把备份直接盖在原文件上。"
            )
        else:
            advice = "旁边没有找到备份。请不要再写入这个文件，并联系技术支持。"
        super().__init__(path, f"“{path.name}”{self._finding()}{advice}")
        self.backups = tuple(backups)

    def _finding(self) -> str:
        return "已损坏，不能打开。"


class UnreadableValue(StoreDamaged):
    """A value in the store is not what the program writes there.

    Attributes:
        table: Name of the table.
        column: Name of the column.

    """

    def __init__(
        self, path: StorePlace, table: str, column: str, backups: Sequence[Path] = ()
    ) -> None:
        self.table = table
        self.column = column
        super().__init__(path, backups)

    def _finding(self) -> str:
        return (
            f"中表 {self.table} 的列 {self.column} 有读不懂的内容，"
            "文件可能已损坏，或被其他程序改动过。"
        )


class NotOurFile(EnvironmentProblem):
    """The file is something else."""

    def __init__(self, path: StorePlace, wanted: str) -> None:
        super().__init__(path, f"“{path.name}”不是优衡填报的{wanted}文件。请选择正确的文件。")


class NewerVersion(EnvironmentProblem):
    """The store was made by a program too new for this one."""

    def __init__(self, path: StorePlace, *, found: int, known: int) -> None:
        super().__init__(
            path,
            f"“{path.name}”由更新版本的程序建立（文件格式 {found // 1000}，本程序只认识到"
            f" {known // 1000}）。请先升级本程序；现在可以只读查看。文件没有改动。",
        )


class NeedsUpgrade(EnvironmentProblem):
    """An older store was opened read-only; it has to be upgraded first."""

    def __init__(self, path: StorePlace) -> None:
        super().__init__(
            path,
            f"“{path.name}”是旧版本的文件，只读方式不能升级它。请用可写方式打开一次，升级前会自动备份。",
        )


class BackupFailed(EnvironmentProblem):
    """A backup was written but does not agree with the store."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path, f"备份“{path.name}”写入后核对不一致，已放弃这份备份。请换一个位置重试。"
        )


class StoreRefusal(StoreError):  # noqa: N818 - these three words name the three kinds
    """The store is fine, but this cannot be done now; the sentence says why and what to do."""


class NotReplaced(StoreRefusal):
    """What was to be written would destroy a store, a key or a file of another kind."""

    def __init__(self, path: Path, kind: str) -> None:
        super().__init__(
            f"“{path}”已经存在，是{kind}，写到这里会把它毁掉，所以没有写。请换一个文件名或文件夹。"
        )
        self.path = path


class WouldReplace(StoreRefusal):
    """There are files already, and nobody asked to replace them.

    Attributes:
        paths: These files, at least one.

    """

    def __init__(self, paths: Sequence[Path]) -> None:
        first = paths[0]
        found = (
            f"“{first}”已经存在，写到这里会把它替换掉，所以没有写。"
            if len(paths) == 1
            else f"“{first.parent}”里已有 {len(paths)} 个同名而内容不同的文件，"
            f"例如“{first.name}”，所以一个也没有写。"
        )
        super().__init__(f"{found}请换一个文件名或文件夹，或先把原来的移到别处。")
        self.paths = tuple(paths)


class ChainError(StoreRefusal):
    """A package does not continue the chain of its school.

    Attributes:
        code: ``E_SEEN``, ``E_GAP``, ``E_FORK`` or ``E_CHAIN``.

    """

    def __init__(self, code: "Code", message: str) -> None:
        super().__init__(message)
        self.code = code


class StillReferredTo(StoreError):  # noqa: N818 - one of the stores' own, never shown
    """A row cannot go because others refer to it; whoever deletes it says so in words."""


class StoreBug(StoreError):  # noqa: N818 - these three words name the three kinds
    """A state that must not occur; the program, not the user, is at fault."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"程序内部错误（{detail}）。数据没有改动，请把这句话报告给技术支持。")


PATH_BYTES: Final = 480
"""Absolute paths up to here leave room for every name the program and SQLite make of them."""

_FULL: Final = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


def refuse_share(path: Path) -> None:
    """Refuse to write a store where another computer may write it too.

    Raises:
        OnShare: It lies on a network share.

    """
    share = SYSTEM.share_of(path)
    if share is not None:
        raise OnShare(path, share)


def os_problem(path: Path, error: OSError) -> EnvironmentProblem:
    """Say an operating system error in words."""
    if error.errno == errno.ENAMETOOLONG or SYSTEM.is_too_long(error):
        return PathTooLong(path)
    if SYSTEM.is_in_use(error):
        return InUse(path)
    if error.errno in _FULL:
        return DiskFull(path)
    if error.errno in _DENIED:
        return denied(path)
    if isinstance(error, FileNotFoundError):
        return StoreVanished(path)
    return FileFailed(path, error.strerror or type(error).__name__)


def denied(path: Path) -> EnvironmentProblem:
    """Say what is not allowed: entering a folder, reading the file, or writing it."""
    folders = path.absolute().parents
    if any(os.access(folder, os.F_OK) and not os.access(folder, os.X_OK) for folder in folders):
        return ClosedFolder(path)
    may_not_read = os.access(path, os.F_OK) and not os.access(path, os.R_OK)
    return NotReadable(path) if may_not_read else ReadOnlyPlace(path)


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turn ``OSError`` inside the block into the problem it means for ``path``."""
    try:
        yield
    except OSError as error:
        raise os_problem(path, error) from error
