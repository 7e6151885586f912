"""The report on paper, as tools that know nothing of this program see it."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from exporters.documents.blank_forms import blank_report
from exporters.documents.paper_code import read_paper_code
from exporters.documents.report import Report, ReportAttachment
from exporters.documents.report_sheet import make_report
from exporters.documents.write import write_forms_pdf, write_report_pdf
from forms.edits import InsertRow, SetAnswer
from forms.live.compare import Change
from forms.live.sheet import Sheet
from forms.record import Row
from tests.exporters.documents.real_return import empty_sheet, example_sheet

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SCHOOL = "示例九年一贯制学校"
CHANGES = (Change("a.b", "教学及辅助用房面积", "9,800", "9,900"),)
ATTACHMENT = ReportAttachment("保安服务合同", "合同.pdf", 1_234_567, "ab" * 32)


def tool(name: str, *arguments: str | Path) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    done = subprocess.run([found, *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode()


def report_of(sheet: Sheet) -> Report:
    made = make_report(sheet, school=SCHOOL, digest=DIGEST, changes=CHANGES)
    return replace(made, attachments=(ATTACHMENT,))


def sixty_classes() -> Sheet:
    """The larger example with 24 classes more."""
    sheet = example_sheet("nine_year")
    cells = {"class_type": "regular", "enrolled": "41", "girls": "20"}
    for number in range(24):
        keys = {"grade": str(number % 9 + 1), "class_name": f"{number + 30}"}
        sheet.apply(InsertRow("pupils.classes", 36 + number, Row(f"x{number}", cells | keys)))
    return sheet


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "report.pdf"
    with path.open("wb") as stream:
        write_report_pdf(report_of(example_sheet("nine_year")), stream)
    return path


@pytest.fixture(scope="module")
def text(paper: Path) -> str:
    return "".join(tool("pdftotext", "-layout", paper, "-").split())


def test_all_fonts_are_embedded_as_subsets_with_their_characters(paper: Path) -> None:
    lines = tool("pdffonts", paper).splitlines()[2:]
    assert lines
    for line in lines:
        assert "NotoSansSC" in line
        assert line.split()[3:6] == ["yes", "yes", "yes"]


@pytest.mark.parametrize(
    "words",
    [
        "统计人员（签字）",
        "审核人（签字）",
        "单位负责人（签字）",
        "（学校公章）",
        "9f86d081884c7d659a2feaa0c55ad015",
        "高船",
        "与上一版相比（1处修改）",
        "教学及辅助用房面积9,8009,900",
        "附件清单",
        "1,234,567",
        "小学　七项综合：达标",
        "无疑点",
        "班级名册",
    ],
)
def test_every_part_can_be_found_as_text(text: str, words: str) -> None:
    assert "".join(words.split()) in text


def test_nothing_of_the_program_itself_is_printed(text: str) -> None:
    assert re.findall(r"[a-z]+_[a-z_]+|\b[LGQSBV][0-9]_", text) == []


def test_the_code_of_every_page_says_digest_and_page(paper: Path, tmp_path: Path) -> None:
    tool("pdftoppm", "-r", "200", "-gray", "-png", paper, tmp_path / "page")
    pages = sorted(tmp_path.glob("page-*.png"))
    assert len(pages) == len(PdfReader(paper).pages)
    for number, page in enumerate(pages, start=1):
        scanned = [read_paper_code(line) for line in scan(page)]
        (own,) = [code for code in scanned if code is not None and code.page]
        assert (own.page, own.pages) == (number, len(pages))
        assert {code.digest for code in scanned if code} == {DIGEST}
        assert len(scanned) == (2 if number == 1 else 1)


def scan(page: Path) -> Sequence[str]:
    return tool("zbarimg", "-q", "--raw", page).splitlines()


def test_a_school_of_sixty_classes_fits_into_24_pages() -> None:
    stream = BytesIO()
    sheet = sixty_classes()
    assert len(sheet.rows("pupils.classes")) == 60
    write_report_pdf(report_of(sheet), stream)
    assert len(PdfReader(stream).pages) <= 24


def test_no_heading_stands_at_the_foot_of_a_page(paper: Path) -> None:
    titles = [title for title in headings(PdfReader(paper)) if not title.startswith("附件")]
    assert len(titles) > 60
    for page in tool("pdftotext", "-layout", paper, "-").split("\f"):
        body = [line.strip() for line in page.splitlines() if line.strip()]
        # The last line is the foot.
        if len(body) > 1:
            assert body[-2] not in titles


def headings(reader: PdfReader) -> list[str]:
    found: list[str] = []

    def collect(items: object) -> None:
        assert isinstance(items, list)
        for item in items:
            collect(item) if isinstance(item, list) else found.append(str(item["/Title"]))

    collect(reader.outline)
    return found


def elements(node: Any) -> list[tuple[str, int]]:  # noqa: ANN401 - any object of a PDF
    """Kind and number of children of every element of the structure, in order."""
    children = node.get("/K", [])
    kids = children if isinstance(children, list) else []
    below = [item for kid in kids for item in elements(kid.get_object())]
    return [(str(node.get("/S", "")), len(kids)), *below]


def test_the_structure_is_told_in_reading_order(paper: Path) -> None:
    reader = PdfReader(paper)
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"] == "zh-CN"
    assert catalog["/MarkInfo"]["/Marked"] is not None
    told = elements(catalog["/StructTreeRoot"]["/K"].get_object())
    kinds = [kind for kind, _ in told]
    assert kinds[:2] == ["/Document", "/H1"]
    assert {"/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD"} <= set(kinds)
    assert all(count for kind, count in told if kind in {"/Table", "/TR"})
    for number, page in enumerate(reader.pages):
        assert int(str(page["/StructParents"])) == number


def test_everything_on_a_page_is_content_or_decoration(paper: Path) -> None:
    for page in PdfReader(paper).pages:
        depth = 0
        content: Any = page.get_contents()
        for line in content.get_data().decode("latin-1").splitlines():
            if line.endswith((" BDC", " BMC")):
                depth += 1
            elif line == "EMC":
                depth -= 1
            assert depth in {0, 1}
            if " Tj" in line:
                assert depth == 1
        assert depth == 0


def test_it_describes_itself_as_an_archive_wants_it(paper: Path) -> None:
    reader = PdfReader(paper)
    catalog: Any = reader.trailer["/Root"]
    described = catalog["/Metadata"].get_object()
    assert not described.get("/Filter")
    xmp = described.get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in xmp
    assert reader.metadata is not None
    for told in (reader.metadata.title, reader.metadata.author, reader.metadata.subject):
        assert told
        assert f">{told}</" in xmp
    (intent,) = catalog["/OutputIntents"]
    profile = intent.get_object()["/DestOutputProfile"].get_object()
    assert (profile["/N"], profile.get_data()[36:40]) == (3, b"acsp")
    assert reader.trailer["/ID"]
    assert "/Encrypt" not in reader.trailer


def test_a_report_without_digest_carries_no_code(tmp_path: Path) -> None:
    sheet = example_sheet("primary")
    path = tmp_path / "forms.pdf"
    with path.open("wb") as stream:
        write_forms_pdf(make_report(sheet, school=SCHOOL), stream, mark="草稿")
    pages = PdfReader(path).pages
    assert all("草稿" in page.extract_text() for page in pages)
    assert "单位负责人（签字）" not in "".join(page.extract_text() for page in pages)


def blank_text(sheet: Sheet) -> str:
    stream = BytesIO()
    assert write_forms_pdf(blank_report(sheet, school=SCHOOL), stream) == ()
    return "".join("".join(page.extract_text() for page in PdfReader(stream).pages).split())


def test_an_empty_form_asks_everything_that_may_concern_the_school() -> None:
    sheet = empty_sheet()
    sheet.apply(SetAnswer("profile.school_type", "211"))
    text = blank_text(sheet)
    assert "未填" not in text
    # Nobody knows yet whether there is a canteen; there are surely no junior classes.
    assert sheet.plan.pack.fields["facilities.canteen_area"].label in text
    assert "初中班级数" not in text
    assert "□是□否" in text
    assert "科学实验室" in text


def test_an_empty_form_does_not_say_what_is_filled_already() -> None:
    text = blank_text(example_sheet("nine_year"))
    assert "陈样例" not in text
    assert "初中班级数" in text
