"""A backup takes the place of a store; what was there is set aside, whole, with its log."""

from pathlib import Path

import pytest

from forms.edits import SetAnswer
from storage.bureau.store import BureauStore
from storage.errors import NotOurFile, StoreLocked, StoreVanished
from storage.school.store import SchoolStore
from tests.storage.crashed import left_in_the_middle
from tests.storage.stores import CLERK, OFFICER, StepClock, new_bureau, new_school


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store whose field was 1 when it was backed up to ``copy.yhs``, and is 2 now."""
    path = tmp_path / "学校.yhs"
    with new_school(path) as store:
        store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        store.backups.write_to(tmp_path / "copy.yhs", replace=False)
        store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    return path


def value(path: Path) -> str:
    with SchoolStore.open(path) as store:
        assert store.verify_journal().intact
        return store.answers.load().answers["pupils.a"]


def named(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_the_backup_is_the_store_and_the_old_one_is_kept(path: Path) -> None:
    aside = SchoolStore.restore(path, path.with_name("copy.yhs"), actor=CLERK)
    assert value(path) == "1"
    assert aside is not None
    assert value(aside) == "2"
    with SchoolStore.open(path) as store:
        (entry,) = store.journal.entries(limit=1)
        assert (entry.reason, entry.actor) == ("从备份恢复", CLERK)
        assert store.answers.write([SetAnswer("pupils.a", "3")], actor=CLERK)
    assert sorted(item.name for item in path.parent.iterdir()) == sorted(
        [path.name, aside.name, "copy.yhs"]
    )


@pytest.mark.parametrize("earlier", [False, True])
def test_a_journal_left_behind_is_not_played_into_the_backup(path: Path, earlier: bool) -> None:
    """What copying the backup over the file by hand would do."""
    left_in_the_middle(path, earlier=earlier)
    beside = path.with_name(path.name + ("-wal" if earlier else "-journal"))
    assert beside.stat().st_size > 0
    aside = SchoolStore.restore(path, path.with_name("copy.yhs"), actor=CLERK)
    assert value(path) == "1"
    assert aside is not None
    assert not beside.exists()
    assert value(aside) == ("9" if earlier else "2")


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_what_belongs_to_the_store_is_set_aside_before_the_store(
    path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    """Should the program be ended in between, nothing new meets an old journal."""
    beside = path.with_name(path.name + ending)
    beside.write_bytes(b"left by a program that was ended")
    moved: list[str] = []
    rename = Path.rename

    def told(old: Path, new: Path) -> Path:
        moved.append(old.name)
        return rename(old, new)

    monkeypatch.setattr(Path, "rename", told)
    aside = SchoolStore.restore(path, path.with_name("copy.yhs"), actor=CLERK)
    assert aside is not None
    assert moved == [beside.name, path.name]
    assert aside.with_name(aside.name + ending).read_bytes().startswith(b"left")


def test_a_store_that_is_gone_or_damaged_comes_back(path: Path) -> None:
    path.write_bytes(b"nothing that could be read")
    aside = SchoolStore.restore(path, path.with_name("copy.yhs"), actor=CLERK)
    assert aside is not None
    assert aside.read_bytes().startswith(b"nothing")
    path.unlink()
    assert SchoolStore.restore(path, path.with_name("copy.yhs"), actor=CLERK) is None
    assert value(path) == "1"


@pytest.mark.parametrize(
    ("content", "problem"), [(None, StoreVanished), (b"x", NotOurFile), (b"bureau", NotOurFile)]
)
def test_what_is_no_backup_of_this_kind_changes_nothing(
    path: Path, tmp_path: Path, content: bytes | None, problem: type[Exception]
) -> None:
    other = tmp_path / "other"
    if content == b"bureau":
        new_bureau(other).close()
    elif content is not None:
        other.write_bytes(content)
    names = named(tmp_path)
    with pytest.raises(problem):
        SchoolStore.restore(path, other, actor=CLERK)
    assert value(path) == "2"
    assert named(tmp_path) == names


def test_an_open_store_is_not_replaced(path: Path) -> None:
    with SchoolStore.open(path), pytest.raises(StoreLocked):
        SchoolStore.restore(path, path.with_name("copy.yhs"), actor=CLERK)
    assert value(path) == "2"


def test_what_was_set_aside_is_never_overwritten(path: Path) -> None:
    clock = StepClock()
    copy = path.with_name("copy.yhs")
    asides = [SchoolStore.restore(path, copy, actor=CLERK, clock=clock) for _ in range(3)]
    assert [value(aside) for aside in asides if aside is not None] == ["2", "1", "1"]


def test_a_bureaus_store_is_restored_whole(tmp_path: Path) -> None:
    with new_bureau(tmp_path / "b.yhb") as store:
        made = store.backups.make()
    assert BureauStore.restore(tmp_path / "b.yhb", made, actor=OFFICER)
    with BureauStore.open(tmp_path / "b.yhb") as store:
        assert len(store.roster.all()) == 2
        assert store.verify_journal().intact
