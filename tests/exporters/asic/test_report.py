"""A report is known by how its bytes begin; what else people send is called what it is."""

import pytest

from exporters.age import Identity, generate_identity
from exporters.asic.report import is_package, open_container, seal_report, what_else
from exporters.refusal import Refusal
from forms.exchange import Code
from tests.exporters.asic.world import good_report

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


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7"])
def test_what_is_no_report_is_not_opened(bureau_key: Identity, data: bytes) -> None:
    with pytest.raises(Refusal, match=Code.E_ZIP) as refused:
        open_container(data, identity=bureau_key)
    assert refused.value.what == what_else(data)


@pytest.fixture(name="bureau_key")
def _bureau_key() -> Identity:
    return generate_identity()
