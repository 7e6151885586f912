"""A bureau whose making was cut short is made again; the root key of another bureau is never touched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from operations.bureau.store import (
    BureauPlan,
    authority_file_of,
    create_bureau,
    open_bureau,
    unlock_authority,
)
from operations.bureau.unfinished import set_unfinished_aside, write_root_key
from operations.errors import Misused
from storage.errors import AlreadyThere

NOW = datetime(2024, 9, 2, 8, tzinfo=UTC)
PLAN = BureauPlan("420105", "样例区教育局", 2024, "李科员")
PASSPHRASE = "隔壁院子里的三只鹅最爱叫"


def test_the_next_try_sets_the_key_aside_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "b.yhb"
    key = authority_file_of(path)
    write_root_key(key, b"locked key of a bureau that never was")
    made = create_bureau(path, PLAN, passphrase=PASSPHRASE, clock=lambda: NOW)
    made.desk.store.close()
    aside = tmp_path / "b-root-key-unfinished-20240902T080000Z.age"
    assert aside.read_bytes() == b"locked key of a bureau that never was"
    assert made.note.startswith("上一次建库没有做完")
    assert str(aside) in made.note
    names = sorted(item.name for item in tmp_path.iterdir())
    assert names == sorted([path.name, key.name, aside.name])


def test_a_key_that_nothing_says_is_unfinished_stays(tmp_path: Path) -> None:
    path = tmp_path / "b.yhb"
    key = authority_file_of(path)
    key.write_bytes(b"of another bureau")
    with pytest.raises(Misused, match=r"已经存在.*另一个局端库的根密钥"):
        create_bureau(path, PLAN, passphrase=PASSPHRASE)
    assert [item.name for item in tmp_path.iterdir()] == [key.name]


def test_a_bureau_killed_when_it_was_made_is_there(tmp_path: Path) -> None:
    path = tmp_path / "b.yhb"
    path.write_bytes(b"the bureau")
    key = authority_file_of(path)
    write_root_key(key, b"its key")
    with pytest.raises(AlreadyThere, match=r"b\.yhb”已经存在。请换一个文件名，或直接打开它"):
        create_bureau(path, PLAN, passphrase=PASSPHRASE)
    assert (path.read_bytes(), key.read_bytes()) == (b"the bureau", b"its key")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_note_of_a_bureau_killed_when_it_was_made_goes_with_the_next_use(
    tmp_path: Path, *, elsewhere: bool
) -> None:
    path = tmp_path / "b.yhb"
    key = tmp_path / "U 盘.age" if elsewhere else authority_file_of(path)
    made = create_bureau(path, PLAN, passphrase=PASSPHRASE, authority_file=key)
    made.desk.store.close()
    locked = key.read_bytes()
    key.unlink()
    write_root_key(key, locked)  # as it lay before the last step
    with open_bureau(path) as store:
        if elsewhere:
            unlock_authority(store, key, PASSPHRASE)
    assert sorted(item.name for item in tmp_path.iterdir()) == sorted([path.name, key.name])
    path.rename(tmp_path / "moved.yhb")
    with pytest.raises(Misused, match="已经存在，里面可能是另一个局端库的根密钥"):
        create_bureau(path, PLAN, passphrase=PASSPHRASE, authority_file=key)
    assert key.read_bytes() == locked


@pytest.mark.parametrize("changed", ["key", "note"])
def test_a_note_that_does_not_fit_says_nothing(tmp_path: Path, changed: str) -> None:
    key = authority_file_of(tmp_path / "b.yhb")
    write_root_key(key, b"first")
    if changed == "key":
        key.write_bytes(b"another key was put here")
    else:
        (tmp_path / f".{key.name}.founding.json").write_text("[1]", encoding="utf-8")
    before = key.read_bytes()
    with pytest.raises(Misused, match="已经存在，里面可能是另一个局端库的根密钥"):
        set_unfinished_aside(key, now=NOW)
    assert key.read_bytes() == before


def test_two_tries_in_one_second(tmp_path: Path) -> None:
    key = tmp_path / "k.age"
    found = []
    for content in (b"1", b"2"):
        write_root_key(key, content)
        found.append(set_unfinished_aside(key, now=NOW))
    assert [path.read_bytes() for path in found if path] == [b"1", b"2"]
