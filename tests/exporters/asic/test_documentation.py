"""The format's page says what the code does, and its recipe works as printed."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.bureau_files import Receipt, receipt_files
from exporters.asic.package_info import PROFILE
from exporters.asic.zip_writer import DATE, MADE_BY, NEEDED
from exporters.pki.authority import Authority, create_authority
from exporters.pki.certificates import to_pem
from exporters.pki.fingerprint import _FIRST as FIRST_SIGNS
from exporters.pki.fingerprint import _SECOND as SECOND_SIGNS
from exporters.pki.profile import ARC, DOCUMENT_SIGNING
from exporters.refusal import ADVICE
from forms.exchange import Code, ContainerKind
from tests.exporters.asic.test_bureau_files import RECEIPT, SLIP, sample_opening
from tests.exporters.asic.world import (
    BUREAU,
    NOW,
    SCHOOL,
    bureau_file,
    judge,
    report,
    revoked_list,
    world,
)
from tests.exporters.attacks.forge_certificates import leaf
from tests.exporters.attacks.forge_cms import forged
from tests.exporters.attacks.forge_zip import (
    Member,
    changed,
    container,
    members,
    pack,
    with_member,
)
from tests.support.places import ROOT

PAGE = ROOT / "docs" / "package-format.md"
OF_OPERATIONS = {Code.OK, Code.E_PACK, Code.E_DATA}


def _page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", sorted(set(Code) - OF_OPERATIONS))
def test_every_code_of_the_verifier_is_in_the_table(code: Code) -> None:
    assert f"`{code.value}`" in _page()
    assert code in ADVICE


@pytest.mark.parametrize("text", [PROFILE, ARC, DOCUMENT_SIGNING, f"0x{MADE_BY:04X}"])
def test_constants_are_those_of_the_code(text: str) -> None:
    assert text in _page()


def test_date_of_entries_is_the_first_day_of_the_format() -> None:
    assert (DATE >> 9, DATE >> 5 & 15, DATE & 31, NEEDED) == (0, 1, 1, 20)


FIRST, LAST = "unzip -q report.asice", "sha256sum META-INF"


def _recipe() -> str:
    """The commands as printed; only openssl is told the day the test's certificates are good for."""
    lines = [line.strip() for line in _page().split("## 7. ")[1].splitlines()]
    first, last = (
        next(place for place, line in enumerate(lines) if line.startswith(start))
        for start in (FIRST, LAST)
    )
    printed = _page().split("## 7. ")[1].splitlines()[first : last + 1]
    commands = "\n".join(line[4:] for line in printed if line.startswith("    "))
    today = f"-crl_check -attime {int(NOW.timestamp())}"
    return "set -e\n" + commands.replace("-crl_check", today)


def _check(
    folder: Path, container: bytes, *, crl: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """Lay out what the page asks for and follow it to the letter."""
    receipt = Receipt(1, "ab" * 32, 2, crl or world().crl)
    name = f"{SCHOOL}-2024-receipt-0002.asice"
    folder.mkdir()
    (folder / name).write_bytes(bureau_file(ContainerKind.RECEIPT, receipt_files(receipt)))
    (folder / "root.pem").write_bytes(to_pem(world().authority.root))
    (folder / "report.asice").write_bytes(container)
    command = ["sh", "-c", _recipe()]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _needs_tools() -> pytest.MarkDecorator:
    tools = [tool for tool in ("openssl", "unzip", "sha256sum") if shutil.which(tool) is None]
    return pytest.mark.skipif(bool(tools), reason=f"without {tools}")


@_needs_tools()
def test_recipe_accepts_a_good_report_as_printed(tmp_path: Path) -> None:
    done = _check(tmp_path / "good", report({"report.pdf": b"%PDF-1.7"}))
    assert done.returncode == 0, done.stderr
    assert "CAdES Verification successful" in done.stderr
    assert f"serialNumber={SCHOOL}" in done.stdout
    lines = done.stdout.splitlines()
    assert lines[:3] == ["package.json: OK", "data/return.json: OK", "report.pdf: OK"]
    _, package = judge(report({"report.pdf": b"%PDF-1.7"}))
    assert package is not None
    assert lines[-1].split()[0] == package.identity


BAD: dict[str, Callable[[], bytes]] = {
    "changed file": lambda: changed(names.RETURN, content=b'{"school":"3131000009"}'),
    "unsigned file smuggled in": lambda: with_member(Member(b"report.pdf", b"%PDF-1.7")),
    "file left out": lambda: pack(members()[:2] + members()[3:]),
    "other manifest": lambda: pack([*members()[:3], *members(files={})[-2:]]),
    "signed by a rogue": lambda: container(sign=forged(holder=leaf(authority=_rogue())).sign),
}


def _rogue() -> Authority:
    return create_authority(name="示例区教育局", code=BUREAU, now=NOW)


@_needs_tools()
@pytest.mark.parametrize("name", BAD)
def test_recipe_refuses_as_printed(name: str, tmp_path: Path) -> None:
    assert _check(tmp_path / "bad", BAD[name]()).returncode != 0


@_needs_tools()
def test_recipe_refuses_a_revoked_certificate(tmp_path: Path) -> None:
    done = _check(tmp_path / "bad", report(), crl=revoked_list(world().school))
    assert done.returncode != 0
    assert "revoked" in done.stderr


@_needs_tools()
def test_recipe_checks_a_file_of_the_bureau_too(tmp_path: Path) -> None:
    receipt = bureau_file(
        ContainerKind.RECEIPT, receipt_files(Receipt(1, "ab" * 32, 2, world().crl))
    )
    done = _check(tmp_path / "good", receipt)
    assert done.returncode == 0, done.stderr
    assert f"serialNumber={BUREAU}" in done.stdout


@pytest.mark.parametrize("kind", ContainerKind)
def test_every_file_a_kind_can_have_is_on_the_page(kind: ContainerKind) -> None:
    for name in names.REQUIRED[kind] | names.OPTIONAL[kind]:
        assert f"`{name}`" in _page()


@pytest.mark.parametrize(
    "keys",
    [asdict(RECEIPT), asdict(SLIP), asdict(sample_opening())],
    ids=["receipt", "slip", "opening"],
)
def test_every_key_of_the_bureaus_files_is_on_the_page(keys: dict[str, object]) -> None:
    files = {"crl", "root", "certificate"}
    missing = [key for key in keys.keys() - files if f"`{key}`" not in _page()]
    assert missing == []


def test_words_of_fingerprints_are_on_the_page() -> None:
    assert FIRST_SIGNS in _page()
    assert SECOND_SIGNS in _page()
