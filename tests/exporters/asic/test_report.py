"""A report is known by how its bytes begin; what else people send is called what it is."""

import pytest

from exporters.age import Identity, generate_identity
from exporters.asic.report import is_package, open_container, seal_report, what_else
from exporters.refusal import Refusal
from forms.exchange import Code
from tests.exporters.asic.world import good_report


def zip_start(mimetype: str) -> bytes:
    """The first 64 bytes of a zip that says its own kind first."""
    head = b"PK\3\4" + bytes(22) + (8).to_bytes(2, "little") + bytes(2)
    return (head + b"mimetype" + mimetype.encode())[:64]


UNDER_A_PASSPHRASE = b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n"


def test_a_report_is_known_sealed_and_plain(bureau_key: Identity) -> None:
    sealed = seal_report(good_report(), recipient=bureau_key.recipient)
    for data in (sealed, good_report()):
        assert is_package(data[:64])
        assert what_else(data[:64]) == ""
        assert open_container(data, identity=bureau_key) == good_report()


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"", "文件是空的（0 字节），可能没有复制完"),
        (b"SQLite format 3\0", "填报库或局端库本身"),
        (b"-----BEGIN CERTIFICATE REQUEST-----", "开户申请"),
        (b"PK\x03\x04" + bytes(60), "压缩文件或表格"),
        (zip_start("application/vnd.youheng.review+zip"), "送审文件"),
        (zip_start("application/vnd.oasis.opendocument.spreadsheet"), "OpenDocument 文档"),
        (b"-----BEGIN CERTIFICATE-----", "证书"),
        (b"-----BEGIN X509 CRL-----", "证书吊销列表"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----", "口令保护的密钥文件"),
        (b"\x89PNG\r\n", "图片"),
        (b"Rar!\x1a\x07", "压缩包（.rar），不是上报包；上报包不压缩，请先解压"),
        (b"7z\xbc\xaf\x27\x1c", "压缩包（.7z），不是上报包；上报包不压缩，请先解压"),
        (
            b"PK\x03\x04\x14\0\x01" + bytes(57),
            "加了密码的压缩包（.zip），不是上报包；请先用它的密码解压",
        ),
        (b"\xd0\xcf\x11\xe0", "Office 文档"),
        (b'\xef\xbb\xbf {"a": 1}', "JSON 文件"),
        (b"<!DOCTYPE html>", "网页或 XML 文件"),
        (UNDER_A_PASSPHRASE, "口令保护的密钥文件"),
        (b"%PDF-1.7", "这是 PDF"),
    ],
)
def test_what_is_no_report_is_called_what_it_is(start: bytes, what: str) -> None:
    assert not is_package(start)
    assert what in what_else(start)


def test_unknown_bytes_are_not_guessed_at() -> None:
    assert not is_package(b"noise")
    assert what_else(b"noise") == ""


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", UNDER_A_PASSPHRASE])
def test_what_is_no_report_is_not_opened(bureau_key: Identity, data: bytes) -> None:
    with pytest.raises(Refusal, match=Code.E_ZIP) as refused:
        open_container(data, identity=bureau_key)
    assert refused.value.what == what_else(data)


@pytest.fixture(name="bureau_key")
def _bureau_key() -> Identity:
    return generate_identity()
