"""Zips from outside: each file whole or named with what is wrong; nothing unbounded."""

import io
import zipfile

import pytest

from exporters import limits
from exporters.sent_zip import SentZipError, read_sent_zip


def a_zip(files: dict[str, bytes], *, kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", kind) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_files_come_one_by_one_with_their_names() -> None:
    found = list(read_sent_zip(a_zip({"夹/a.age": b"x", "b": b""})))
    assert [(file.name, file.base, file.content) for file in found] == [
        ("夹/a.age", "a.age", b"x"),
        ("b", "b", b""),
    ]


def test_a_name_in_the_encoding_of_chinese_windows_is_readable() -> None:
    data = a_zip({"XXXX.age": b"x"}).replace(b"XXXX", "上报".encode("gb18030"))
    assert [file.base for file in read_sent_zip(data)] == ["上报.age"]


def test_a_packing_that_may_give_any_number_of_bytes_is_not_read() -> None:
    (file,) = read_sent_zip(a_zip({"a": b"x" * 99}, kind=zipfile.ZIP_BZIP2))
    assert (file.content, file.fault) == (None, "压缩的方式不常用，打不开，请先解压")


def test_a_file_with_a_password_is_named() -> None:
    data = bytearray(a_zip({"a": b"x"}))
    central = data.rindex(b"PK\x01\x02")
    data[6] |= 1
    data[central + 8] |= 1
    (file,) = read_sent_zip(bytes(data))
    assert file.fault == "加了密码，打不开，请学校去掉后重新发送"


def test_a_bomb_costs_no_more_than_one_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE", 1000)
    (file,) = read_sent_zip(a_zip({"a": b"0" * 100_000}))
    assert (file.content, file.fault) == (None, "超过 64 MB，不是上报包")


def test_a_damaged_part_is_named_and_the_others_are_read() -> None:
    data = bytearray(a_zip({"a": b"aaaa", "b": b"bbbb"}, kind=zipfile.ZIP_STORED))
    data[data.index(b"aaaa")] ^= 1
    broken, whole = read_sent_zip(bytes(data))
    assert broken.fault == "已损坏，请学校重新发送"
    assert whole.content == b"bbbb"


def test_what_is_no_zip_is_said() -> None:
    with pytest.raises(SentZipError, match="压缩文件已损坏"):
        list(read_sent_zip(b"PK\x03\x04nothing"))
