"""Where a store lies: SQLite's write-ahead log is safe only on a disk of this very machine."""

import sys
from pathlib import Path
from typing import Final

_LOCAL: Final = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "jfs", "overlay", "tmpfs", "apfs"}
)
_SYNCED: Final = ("onedrive", "dropbox", "坚果云", "nutstore", "baidusync", "百度网盘", "wpsdrive")


def keeps_wal(path: Path) -> bool:
    """Tell whether the folder of ``path`` is on a fixed local disk, outside folders that are synced."""
    whole = path.resolve()
    if in_synced_folder(whole):
        return False
    if sys.platform == "win32":
        return _drive_is_fixed(whole)
    return filesystem(whole, _mounts()) in _LOCAL


def in_synced_folder(path: Path) -> bool:
    """Tell whether a part of the path is named like the folder of a synchronising program."""
    return any(name in part.lower() for part in path.parts for name in _SYNCED)


def filesystem(path: Path, mounts: str) -> str:
    """Find the file system type of ``path`` in the text of ``/proc/mounts``; ``""`` if unknown."""
    best, kind = "", ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = words[1].replace("\\040", " ")
        # A later mount on the same point hides the earlier one, hence >=.
        if path.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, words[2]
    return kind


def _mounts() -> str:
    try:
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


if sys.platform == "win32":
    import ctypes

    def _drive_is_fixed(path: Path) -> bool:
        # Drive letters can be shares, so the system is asked, not the name.
        fixed = 3
        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == fixed)
else:

    def _drive_is_fixed(path: Path) -> bool:
        raise NotImplementedError
