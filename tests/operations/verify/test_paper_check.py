"""A page beside a file: the same data, another revision, another file, or nothing to compare."""

import hashlib
import shutil
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporters.documents.paper_code import PaperCode
from operations.demo.run import DemoFiles
from operations.school.delivery.export import export_package
from operations.school.store import open_school
from operations.verify.paper_check import PaperState, check_paper, paper_code_of
from tests.operations.staging import CLERK, District


@pytest.fixture
def package(district: District, tmp_path: Path) -> Path:
    """The first school's package, not encrypted."""
    with open_school(district.school()) as store:
        done = export_package(store, tmp_path / "x.asice", actor=CLERK, plain=True, replace=False)
    return done.path


@pytest.fixture
def code(package: Path, district: District) -> PaperCode:
    """What stands on its paper, found with tools of others."""
    with zipfile.ZipFile(package) as archive:
        document = archive.read("data/return.json")
    digest = hashlib.sha256(document).hexdigest()
    return PaperCode(district.code(), 2024, 1, digest, page=3, pages=12)


def test_the_report_in_a_package_carries_the_digest_of_its_data(
    package: Path, code: PaperCode
) -> None:
    with zipfile.ZipFile(package) as archive:
        report = PdfReader(BytesIO(archive.read("report.pdf")))
    first = "".join(report.pages[0].extract_text().split())
    assert "".join(code.groups) in first
    assert paper_code_of(package.read_bytes()) == replace(code, page=0, pages=0)


def test_a_page_of_the_file_is_told(package: Path, code: PaperCode) -> None:
    found = check_paper(package, code.encode())
    assert found.state is PaperState.SAME
    assert found.sentence == (
        "这张纸（第 3 页，共 12 页）写明的是“x.asice”里 2024 年第 1 版的数据。"
        "二维码可以照抄，纸上的数字以签名的文件为准。"
    )


def test_the_stores_of_both_sides_know_the_page(district: District, code: PaperCode) -> None:
    for path in (district.school(), district.bureau):
        assert check_paper(path, code.encode()).state is PaperState.SAME


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"revision": 2}, "纸上是第 2 版，“x.asice”里是第 1 版"),
        ({}, "都写着第 1 版，但数据摘要不同"),
        ({"school": "3142000009"}, "纸上是学校 3142000009 2024 年的数据"),
        ({"period": 2023}, "纸上是学校 2142100001 2023 年的数据"),
    ],
)
def test_a_page_of_something_else_is_told_apart(
    package: Path, code: PaperCode, changes: dict[str, str | int], words: str
) -> None:
    other = replace(code, digest="ab" * 32, **changes)  # type: ignore[arg-type]
    found = check_paper(package, other.encode())
    assert (found.state, found.code) == (PaperState.OTHER, other)
    assert words in found.sentence


def test_any_other_text_is_no_code(package: Path) -> None:
    found = check_paper(package, "https://example.org/")
    assert found.state is PaperState.NO_CODE
    assert "右下角的二维码" in found.sentence


def test_an_encrypted_package_says_where_to_look(
    district: District, code: PaperCode, tmp_path: Path
) -> None:
    path = Path(shutil.copy(district.package(), tmp_path))
    found = check_paper(path, code.encode())
    assert found.state is PaperState.UNKNOWN
    assert "请用学校的填报库核对" in found.sentence


def test_a_damaged_package_proves_nothing(package: Path, code: PaperCode, tmp_path: Path) -> None:
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    damaged = tmp_path / "damaged.asice"
    damaged.write_bytes(data)
    found = check_paper(damaged, code.encode())
    assert found.state is PaperState.UNKNOWN
    assert "不能用来核对这张纸" in found.sentence


def test_a_receipt_holds_no_figures(district: District, code: PaperCode) -> None:
    found = check_paper(district.receipt(), code.encode())
    assert found.state is PaperState.UNKNOWN
    assert "是回执，里面没有填报数据" in found.sentence


def test_a_school_that_has_signed_nothing_has_nothing_to_compare(
    demo: DemoFiles, code: PaperCode, tmp_path: Path
) -> None:
    from operations.school.store import create_school

    path = tmp_path / "new.yhs"
    create_school(
        path, school_code="2142100009", school_name="新学校", period=2024, actor=CLERK
    ).close()
    found = check_paper(path, code.encode())
    assert found.state is PaperState.UNKNOWN
    assert "还没有签名的填报数据" in found.sentence
