"""LibreOffice opens every official table and prints it: pages as many as sheets ask, nothing lost.

Not in the default run: with Debian's ``libreoffice-calc`` installed,

    YOUHENG_OFFICE=1 python3 dev.py test tests/exporters/documents/test_libreoffice.py
"""

import os
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exporters.documents.write import write_official_xlsx
from forms.official.district import district_tables, working_tables
from tests.forms.samples import district

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif("YOUHENG_OFFICE" not in os.environ, reason="only on request"),
]


def printed(folder: Path, content: bytes) -> PdfReader:
    source = folder / "tables.xlsx"
    source.write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            str(OFFICE),
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=240,
    )
    return PdfReader(folder / "tables.pdf")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    verdict = district.verdict()
    tables = (
        *district_tables(verdict, place="样例区", year=2024),
        *working_tables(verdict, place="样例区", year=2024),
    )
    stream = BytesIO()
    write_official_xlsx(tables, stream)
    reader = printed(tmp_path_factory.mktemp("office"), stream.getvalue())
    return ["".join(page.extract_text().split()) for page in reader.pages]


def test_each_table_is_one_page_with_its_title(pages: list[str]) -> None:
    titles = ["县（市、区）基本情况", "资源配置达标学校情况", "资源配置情况（分学校）"]
    titles += ["义务教育校际均衡情况", "政府保障程度情况", "教育质量情况", "社会认可度情况"]
    titles += ["各校资源配置差距", "各校在差异系数中的份额"]
    assert len(pages) == len(titles)
    for page, title in zip(pages, titles, strict=True):
        assert title in page


def test_figures_are_printed_with_the_decimals_of_the_form(pages: list[str]) -> None:
    assert "21.50" in pages[0]
    assert "57.5%" in pages[4]
    assert "0.082" in pages[5]
    assert "92.2" in pages[6]


def test_no_cell_shows_an_error_or_too_narrow_a_column(pages: list[str]) -> None:
    for page in pages:
        assert "###" not in page
        assert "Err:" not in page
