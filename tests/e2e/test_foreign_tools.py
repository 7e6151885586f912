"""Tools that know nothing of this program accept its packages, and refuse one changed byte."""

import base64
import hashlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from cli.main import main
from operations.demo.run import DemoFiles
from operations.school.delivery.export import export_package
from operations.school.store import open_school
from resources import resource
from tests.operations.staging import CLERK, SCHOOLS

OPENSSL = shutil.which("openssl")
pytestmark = pytest.mark.skipif(OPENSSL is None, reason="needs the openssl command")
MANIFEST = "META-INF/ASiCManifest001.xml"
SIGNATURE = "META-INF/signature001.p7s"


def openssl(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    assert OPENSSL is not None
    command = [OPENSSL, *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.fixture(scope="session")
def anchors(demo: DemoFiles, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Root and revocation list of the demonstration in one PEM file, for ``-CAfile``."""
    folder = tmp_path_factory.mktemp("anchors")
    crl = openssl("crl", "-inform", "DER", "-in", demo.crl)
    assert crl.returncode == 0
    path = folder / "ca_and_crl.pem"
    path.write_bytes(demo.root.read_bytes() + crl.stdout)
    return path


@pytest.fixture(params=range(SCHOOLS))
def unpacked(request: pytest.FixtureRequest, demo: DemoFiles, tmp_path: Path) -> Path:
    """A school's package, exported plainly and unzipped by the standard library."""
    store = Path(shutil.copy(demo.school_stores[request.param], tmp_path))
    with open_school(store) as opened:
        done = export_package(opened, tmp_path / "x.asice", actor=CLERK, plain=True, replace=False)
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(done.path) as archive:
        archive.extractall(folder)
    return folder


def verify(folder: Path, anchors: Path) -> int:
    return openssl(
        "cms", "-verify", "-cades", "-binary", "-inform", "DER",
        "-in", folder / SIGNATURE, "-content", folder / MANIFEST,
        "-CAfile", anchors, "-crl_check", "-out", folder.parent / "verified.xml",
    ).returncode  # fmt: skip


def test_openssl_accepts_the_signature(unpacked: Path, anchors: Path) -> None:
    assert verify(unpacked, anchors) == 0
    verified = (unpacked.parent / "verified.xml").read_bytes()
    assert verified == (unpacked / MANIFEST).read_bytes()


def test_the_manifest_names_every_file_with_its_digest(unpacked: Path) -> None:
    tree = ET.fromstring((unpacked / MANIFEST).read_text(encoding="utf-8"))
    named: dict[str, str] = {}
    for item in tree.iter("{http://uri.etsi.org/02918/v1.2.1#}DataObjectReference"):
        digest = item.find("{http://www.w3.org/2000/09/xmldsig#}DigestValue")
        assert digest is not None
        assert digest.text is not None
        named[item.attrib["URI"]] = base64.b64decode(digest.text).hex()
    present = {
        path.relative_to(unpacked).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in unpacked.rglob("*")
        if path.is_file() and "META-INF" not in path.parts and path.name != "mimetype"
    }
    assert named == present


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Draft202012Validator:
    """The published schema of the pack, as the command line writes it."""
    path = tmp_path_factory.mktemp("schema") / "return.schema.json"
    assert main(["pack", "schema", str(resource("forms", "balance-2024.1")), "-o", str(path)]) == 0
    content = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(content)
    return Draft202012Validator(content)


def test_the_data_fit_the_published_schema(unpacked: Path, schema: Draft202012Validator) -> None:
    document = json.loads((unpacked / "data" / "return.json").read_text(encoding="utf-8"))
    assert list(schema.iter_errors(document)) == []
    document["answers"]["pupils.entrants_primary"] = "一百"
    assert len(list(schema.iter_errors(document))) == 1


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE])
def test_openssl_refuses_one_changed_byte(unpacked: Path, anchors: Path, name: str) -> None:
    path = unpacked / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert verify(unpacked, anchors) != 0


def test_openssl_refuses_another_root(unpacked: Path, anchors: Path, tmp_path: Path) -> None:
    key, root = tmp_path / "key.pem", tmp_path / "root.pem"
    made = openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", key, "-out", root, "-subj", "/CN=stranger", "-days", "2",
    )  # fmt: skip
    assert made.returncode == 0
    assert verify(unpacked, root) != 0


def test_pandas_reads_the_plan_that_the_demonstration_leaves(demo: DemoFiles) -> None:
    import pandas as pd

    plan = json.loads(demo.plan.read_bytes())
    before, after = (pd.DataFrame(plan[when]["levels"]).T for when in ("before", "after"))
    assert list(before.index) == list(after.index) == ["junior", "primary"]
    assert (after["passing"] >= before["passing"]).all()
    assert (after["schools"] == before["schools"]).all()


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler")
def test_poppler_reads_the_report_the_report_to_the_leaders(demo: DemoFiles) -> None:
    def poppler(*arguments: object) -> str:
        command = [str(argument) for argument in arguments]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()

    text = "".join(poppler("pdftotext", "-layout", demo.report, "-").split())
    for words in (
        "义务教育优质均衡发展评估情况报告",
        "差异系数",
        "各项指标的分布：小学",
        "四个100%和双减",
        "异常与规律",
        "补短板",
    ):
        assert words in text
    fonts = poppler("pdffonts", demo.report).splitlines()[2:]
    assert fonts
    for line in fonts:
        assert "NotoSansSC" in line
        assert line.split()[3:6] == ["yes", "yes", "yes"]
    pages = poppler("pdfinfo", demo.report)
    assert "Tagged:          yes" in pages
    assert int(pages.partition("Pages:")[2].split()[0]) <= 8
