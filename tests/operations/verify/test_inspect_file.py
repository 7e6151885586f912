"""What any file is: containers, requests, certificates, stores, rubbish."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.age import armor, generate_identity
from exporters.age_passphrase import content_size
from exporters.pki.keys import (
    DAILY_KEYS_BYTES,
    SIGNING_KEY_BYTES,
    generate_key,
    lock_bureau_keys,
    lock_key,
)
from forms.exchange import Code, ContainerKind, Level
from operations.demo.run import DemoFiles
from operations.errors import Misused
from operations.school.store import open_school
from operations.verify.inspect_file import FileKind, inspect_file, kind_word
from storage.named.blobs import BlobKind
from tests.operations.staging import District


def test_an_encrypted_package_says_only_whom_it_is_for(demo: DemoFiles) -> None:
    report = inspect_file(demo.packages[0])
    assert report.kind is FileKind.ENCRYPTED
    assert report.level is Level.UNKNOWN_SIGNER
    assert "只有收件的区局" in report.message


@pytest.mark.parametrize("start", [22, 60])
def test_the_beginning_of_an_encrypted_package_is_none(
    demo: DemoFiles, tmp_path: Path, start: int
) -> None:
    path = tmp_path / "x.asice.age"
    path.write_bytes(demo.packages[0].read_bytes()[:start])
    report = inspect_file(path)
    assert (report.kind, report.accepted) == (FileKind.ENCRYPTED, False)
    assert report.message == "加密文件不完整，只有开头的一部分，请发送方重新导出后再发一次。"


def test_a_locked_key_is_called_a_key(demo: DemoFiles, tmp_path: Path) -> None:
    report = inspect_file(demo.root.with_name("bureau-root-key.age"))
    assert (report.kind, kind_word(report)) == (FileKind.KEY, "密钥")
    assert report.message == "这是密钥，不是上报包。请妥善保管，不要发给任何人。"
    sheet = tmp_path / "恢复单.txt"
    sheet.write_text(armor(demo.root.with_name("bureau-root-key.age").read_bytes(), marked=True))
    assert inspect_file(sheet).message == report.message


_DAMAGED_KEYS: list[tuple[Callable[[bytes], bytes], str]] = [
    (lambda key: key[:100], "开头不完整或被改动过"),
    (lambda key: key[:-200], "末尾至少少了 200 字节"),
    (lambda key: key[:-20], "末尾至少少了 20 字节"),
    (lambda key: key + b"x" * 30, "末尾至少少了 45 字节"),
    (lambda key: key + key, "末尾多了"),
    (lambda key: armor(key).encode()[:-60], "最后一行不对，可能没有抄全"),
    (lambda _: b"-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG", "只有开头的一部分"),
]


@pytest.mark.parametrize(("damage", "said"), _DAMAGED_KEYS)
def test_a_key_that_was_not_copied_whole_is_told_and_is_no_file_in_order(
    demo: DemoFiles, tmp_path: Path, damage: Callable[[bytes], bytes], said: str
) -> None:
    path = tmp_path / "key.age"
    path.write_bytes(damage(demo.root.with_name("bureau-root-key.age").read_bytes()))
    report = inspect_file(path)
    assert not report.accepted
    assert report.kind is FileKind.KEY
    assert said in report.message


def test_the_sizes_of_keys_are_those_that_are_written() -> None:
    key, identity = generate_key(), generate_identity()
    assert content_size(lock_key(key, "x")) == SIGNING_KEY_BYTES
    assert content_size(lock_bureau_keys(key, identity, "x")) == DAILY_KEYS_BYTES


def test_a_receipt_is_whole_but_its_signer_unknown_without_a_root(demo: DemoFiles) -> None:
    report = inspect_file(demo.receipts[0])
    assert (report.level, report.code) == (Level.UNKNOWN_SIGNER, Code.OK)
    assert report.accepted
    assert kind_word(report) == ContainerKind.RECEIPT.label


def test_with_the_root_the_signer_is_known(demo: DemoFiles) -> None:
    report = inspect_file(demo.receipts[0], trust=demo.root)
    assert report.level is Level.VALID
    assert report.inspection is not None
    assert report.inspection.verdict.signer is not None
    assert report.inspection.verdict.signer.organisation == "演示区教育局"


def test_one_changed_byte_is_refused(demo: DemoFiles, tmp_path: Path) -> None:
    content = bytearray(demo.receipts[0].read_bytes())
    content[-100] ^= 1
    path = tmp_path / "changed.asice"
    path.write_bytes(content)
    report = inspect_file(path, trust=demo.root)
    assert report.level is Level.INVALID
    assert not report.accepted


def test_a_request_shows_its_fingerprint(district: District, tmp_path: Path) -> None:
    with open_school(district.school(), read_only=True) as store:
        request = store.blobs.get(BlobKind.REQUEST)
    assert request is not None
    path = tmp_path / "x-request.csr"
    path.write_bytes(request)
    report = inspect_file(path)
    assert report.kind is FileKind.REQUEST
    assert district.code() in report.message
    path.write_bytes(request[:-60])
    assert inspect_file(path).level is Level.INVALID


def test_a_root_certificate_is_named(demo: DemoFiles) -> None:
    report = inspect_file(demo.root)
    assert report.kind is FileKind.CERTIFICATE
    assert "演示区教育局的根证书" in report.message


def test_stores_are_opened_read_only_and_their_journal_verified(district: District) -> None:
    school = inspect_file(district.school())
    bureau = inspect_file(district.bureau)
    assert (school.kind, school.level) == (FileKind.SCHOOL_STORE, Level.VALID)
    assert (bureau.kind, bureau.level) == (FileKind.BUREAU_STORE, Level.VALID)


def test_a_damaged_store_is_said_so(district: District) -> None:
    content = bytearray(district.school().read_bytes())
    content[4096:12288] = b"\xff" * 8192
    district.school().write_bytes(content)
    report = inspect_file(district.school())
    assert report.level is Level.INVALID
    assert "损坏" in report.message


def test_a_root_that_is_none_is_misuse(demo: DemoFiles) -> None:
    said = (
        f"“{demo.packages[0].name}”不能用作根证书：文件太大，不像是证书，请向区局索取根证书文件。"
    )
    with pytest.raises(Misused, match=f"^{re.escape(said)}$"):
        inspect_file(demo.receipts[0], trust=demo.packages[0])


@given(st.binary(max_size=300))
def test_any_bytes_have_a_report(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bin"
    path.write_bytes(data)
    report = inspect_file(path)
    assert report.message
    assert report.level in {Level.INVALID, Level.UNKNOWN_SIGNER}
