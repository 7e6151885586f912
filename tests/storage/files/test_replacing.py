"""Output never destroys: no writer takes a store, a key or a file of another kind for its target."""

import io
import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage.address import StorePlace
from storage.bureau.store import BureauStore
from storage.errors import NotReplaced, WouldReplace
from storage.files.atomic import write_all, write_bytes
from storage.files.replacing import OutputKind, kind_of, refuse_taken
from tests.storage.stores import new_bureau, new_school


def zipped(first: str, text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(first, text)
    return stream.getvalue()


CONTENTS = {
    OutputKind.KEY: b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n",
    OutputKind.ENCRYPTED: b"age-encryption.org/v1\n-> X25519 abc\n",
    OutputKind.CONTAINER: zipped("mimetype", "application/vnd.etsi.asic-e+zip"),
    OutputKind.WORKBOOK: zipped("[Content_Types].xml", "<Types/>"),
    OutputKind.ZIP: zipped("a.txt", "a"),
    OutputKind.PDF: b"%PDF-1.7\n",
    OutputKind.PEM: b"-----BEGIN CERTIFICATE-----\n",
    OutputKind.JSON: b' {"a": 1}',
    OutputKind.TEXT: "学校,人数\n".encode(),
    OutputKind.OTHER: b"\x89PNG\r\n\x1a\n\0\0",
    OutputKind.EMPTY: b"",
}
WRITTEN = [kind for kind in CONTENTS if kind is not OutputKind.EMPTY]


@pytest.mark.parametrize("kind", CONTENTS)
def test_kinds_are_told_by_the_first_bytes(kind: OutputKind) -> None:
    assert kind_of(CONTENTS[kind]) is kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"-----BEGIN EC PRIVATE KEY-----\n", OutputKind.KEY),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", OutputKind.KEY),
        (b"SQLite format 3\0", OutputKind.STORE),
        (("字" * 200).encode()[:512], OutputKind.TEXT),
        (b"\xef\xbb\xbf[1]", OutputKind.JSON),
    ],
)
def test_more_of_the_same_kinds(head: bytes, kind: OutputKind) -> None:
    assert kind_of(head) is kind


@pytest.mark.parametrize("old", CONTENTS)
@pytest.mark.parametrize("new", WRITTEN)
def test_only_the_same_kind_is_replaced_and_never_a_key(
    tmp_path: Path, old: OutputKind, new: OutputKind
) -> None:
    path = tmp_path / "f"
    content = CONTENTS[new] + (b"" if old is not new else b" ")
    path.write_bytes(CONTENTS[old])
    if old is OutputKind.EMPTY:
        write_bytes(path, content, replace=False)
        assert path.read_bytes() == content
    elif old is new and old is not OutputKind.KEY:
        with pytest.raises(WouldReplace, match=r"已经存在，写到这里会把它替换掉.*请换"):
            write_bytes(path, content, replace=False)
        assert path.read_bytes() == CONTENTS[old]
        write_bytes(path, content, replace=True)
        assert path.read_bytes() == content
    else:
        for replace in (False, True):
            with pytest.raises(NotReplaced, match=f"是{old.value}，写到这里会把它毁掉.*请换"):
                write_bytes(path, content, replace=replace)
        assert path.read_bytes() == CONTENTS[old]
    assert [item.name for item in tmp_path.iterdir()] == ["f"]


def test_what_says_the_same_already_is_no_loss(tmp_path: Path) -> None:
    path = tmp_path / "root-key.age"
    for _ in range(2):
        write_bytes(path, CONTENTS[OutputKind.KEY], replace=False)
        assert path.read_bytes() == CONTENTS[OutputKind.KEY]


def test_of_several_files_none_is_written_where_one_would_be_replaced(tmp_path: Path) -> None:
    places = {tmp_path / name: name.encode() for name in ("a.txt", "b.txt", "c.txt", "d.txt")}
    (tmp_path / "b.txt").write_bytes(b"b.txt")
    (tmp_path / "c.txt").write_bytes(b"other")
    (tmp_path / "d.txt").write_bytes(b"other")
    with pytest.raises(WouldReplace, match=r"已有 2 个同名.*“c\.txt”.*一个也没有写") as refused:
        write_all(places, replace=False)
    assert refused.value.paths == (tmp_path / "c.txt", tmp_path / "d.txt")
    assert not (tmp_path / "a.txt").exists()
    write_all(places, replace=True)
    assert [path.read_bytes() for path in places] == list(places.values())


