"""Whether a path lies on the disk of another computer.

Locks there are promises of a server and flushes of a network: two computers that write one store would
destroy it, and neither would notice. So a store is written on a disk of this computer alone.
"""

import re
import sys
from collections.abc import Callable
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

_NETWORK: Final = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "davfs"),
        *("ceph", "glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "vboxsf", "prl_fs"),
        *(
            "fuse.sshfs",
            "fuse.smbnetfs",
            "fuse.gvfsd-fuse",
            "fuse.rclone",
            "fuse.s3fs",
            "fuse.davfs2",
        ),
        *("fuse.ceph", "fuse.glusterfs", "fuse.juicefs", "fuse.seaweedfs", "fuse.vmhgfs-fuse"),
    }
)
"""File systems, as Linux calls them, of which another computer may have the files open as well."""

_OCTAL: Final = re.compile(r"\\([0-7]{3})")
_REMOTE_DRIVE: Final = 4
"""What Windows' ``GetDriveTypeW`` calls a drive of another computer."""
_LONG_SHARE: Final = "\\\\?\\UNC\\"
_SHARE: Final = "\\\\"
_LONG: Final = "\\\\?\\"


def share_in_mounts(path: PurePosixPath, mounts: str) -> str | None:
    """Say on which share a path lies, as Linux lists what is mounted; ``None`` on a disk of its own.

    Args:
        path: Absolute, without links.
        mounts: The text of ``/proc/self/mountinfo``.

    """
    deepest, found = -1, None
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        place, source = before.split(" "), after.split(" ")
        if len(place) < 5 or len(source) < 2:
            continue
        point = PurePosixPath(_plain(place[4]))
        # Of several at one place the one mounted last is in force, and it stands last.
        if path.is_relative_to(point) and len(point.parts) >= deepest:
            deepest = len(point.parts)
            found = _plain(source[1]) if source[0] in _NETWORK else None
    return found


def share_of_drive(path: PureWindowsPath, drive_type: Callable[[str], int]) -> str | None:
    r"""Say on which share a path lies: ``\\server\folder`` or a mapped drive; ``None`` if on none.

    Args:
        path: Absolute.
        drive_type: Gives what the system calls the kind of a drive (``Z:\``).

    """
    drive = path.drive
    if drive.upper().startswith(_LONG_SHARE):
        return _SHARE + drive[len(_LONG_SHARE) :]
    if drive.startswith(_SHARE) and not drive.startswith(_LONG):
        return drive
    letter = drive.removeprefix(_LONG)
    return letter if letter and drive_type(f"{letter}\\") == _REMOTE_DRIVE else None


def _plain(text: str) -> str:
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), text)


if sys.platform == "win32":
    import ctypes

    def drive_type(root: str) -> int:
        """Ask Windows what kind of drive this is."""
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))

else:

    def drive_type(root: str) -> int:
        """There are no drives here."""
        raise NotImplementedError(root)
