"""Making a store: whole from the first moment, or not there."""

import stat
import sys
from pathlib import Path

import pytest

from storage.answers.revisions import Revisions
from storage.bureau.meta import BureauMeta
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.store import BureauStore
from storage.errors import AlreadyThere, DiskFull, NotOurFile, StoreVanished
from storage.files.temporary import SUFFIX
from storage.migrations import Format
from storage.school.schema import SCHOOL_FORMAT
from storage.school.store import SchoolStore
from tests.storage.stores import OFFICER, PACK, START, created, new_school


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    path.write_bytes(b"something dear")
    with pytest.raises(AlreadyThere, match="已经存在"):
        new_school(path)
    assert path.read_bytes() == b"something dear"
    assert [item.name for item in tmp_path.iterdir()] == ["s.yhs"]


def test_a_new_store_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreVanished, match="找不到"):
        new_school(tmp_path / "nowhere" / "s.yhs")


def test_a_store_that_was_never_finished_is_made_again(tmp_path: Path) -> None:
    """The program was ended while it made the store: what is left has no name, and does no harm."""
    path = tmp_path / "s.yhs"
    for name in (f".s.yhs.01234567{SUFFIX}", f".s.yhs.01234567{SUFFIX}-journal"):
        (tmp_path / name).write_bytes(b"half")
    with new_school(path) as store:
        assert store.revisions.number == 1
    assert [item.name for item in tmp_path.iterdir()] == ["s.yhs"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_store_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        store.blobs.put("x", b"x")
        found = [path, path.with_name("s.yhs-journal"), store.backups.make()]
        assert [stat.S_IMODE(item.stat().st_mode) for item in found] == [0o600] * 3


def test_what_fails_while_a_store_is_founded_leaves_none(tmp_path: Path) -> None:
    meta = BureauMeta("420104", "样例区教育局", 2024, PACK, START)
    with (
        pytest.raises(ZeroDivisionError),
        BureauStore.founding(tmp_path / "b.yhb", meta, actor=OFFICER) as store,
    ):
        store.blobs.put("key", b"x" * (1 // len(store.roster.all())))
    assert list(tmp_path.iterdir()) == []


def test_a_store_whose_making_fails_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Revisions, *, reason: str) -> int:
        raise DiskFull(Path(f"{self}{reason}"))

    monkeypatch.setattr(Revisions, "start", full)
    with pytest.raises(DiskFull):
        new_school(tmp_path / "s.yhs")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "store"), [(SCHOOL_FORMAT, SchoolStore), (BUREAU_FORMAT, BureauStore)]
)
def test_a_store_whose_making_was_cut_short_is_refused(
    tmp_path: Path, form: Format, store: type[SchoolStore] | type[BureauStore]
) -> None:
    created(tmp_path / "s", form).close()
    for _ in range(2):
        with pytest.raises(NotOurFile, match="“s”不是优衡填报的"):
            store.open(tmp_path / "s")