def test_of_several_files_none_is_written_where_one_is_a_key(tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(CONTENTS[OutputKind.KEY])
    with pytest.raises(NotReplaced, match="是密钥"):
        write_all({tmp_path / "a.txt": b"a", tmp_path / "key": b"b"}, replace=True)
    assert [item.name for item in tmp_path.iterdir()] == ["key"]


def test_a_place_is_refused_before_anything_is_made_for_it(tmp_path: Path) -> None:
    store, key, text, empty = (tmp_path / name for name in ("s.yhs", "key", "a.txt", "empty"))
    key.write_bytes(CONTENTS[OutputKind.KEY])
    text.write_text("a", encoding="utf-8")
    empty.touch()
    with new_school(store):
        for replace in (False, True):
            for path, kind in ((store, "库"), (key, "密钥")):
                with pytest.raises(NotReplaced, match=f"是{kind}"):
                    refuse_taken(path, replace=replace)
            for path in (empty, tmp_path / "nothing"):
                refuse_taken(path, replace=replace)
    with pytest.raises(WouldReplace):
        refuse_taken(text, replace=False)
    refuse_taken(text, replace=True)


def test_a_script_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "main.py"
    path.write_text("print(1)\n", encoding="utf-8")
    with pytest.raises(NotReplaced, match=r"main.py”已经存在，是.*，写到这里会把它毁掉"):
        write_bytes(path, CONTENTS[OutputKind.TEXT], replace=True)
    assert path.read_text(encoding="utf-8") == "print(1)\n"


@pytest.mark.parametrize("is_open", [True, False])
def test_a_store_is_replaced_by_nothing(tmp_path: Path, is_open: bool) -> None:
    path = tmp_path / "s.yhs"
    store = new_school(path)
    if not is_open:
        store.close()
    for kind in WRITTEN:
        with pytest.raises(NotReplaced, match="是库"):
            write_bytes(path, CONTENTS[kind], replace=True)
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)


def a_key(path: Path) -> None:
    path.write_bytes(CONTENTS[OutputKind.KEY])


def another_store(path: Path) -> None:
    new_school(path).close()


def another_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE journal (x)")


@pytest.mark.parametrize("make", [a_key, another_store, another_database])
def test_a_backup_replaces_only_a_backup_of_the_same_store(
    place: StorePlace, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    target = tmp_path / "other"
    make(target)
    before = target.read_bytes()
    with new_bureau(place) as store:
        for path in (one for one in (target, place) if isinstance(one, Path)):
            with pytest.raises(NotReplaced, match="请换一个文件名"):
                store.backups.write_to(path, replace=True)
        assert target.read_bytes() == before
        store.backups.write_to(tmp_path / "copy.yhb", replace=False)
        store.blobs.put("x", b"x")
        first = (tmp_path / "copy.yhb").read_bytes()
        with pytest.raises(WouldReplace, match="已经存在"):
            store.backups.write_to(tmp_path / "copy.yhb", replace=False)
        assert (tmp_path / "copy.yhb").read_bytes() == first
        store.backups.write_to(tmp_path / "copy.yhb", replace=True)
        assert (tmp_path / "copy.yhb").read_bytes() != first
        with BureauStore.open(tmp_path / "copy.yhb") as copy:
            assert copy.journal.head() == store.journal.head()
            assert copy.blobs.get("x") == b"x"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("replace", [True, False])
def test_a_pipe_or_device_is_never_replaced(tmp_path: Path, replace: bool) -> None:
    pipe, link = tmp_path / "pipe.pdf", tmp_path / "link.pdf"
    os.mkfifo(pipe)
    link.symlink_to("/dev/null")
    for path in (pipe, link):
        with pytest.raises(NotReplaced, match="是设备或管道，写到这里会把它毁掉"):
            write_bytes(path, b"%PDF-", replace=replace)
    assert pipe.is_fifo()
    assert link.is_symlink()
