"""Writing containers: what the reader would refuse is not written, and names follow one rule."""

import hashlib
from datetime import UTC, datetime

import pytest

from exporters.asic import names
from exporters.asic.build import build
from exporters.asic.package_info import new_info
from exporters.asic.signing import FileKeySigner, SigningError, present_time
from exporters.asic.strict_cms import verify_signature
from exporters.pki.keys import generate_key
from exporters.refusal import Refusal
from forms.exchange import ContainerKind
from tests.exporters.asic.world import (
    NOW,
    RETURN,
    SCHOOL,
    info,
    judge,
    report,
    world,
)

PDF = b"%PDF-1.7 report"
PHOTO = b"\xff\xd8 photograph"
PHOTO_NAME = names.attachment(hashlib.sha256(PHOTO).hexdigest(), ".JPG")


def test_report_carries_its_files_in_one_order() -> None:
    container = report({names.REPORT_PDF: PDF, PHOTO_NAME: PHOTO, names.REPORT_XLSX: b"PK"})
    package = judge(container)[1]
    assert package is not None
    assert package.files[PHOTO_NAME] == PHOTO
    assert list(package.files) == [
        names.INFO,
        PHOTO_NAME,
        names.RETURN,
        names.REPORT_PDF,
        names.REPORT_XLSX,
    ]


def test_all_but_the_signature_depends_on_the_arguments_alone() -> None:
    one, two = judge(report())[1], judge(report())[1]
    assert one is not None
    assert two is not None
    assert one.identity == two.identity
    assert one.files == two.files


BAD_FILES = {
    "no return": {names.REPORT_PDF: PDF},
    "own package.json": {names.RETURN: RETURN, names.INFO: b"{}"},
    "unknown name": {names.RETURN: RETURN, "data/other.json": b"{}"},
    "program": {names.RETURN: RETURN, "setup.exe": b"MZ"},
    "attachment under a wrong name": {names.RETURN: RETURN, PHOTO_NAME: b"other"},
    "file beyond the limit": {names.RETURN: RETURN, names.REPORT_PDF: bytes(64 * 2**20 + 1)},
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_files_that_would_be_refused_are_not_written(name: str) -> None:
    with pytest.raises(ValueError, match=r"container|attachment|large"):
        build(BAD_FILES[name], info=info(), signer=world().school.signer)


@pytest.mark.parametrize(
    "content",
    [b"", b'{"a":1.5}', '{"a":"\u202e"}'.encode(), b'{"a":1,"a":1}', bytes(16 * 2**20 + 1)],
    ids=["empty", "float", "bidi", "twice", "too large"],
)
def test_return_that_could_not_be_read_is_not_signed(content: bytes) -> None:
    with pytest.raises(SigningError, match=r"data/return\.json 的内容不能签名：.*，请改正"):
        build({names.RETURN: content}, info=info(), signer=world().school.signer)


def test_return_may_have_texts_of_several_lines() -> None:
    assert judge(report({names.RETURN: b'{"note":"a\\nb"}'}))[0].accepted


def test_whole_that_is_too_large_is_not_written() -> None:
    part = bytes(range(256)) * (64 * 2**10)
    files = {
        names.RETURN: RETURN,
        **{
            names.attachment(hashlib.sha256(part).hexdigest(), "bin"): part
            for part in (part + bytes([number]) for number in range(5))
        },
    }
    with pytest.raises(SigningError, match="签名文件有 81 MB，最多 64 MB，请压缩或减少附件"):
        build(files, info=info(), signer=world().school.signer)


def test_signer_needs_the_certificate_of_its_key() -> None:
    with pytest.raises(SigningError, match="不配套"):
        FileKeySigner(generate_key(), world().school.certificate)


@pytest.mark.parametrize("year", [1970, 1980, 2019, 2050, 2096])
def test_nothing_is_signed_in_a_year_that_cannot_be(year: int) -> None:
    holder = world().school
    wrong = datetime(year, 3, 1, tzinfo=UTC)
    signer = FileKeySigner(holder.key, holder.certificate, clock=lambda: wrong)
    with pytest.raises(SigningError, match=rf"时间是 {year}-03-01.*校正电脑的日期"):
        signer.sign(b"manifest")


def test_signer_hands_out_nothing_that_does_not_verify(monkeypatch: pytest.MonkeyPatch) -> None:
    signer = world().school.signer
    other = world().other_school.signer
    monkeypatch.setattr(signer, "_sign", other.sign)
    with pytest.raises(SigningError, match="复验"):
        signer.sign(b"manifest")


def test_signature_claims_the_time_of_the_clock() -> None:
    p7s = world().school.signer.sign(b"manifest")
    assert verify_signature(p7s, b"manifest").claimed_time == NOW
    assert present_time().tzinfo is not None
    assert present_time().microsecond == 0


def test_signature_too_long_is_refused_unread() -> None:
    with pytest.raises(Refusal, match="E_SIZE"):
        verify_signature(bytes(16 * 2**10 + 1), b"manifest")


def test_secrets_are_not_shown() -> None:
    shown = repr(world().school.signer) + repr(world().school.key) + repr(world().identity)
    assert world().identity.export_secret() not in shown
    assert shown.isprintable()
    assert "FileKeySigner(…)" in shown
    assert world().school.signer.certificate == world().school.certificate


FILE_NAMES = {
    ContainerKind.REPORT: "3131000001-2024-0012.asice",
    ContainerKind.OPENING: "3131000001-2024-opening.asice",
    ContainerKind.RECEIPT: "3131000001-2024-receipt-0012.asice",
    ContainerKind.RETURN_SLIP: "3131000001-2024-return-0012.asice",
}


@pytest.mark.parametrize("kind", ContainerKind)
def test_container_is_named_after_school_period_and_number(kind: ContainerKind) -> None:
    assert names.file_name(info(kind, number=12)) == FILE_NAMES[kind]


def test_encrypted_report_ends_in_age() -> None:
    assert names.file_name(info(), encrypted=True) == "3131000001-2024-0001.asice.age"
    assert names.request_file_name(SCHOOL) == "3131000001-request.csr"


@pytest.mark.parametrize(
    ("ending", "kept"),
    [("PDF", "pdf"), (".jpeg", "jpeg"), ("", "bin"), ("tar.gz", "bin"), ("图", "bin")],
)
def test_attachment_keeps_a_plain_ending(ending: str, kept: str) -> None:
    name = names.attachment("ab" * 32, ending)
    assert name.endswith(f".{kept}")
    assert names.is_allowed(name)
    assert names.attachment_digest(name) == "ab" * 32


def test_new_container_gets_an_id_of_its_own() -> None:
    made = [
        new_info(
            ContainerKind.REPORT,
            bureau="1",
            school="2",
            number=1,
            previous="",
            period=2024,
            created=NOW,
        )
        for _ in range(2)
    ]
    assert made[0].package_id != made[1].package_id
    assert len(made[0].package_id) == 32
