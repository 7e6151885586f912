"""What the surroundings of a file lack: room, permission, a place, a name that the system takes."""

import os
from pathlib import Path
from typing import Final

from storage.errors.kinds import EnvironmentProblem

PATH_BYTES: Final = 480
"""Absolute paths up to here leave room for every name the program and SQLite make of them."""


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
    """Windows gives the name to a device, forbids a sign in it, or takes its last signs away."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            f"“{path.name}”不能用作名称：Windows 把 CON、NUL、COM1 一类的名称留给设备，"
            '名称里不能有 < > : " | ? * 和换行，也不留末尾的点和空格。请换一个名称。',
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
