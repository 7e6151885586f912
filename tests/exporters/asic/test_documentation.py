"""The format's page says what the code does, and its recipe works as printed."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

import exporters
from exporters.asic.package_info import PROFILE
from exporters.asic.zip_writer import DATE, MADE_BY, NEEDED
from exporters.pki.profile import ARC, DOCUMENT_SIGNING
from exporters.refusal import ADVICE
from forms.exchange import Code
from tests.exporters.asic.world import report

PAGE = Path(exporters.__file__).resolve().parent.parent / "docs" / "package-format.md"
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


def _recipe() -> str:
    lines = _page().splitlines()
    first = next(place for place, line in enumerate(lines) if "sed -n" in line)
    last = next(place for place, line in enumerate(lines) if "sha256sum --check" in line)
    return "\n".join(line.strip() for line in lines[first : last + 1])


def _check(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", _recipe()], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no coreutils")
def test_recipe_for_the_digests_works_as_printed(tmp_path: Path) -> None:
    with ZipFile(BytesIO(report({"report.pdf": b"%PDF-1.7"}))) as archive:
        archive.extractall(tmp_path)
    done = _check(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "package.json: OK",
        "data/return.json: OK",
        "report.pdf: OK",
    ]
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.8")
    assert _check(tmp_path).returncode != 0
