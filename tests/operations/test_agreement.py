"""What is signed belongs together: another year, another pack, another name, each with its own code."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.agreement import at_school
from exporters.asic.build import build
from exporters.asic.bureau_files import Opening, opening_files
from exporters.asic.bureau_files import read_opening as parse_opening
from exporters.asic.report import seal_report
from exporters.asic.signing import FileKeySigner
from exporters.asic.verify import verify
from forms.exchange import Code, ContainerKind, PackageInfo
from operations.bureau.intake.rehearsal import FileStanding, rehearse_import
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.sent.issue import issue_file, issue_receipt, waiting_for_receipt
from operations.bureau.store import bureau_trust
from operations.errors import PackageRefused, Refused
from operations.school.check import submit_return
from operations.school.delivery.replies import read_reply
from operations.school.keys import requests as school_requests
from operations.school.keys.opening import read_opening, told_period
from operations.school.signing import sign as school_sign
from operations.school.store import create_school
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations import care
from tests.operations.care import PASSPHRASE, Life
from tests.operations.staging import CLERK, PRIMARY, PRINCIPAL, import_package


def _last_years(folder: Path) -> SchoolStore:
    return create_school(
        folder / "last.yhs",
        school_code=PRIMARY.code,
        school_name=PRIMARY.name,
        period=2023,
        actor=CLERK,
    )


def test_a_store_of_another_year_is_not_opened(life: Life, tmp_path: Path) -> None:
    with _last_years(tmp_path) as store:
        request = school_requests.request_certificate(store, passphrase=PASSPHRASE, actor=PRINCIPAL)
        enrolled = enrol_school(life.desk, request.content, authority=life.authority)
        said = "这是 2024 年的开户文件，本填报库是 2023 年的"
        with pytest.raises(PackageRefused, match=said) as caught:
            read_opening(store, enrolled.opening.content, actor=CLERK)
        assert caught.value.verdict.code is Code.E_PERIOD
        assert store.blobs.get(BlobKind.CERTIFICATE) is None


def test_what_was_opened_for_another_year_is_not_signed(life: Life) -> None:
    """An earlier version of the program let such a store be opened."""
    submit_return(life.store, actor=CLERK)
    certificate = life.desk.store.blobs.get(BlobKind.OPERATOR_CERTIFICATE) or b""
    opening = build(
        opening_files(_opening(life)),
        info=replace(_info(life), kind=ContainerKind.OPENING, period=2023),
        signer=FileKeySigner(life.desk.keys.operator, certificate),
    )
    life.store.blobs.put(BlobKind.OPENING, opening, actor=CLERK)
    assert told_period(life.store) == 2023
    with pytest.raises(Refused, match="区局、学校或报告期与区局签名的开户文件不同"):
        school_sign.sign_return(life.store, key=life.key, actor=PRINCIPAL)


def _signed(life: Life, folder: Path, info: PackageInfo) -> Path:
    certificate = life.store.blobs.get(BlobKind.CERTIFICATE) or b""
    container = build({names.RETURN: b"{}"}, info=info, signer=FileKeySigner(life.key, certificate))
    path = folder / "x.asice.age"
    path.write_bytes(seal_report(container, recipient=life.desk.keys.identity.recipient))
    return path


def _info(life: Life) -> PackageInfo:
    return PackageInfo(
        kind=ContainerKind.REPORT,
        bureau=life.desk.store.meta.bureau_code,
        school=PRIMARY.code,
        package_id="0" * 32,
        number=1,
        previous="",
        period=2024,
        created=life.desk.clock(),
    )


@pytest.mark.parametrize(
    ("change", "code", "sentence"),
    [
        (lambda info: replace(info, period=2023), Code.E_PERIOD, "这是 2023 年的上报包"),
        (
            lambda info: replace(info, created=info.created - timedelta(days=3)),
            Code.E_TIME,
            "签名时间却是",
        ),
    ],
    ids=["year", "time"],
)
def test_import_and_rehearsal_refuse_alike(
    life: Life,
    tmp_path: Path,
    change: Callable[[PackageInfo], PackageInfo],
    code: Code,
    sentence: str,
) -> None:
    path = _signed(life, tmp_path, change(_info(life)))
    [seen] = rehearse_import(life.desk, [path])
    assert (seen.standing, seen.result.code) == (FileStanding.BROKEN, code)
    result = import_package(life.desk, path)
    assert (result.accepted, result.code) == (False, code)
    assert sentence in result.message
    assert life.desk.store.packages.all() == []


def test_a_receipt_of_another_year_is_refused(life: Life, tmp_path: Path) -> None:
    assert care.taken(life, tmp_path).accepted
    [package] = waiting_for_receipt(life.desk.store)
    receipt = issue_receipt(life.desk, package)
    with _last_years(tmp_path) as store:
        for kind in (BlobKind.ROOT, BlobKind.CRL):
            store.blobs.put(kind, life.store.blobs.get(kind) or b"", actor=CLERK)
        with pytest.raises(PackageRefused, match="这是 2024 年的回执") as caught:
            read_reply(store, receipt.content, actor=CLERK)
        assert caught.value.verdict.code is Code.E_PERIOD


def _opening(life: Life) -> Opening:
    store = life.store
    trust = bureau_trust(life.desk.store)
    expect = at_school(PRIMARY.code, bureau="", period=2024)
    _, package = verify(
        store.blobs.get(BlobKind.OPENING) or b"", trust, now=life.desk.clock(), expect=expect
    )
    assert package is not None
    return parse_opening(package)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"school_name": "别的学校"}, "写明的名称与证书上的不同"),
        ({"principal": "别人"}, "写明的名称与证书上的不同"),
        ({"bureau_name": "别的局"}, "写明的名称与证书上的不同"),
        ({"recipient": "age1nothing"}, "加密公钥不对"),
        ({"pack": ("balance", "1999.1")}, "文件用的是表册 balance 1999.1，这里用的是表册 balance"),
    ],
    ids=["school", "principal", "bureau", "recipient", "pack"],
)
def test_an_opening_file_agrees_with_its_certificates(
    life: Life, change: dict[str, object], sentence: str
) -> None:
    opening = replace(_opening(life), **change)  # type: ignore[arg-type]
    made = issue_file(life.desk, ContainerKind.OPENING, opening_files(opening), school=PRIMARY.code)
    before = life.store.blobs.get(BlobKind.OPENING)
    with pytest.raises((Refused, PackageRefused), match=sentence):
        read_opening(life.store, made.content, actor=CLERK)
    assert life.store.blobs.get(BlobKind.OPENING) == before
