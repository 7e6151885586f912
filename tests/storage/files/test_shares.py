"""A store is written on a disk of this computer alone; a network share is recognised on every system."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from forms.edits import SetAnswer
from storage.errors import OnShare
from storage.errors import system as errors_of_system
from storage.files.shares import share_in_mounts, share_of_drive
from storage.files.system import SYSTEM, Posix
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, new_school

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/bureau rw - cifs //server/填报 rw,vers=3.0
31 22 0:41 / /mnt/nfs\040home rw - nfs4 filer:/export/home rw
32 31 0:42 / /mnt/nfs\040home/local rw - xfs /dev/sdb1 rw
33 22 0:43 / /auto rw - autofs systemd-1 rw
34 33 0:44 / /auto rw - nfs filer:/auto rw
35 22 0:45 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
36 22 0:46 / /media/usb rw - vfat /dev/sdc1 rw
37 22 0:47 / /mnt/late rw - cifs //server/late rw
38 22 0:48 / /mnt/late rw - tmpfs tmpfs rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("/home/wang/a.yhs", None),
        ("/mnt/bureau/a.yhs", "//server/填报"),
        ("/mnt/bureau2/a.yhs", None),
        ("/mnt/nfs home/wang/a.yhs", "filer:/export/home"),
        ("/mnt/nfs home/local/a.yhs", None),
        ("/auto/a.yhs", "filer:/auto"),
        ("/run/user/1000/gvfs/smb-share:server=x/a.yhs", "gvfsd-fuse"),
        ("/media/usb/a.yhs", None),
        ("/mnt/late/a.yhs", None),
    ],
)
def test_linux_lists_what_is_mounted(path: str, share: str | None) -> None:
    assert share_in_mounts(PurePosixPath(path), MOUNTS) == share


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"C:\填报\a.yhs", None),
        (r"\\server\share\a.yhs", r"\\server\share"),
        (r"\\?\UNC\server\share\a.yhs", r"\\server\share"),
        (r"\\?\C:\很长\a.yhs", None),
        (r"\\?\Z:\a.yhs", "Z:"),
        (r"Z:\a.yhs", "Z:"),
    ],
)
def test_windows_knows_shares_and_mapped_drives(path: str, share: str | None) -> None:
    kinds = {"C:\\": 3, "Z:\\": 4}
    assert share_of_drive(PureWindowsPath(path), kinds.__getitem__) == share


def test_a_disk_of_this_computer_is_no_share(tmp_path: Path) -> None:
    assert SYSTEM.share_of(tmp_path / "a.yhs") is None


class _AllShared(Posix):
    """A computer whose every disk is another one's."""

    def share_of(self, path: Path) -> str | None:
        return "//server/填报"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that lies on a share from now on."""
    path = tmp_path / "a.yhs"
    with new_school(path) as made:
        made.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        made.backups.write_to(tmp_path / "copy.yhs", replace=False)
    monkeypatch.setattr(errors_of_system, "SYSTEM", _AllShared())
    return path


SAID = r"“.*\.yhs”在网络共享盘上（//server/填报）。.*请把它复制到本机磁盘再打开"


def test_a_store_on_a_share_is_not_opened_for_writing(store: Path) -> None:
    before = store.read_bytes()
    with pytest.raises(OnShare, match=SAID):
        SchoolStore.open(store)
    assert store.read_bytes() == before
    assert sorted(path.name for path in store.parent.iterdir()) == ["a.yhs", "copy.yhs"]


def test_it_can_be_read(store: Path) -> None:
    with SchoolStore.open(store, read_only=True) as opened:
        assert opened.answers.load().answers == {"pupils.a": "1"}


def test_none_is_made_or_put_back_there(store: Path) -> None:
    with pytest.raises(OnShare, match=SAID):
        new_school(store.with_name("new.yhs"))
    with pytest.raises(OnShare, match=SAID):
        SchoolStore.restore(store, store.with_name("copy.yhs"), actor=CLERK)
    assert sorted(path.name for path in store.parent.iterdir()) == ["a.yhs", "copy.yhs"]


def test_a_backup_goes_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_school(tmp_path / "a.yhs") as opened:
        monkeypatch.setattr(errors_of_system, "SYSTEM", _AllShared())
        opened.backups.write_to(tmp_path / "b.yhs", replace=False)
    assert (tmp_path / "b.yhs").is_file()
