"""统计人员 with a key of his own: asked for, certified, used, seen by the bureau, revoked."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import main
from forms.confirmation import Signatory
from forms.edits import SetAnswer
from operations.bureau.returns.confirmed_in_words import confirmed_in_words
from operations.bureau.returns.school_file import read_school_file
from operations.bureau.schools.own_keys import Office, certify, holder_of, revoke_own
from operations.bureau.store import Desk, crl_bytes
from operations.errors import Misused, Refused
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.keys.own_keys import (
    forget_own_key,
    read_own_certificate,
    request_own_key,
    unlock_own_key,
)
from operations.school.records import SchoolStore
from operations.school.signing.confirm import confirm_return, name_people, read_confirmed
from operations.school.signing.sign import confirm_as_head, sign_return
from operations.school.store import open_school
from operations.verify.file_view import view_file
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    District,
    authority,
    import_package,
    school_key,
)

STATISTICIAN, REVIEWER = Signatory.STATISTICIAN, Signatory.REVIEWER
OWN = "河边的三只灰鹤每天早上六点起飞"
OPENSSL = shutil.which("openssl")


def certified(desk: Desk, district: District, request: bytes, name: str = "王填报") -> bytes:
    return certify(
        desk.store,
        request,
        Office(district.code(), STATISTICIAN, name),
        request_fingerprint=None,
        authority=authority(district.files.bureau_store),
        actor=desk.actor,
    ).content


@pytest.fixture
def school(district: District, desk: Desk) -> Iterator[SchoolStore]:
    """The first school in review once more; its 统计人员 has a key of his own."""
    with open_school(district.school()) as store:
        name_people(store, statistician="王填报", reviewer="李审核", actor=CLERK)
        asked = request_own_key(store, STATISTICIAN, name="王填报", passphrase=OWN, actor=CLERK)
        certificate = certified(desk, district, asked.content)
        read_own_certificate(store, certificate, passphrase=OWN, actor=CLERK)
        send_back(store, actor=PRINCIPAL, reason="补充")
        submit_return(store, actor=CLERK)
        yield store


def sent(store: SchoolStore, district: District, folder: Path, *, plain: bool = False) -> Path:
    """All confirm, the statistician with his key; signed and exported."""
    if STATISTICIAN in read_confirmed(store).keyed:
        key = unlock_own_key(store, STATISTICIAN, OWN)
        confirm_return(store, STATISTICIAN, name="王填报", key=key)
    else:
        confirm_return(store, STATISTICIAN, name="王填报")
    confirm_return(store, REVIEWER, name="李审核")
    confirm_as_head(store)
    sign_return(store, key=school_key(district.files.school_stores[0]), actor=PRINCIPAL)
    return export_package(store, folder, actor=CLERK, replace=False, plain=plain).path


def test_the_bureau_sees_who_has_signed_what(
    school: SchoolStore,
    district: District,
    desk: Desk,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(Refused, match="统计人员王填报有自己的签名密钥，请输入自己的口令确认"):
        confirm_return(school, STATISTICIAN, name="王填报")
    path = sent(school, district, tmp_path, plain=True)
    assert read_confirmed(school).signed == {STATISTICIAN}
    assert import_package(desk, path).accepted
    signed = read_school_file(desk.store, district.code()).signed
    assert signed is not None
    assert [(one.name, one.role) for one in signed.further] == [("王填报", "statistician")]
    told = confirmed_in_words(signed.confirmations, signed.further)
    assert told.count("本人密钥签名") == 1
    assert told.index("本人密钥签名") < told.index("审核人李审核")
    details = dict(view_file(path, trust=district.at(district.files.root)).details)
    assert details["统计人员的签名"].startswith("王填报，")
    capsys.readouterr()
    assert main(["verify", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["further"][0]["name"] == "王填报"
    assert main(["verify", str(path)]) == 0
    assert "统计人员另有签名：王填报" in capsys.readouterr().out


@pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
def test_openssl_verifies_each_signature(
    school: SchoolStore, district: District, desk: Desk, tmp_path: Path
) -> None:
    path, folder = sent(school, district, tmp_path, plain=True), tmp_path / "unpacked"
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    crl = subprocess.run(
        [str(OPENSSL), "crl", "-inform", "DER"],
        input=crl_bytes(desk.store),
        capture_output=True,
        check=True,
    ).stdout
    anchors = tmp_path / "ca_and_crl.pem"
    anchors.write_bytes(district.at(district.files.root).read_bytes() + crl)
    for number in ("001", "002"):
        command = [
            *(str(OPENSSL), "cms", "-verify", "-cades", "-binary", "-inform", "DER"),
            *("-in", str(folder / f"META-INF/signature{number}.p7s")),
            *("-content", str(folder / f"META-INF/ASiCManifest{number}.xml")),
            *("-CAfile", str(anchors), "-crl_check", "-out", str(tmp_path / "out.xml")),
        ]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0, number


def test_a_signature_holds_only_for_what_it_was_made_over(
    school: SchoolStore, district: District
) -> None:
    key = unlock_own_key(school, STATISTICIAN, OWN)
    confirm_return(school, STATISTICIAN, name="王填报", key=key)
    assert read_confirmed(school).signed == {STATISTICIAN}
    send_back(school, actor=PRINCIPAL, reason="再改")
    school.answers.write([SetAnswer("pupils.minority_primary", "12")], actor=CLERK)
    submit_return(school, actor=CLERK)
    standing = read_confirmed(school)
    assert (standing.given, standing.signed) == ((), frozenset())


def test_a_revoked_certificate_lets_no_package_in(
    school: SchoolStore, district: District, desk: Desk, tmp_path: Path
) -> None:
    path = sent(school, district, tmp_path)
    revoke_own(
        desk.store,
        district.code(),
        STATISTICIAN,
        authority=authority(district.files.bureau_store),
        actor=desk.actor,
        reason="密钥遗失",
    )
    result = import_package(desk, path)
    assert not result.accepted
    assert "统计人员的签名：签名人的证书已被区局吊销" in result.message
    issued = desk.store.certificates.all(holder_of(district.code(), STATISTICIAN))
    assert [one.revoke_reason for one in issued] == ["密钥遗失"]
    assert desk.store.certificates.all(district.code())[-1].revoked_at is None


def test_who_forgets_the_key_confirms_as_before(
    school: SchoolStore, district: District, desk: Desk, tmp_path: Path
) -> None:
    forget_own_key(school, STATISTICIAN, actor=CLERK)
    path = sent(school, district, tmp_path)
    assert import_package(desk, path).accepted
    signed = read_school_file(desk.store, district.code()).signed
    assert signed is not None
    assert signed.further == ()


def test_a_certificate_for_somebody_else_is_not_taken(district: District, desk: Desk) -> None:
    with open_school(district.school()) as store:
        name_people(store, statistician="王填报", reviewer="李审核", actor=CLERK)
        made = request_own_key(store, REVIEWER, name="李审核", passphrase=OWN, actor=CLERK)
        content = certified(desk, district, made.content)
        with pytest.raises(Refused, match="没有等着证书的统计人员密钥"):
            read_own_certificate(store, content, passphrase=OWN, actor=CLERK)
        made = request_own_key(store, STATISTICIAN, name="王填报", passphrase=OWN, actor=CLERK)
        with pytest.raises(Refused, match="证书上的姓名是赵样例，本校登记的统计人员是王填报"):
            read_own_certificate(
                store,
                certified(desk, district, made.content, "赵样例"),
                passphrase=OWN,
                actor=CLERK,
            )
        other = request_own_key(store, STATISTICIAN, name="王填报", passphrase=OWN, actor=CLERK)
        assert other.content != made.content
        with pytest.raises(Refused, match="签名密钥与证书不配套"):
            read_own_certificate(
                store, certified(desk, district, made.content), passphrase=OWN, actor=CLERK
            )
        with pytest.raises(Refused, match=r"请选择区局发来的 \.cer 文件"):
            read_own_certificate(store, b"x", passphrase=OWN, actor=CLERK)
        with pytest.raises(Refused, match=r"这是压缩包（\.rar），不是区局颁发的证书，请先解压"):
            read_own_certificate(store, b"Rar!\x1a\x07", passphrase=OWN, actor=CLERK)
        with pytest.raises(Misused, match="这份申请是学校"):
            certify(
                desk.store,
                made.content,
                Office(district.code(1), STATISTICIAN, "王填报"),
                request_fingerprint=None,
                authority=authority(district.files.bureau_store),
                actor=desk.actor,
            )


def test_a_key_is_asked_for_certified_and_used_by_the_command_line(
    district: District, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, bureau = str(district.school()), str(district.bureau)
    own, daily = tmp_path / "own.txt", str(district.passphrases)
    own.write_text(OWN, encoding="utf-8")
    mine = ("--passphrase-file", str(own))
    asked, made = str(tmp_path / "ask.csr"), str(tmp_path / f"{district.code()}-statistician.cer")
    people = ("--statistician", "王填报", "--reviewer", "李审核")
    office = ("--school", district.code(), "--as", "统计人员")
    assert main(["school", "confirm", store, *people]) == 0
    assert main(["school", "own-key", store, "request", asked, "--as", "统计人员", *mine]) == 0
    assert "表上写明姓名 王填报 和身份统计人员" in capsys.readouterr().out
    issue = ["bureau", "certify", bureau, asked, str(tmp_path), *office, "--name", "王填报"]
    assert main([*issue, "--fingerprint", "0000", "--passphrase-file", daily]) == 2
    assert "输入的指纹与申请的指纹不同" in capsys.readouterr().err
    assert main([*issue, "--passphrase-file", daily]) == 0
    # A certificate for a place that is taken would end the one that is in use.
    assert main([*issue, "--passphrase-file", daily]) == 1
    assert "已经存在" in capsys.readouterr().err
    assert main(["school", "own-key", store, "read", made, *mine]) == 0
    assert main(["school", "return", store, "--reason", "补充"]) == 0
    assert main(["school", "submit", store]) == 0
    confirm = ["school", "confirm", store, "--as", "统计人员", "--person", "王填报"]
    assert main([*confirm, "--passphrase-file", daily]) == 1
    assert "统计人员的口令不对" in capsys.readouterr().err
    assert main([*confirm, *mine]) == 0
    assert "已确认，用本人的密钥签名" in capsys.readouterr().out
    revoke = ["bureau", "certify", bureau, *office, "--revoke", "换人"]
    assert main([*revoke, "--passphrase-file", daily]) == 0
    assert main(["school", "own-key", store, "forget", "--as", "统计人员"]) == 0
    assert main(["school", "own-key", store, "forget", "--as", "统计人员"]) == 1
