"""A file in one of five states: the worst of what is known, with whose it is and of when."""

import io
import zipfile
from pathlib import Path

import pytest

from operations.demo.run import DemoFiles
from operations.school.store import open_school
from operations.verify.confirmation_sheet import confirmation_pdf
from operations.verify.file_view import FileState, view_file
from operations.verify.inspect_file import anchor_of
from tests.operations.staging import District


def test_the_root_makes_the_difference_between_whole_and_trusted(district: District) -> None:
    receipt = district.receipt()
    assert view_file(receipt).state is FileState.UNPROVEN
    # Without a list of revoked certificates the best verdict has a remark.
    assert view_file(receipt, trust=district.files.root).state in {
        FileState.TRUSTED,
        FileState.REMARKED,
    }
    with open_school(district.school(), read_only=True) as store:
        anchor = anchor_of(store)
    assert anchor is not None
    assert anchor.crl
    assert view_file(receipt, anchor=anchor).state is FileState.TRUSTED


@pytest.mark.parametrize(
    ("which", "what", "whose", "state"),
    [
        ("package", "加密的上报包", "学校 {code}（按文件名）", FileState.LOCKED),
        ("receipt", "回执", "演示区教育局发给学校 {code}", FileState.UNPROVEN),
        ("school", "学校填报库", "", FileState.TRUSTED),
    ],
)
def test_each_file_says_what_it_is_and_whose(
    district: District, which: str, what: str, whose: str, state: FileState
) -> None:
    view = view_file(getattr(district, which)())
    assert (view.what, view.period, view.state) == (what, "2024 年", state)
    assert view.whose == whose.format(code=district.code()) or not whose
    assert view.whose


def test_a_key_is_not_shown_as_a_file_to_send(demo: DemoFiles) -> None:
    key = next(demo.bureau_store.parent.glob("*-key.age"))
    view = view_file(key)
    assert (view.what, view.state) == ("密钥", FileState.LOCKED)
    assert "不要发给任何人" in view.sentence


def test_anything_else_is_not_to_be_used(tmp_path: Path) -> None:
    path = tmp_path / "note.asice"
    path.write_bytes(b"hello")
    view = view_file(path)
    assert (view.state, view.whose, view.period, view.paper) == (FileState.BROKEN, "", "", None)
    assert ("字节", "5") in view.details


def zipped(member: str) -> bytes:
    """A zip with a member by which its kind is known."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.4\n", "这是 PDF 文件，不是上报包、回执或库。要核对打印的报告"),
        (zipped("xl/workbook.xml"), "这是 Excel 工作簿，不是上报包、回执或库。其中的数字"),
        (zipped("word/document.xml"), "这是 Word 文档，不是上报包、回执或库。"),
        (zipped("2142100001.asice.age"), "这是压缩文件或表格（.zip、.xlsx 等），不是上报包"),
        (
            b"7z\xbc\xaf\x27\x1c",
            "不是上报包、回执或库。请先解压（加了密码的，用它的密码），再选里面的文件。",
        ),
        (b"\x89PNG\r\n", "这是图片，不是上报包、回执或库。"),
        (b'{"what": "plan"}', "这是 JSON 文件，不是上报包、回执或库。"),
    ],
    ids=["pdf", "workbook", "word", "zip", "7z", "picture", "json"],
)
def test_what_people_take_for_ours_is_named(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "report"
    path.write_bytes(content)
    view = view_file(path)
    assert view.state is FileState.BROKEN
    assert words in view.sentence


def test_every_state_has_its_word() -> None:
    words = [state.label for state in FileState]
    assert words == [
        "完整可信",
        "完整可信，有提示",
        "完整，来源未核对",
        "已加密，这里打不开",
        "不可用",
    ]


def test_the_sheet_of_the_same_moment_is_the_same(district: District) -> None:
    from datetime import UTC, datetime

    view = view_file(district.receipt())
    at = datetime(2025, 3, 3, 8, tzinfo=UTC)
    assert confirmation_pdf(view, clock=lambda: at) == confirmation_pdf(view, clock=lambda: at)
