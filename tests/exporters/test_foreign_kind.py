"""What somebody took for a signed file is named by its bytes; a damaged container stays for its verifier."""

import struct
import zipfile
from io import BytesIO

import pytest

from exporters.age import AgeError, unlock
from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import foreign_kind, refusal_as
from exporters.pki.requests import RequestError, read_request
from exporters.review import ReviewFileError, read_review
from tests.exporters.asic.world import good_report

ZIP = b"PK\3\4" + bytes(60)
FOLDER = b"PK\3\4" + bytes(22) + struct.pack("<HH", 3, 0) + b"ab/"


def packed(**files: bytes) -> bytes:
    """A zip that stores its files as they are."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


STORED = packed(table=packed(**{"xl/workbook.xml": b"x"}))
"""A workbook within a zip: its own names stand in the bytes, not in the directory."""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ZIP + b"xl/workbook.xml", "这是 Excel 工作簿"),
        (ZIP + b"xl/workbook.bin", "这是 Excel 工作簿"),
        (ZIP + b"word/document.xml", "这是 Word 文档"),
        (ZIP + b"ppt/presentation.xml", "这是演示文稿"),
        (ZIP[:6] + b"\x01" + ZIP[7:], "这是加了密码的压缩包（.zip）"),
        (FOLDER + ZIP[:6] + b"\x09" + ZIP[7:], "这是加了密码的压缩包（.zip）"),
        (STORED, "这是压缩文件或表格（.zip、.xlsx 等）"),
        (ZIP, "这是压缩文件或表格（.zip、.xlsx 等）"),
        (b"age-encryption.org/v1\n-> X25519 abc\n-> scrypt c2FsdA 18\n", "这是口令保护的密钥文件"),
    ],
)
def test_a_file_is_named(data: bytes, kind: str) -> None:
    found = foreign_kind(data)
    assert found is not None
    assert found.told == kind


@pytest.mark.parametrize(
    "data",
    [
        good_report(),
        good_report().replace(b"mimetype", b"mimetypf", 1),  # damaged at its beginning
        b"age-encryption.org/v1\n-> X25519 abc\n",
        b"noise",
        b"",
    ],
)
def test_what_may_be_signed_or_nobody_knows_is_not_named(data: bytes) -> None:
    assert foreign_kind(data) is None


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (ZIP[:6] + b"\x01" + ZIP[7:], "请先用它的密码解压，再选里面的文件。"),
        (b"Rar!\x1a\x07\x01\0", "请先解压（加了密码的，用它的密码），再选里面的文件。"),
        (b"7z\xbc\xaf\x27\x1c", "请先解压（加了密码的，用它的密码），再选里面的文件。"),
        (b"\x1f\x8b\x08", "请先解压，再选里面的文件。"),
    ],
)
def test_an_archive_is_called_one_by_every_reader(data: bytes, advice: str) -> None:
    for read in (read_review, read_request, lambda data: unlock(data, "口令")):
        with pytest.raises((ReviewFileError, RequestError, AgeError)) as caught:
            read(data)
        assert str(caught.value).startswith("这是")
        assert "压缩包" in str(caught.value)
        assert str(caught.value).endswith(advice)


def test_an_empty_file_is_called_empty_by_every_reader() -> None:
    for read in (read_review, read_request, lambda data: unlock(data, "口令")):
        with pytest.raises(
            (ReviewFileError, RequestError, AgeError),
            match=r"^文件是空的（0 字节），可能没有复制完，不是",
        ):
            read(b"")


def test_what_was_asked_for_and_is_wrong_is_not_called_by_its_own_name() -> None:
    data = b"-----BEGIN CERTIFICATE REQUEST"
    said = refusal_as(data, wanted="申请", otherwise="请重试", itself=ForeignFile.REQUEST)
    assert said == "这不是申请，请重试。"
    assert refusal_as(data, wanted="回执", otherwise="请重试") == "这是开户申请，不是回执，请重试。"
