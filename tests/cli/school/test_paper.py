"""``main.py school print``: the forms on paper, marked as long as nobody has signed them."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.cli.conftest import Command
from tests.operations.staging import District


@pytest.fixture
def fresh(command: Command, tmp_path: Path) -> Path:
    path = tmp_path / "school.yhs"
    words = ("--code", "2142100009", "--name", "云杉小学", "--period", "2024")
    assert command("school", "new", path, *words).code == 0
    return path


def text_of(path: Path) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_what_is_not_signed_is_marked_as_a_draft(
    command: Command, fresh: Path, tmp_path: Path
) -> None:
    run = command("school", "print", fresh, tmp_path, "--json")
    assert (run.code, Path(str(run.data["file"])).name) == (0, "2142100009-2024-填报表.pdf")
    text = text_of(Path(str(run.data["file"])))
    assert "草稿" in text
    assert "未填" in text


def test_a_blank_form_is_no_draft(command: Command, fresh: Path, tmp_path: Path) -> None:
    run = command("school", "print", fresh, tmp_path, "--blank")
    path = tmp_path / "2142100009-2024-空白表.pdf"
    assert run.out == f"空白表已写到 {path}。\n"
    text = text_of(path)
    assert "草稿" not in text
    assert "未填" not in text
    assert "□是□否" in text


def test_a_signed_return_prints_without_the_mark(
    command: Command, district: District, tmp_path: Path
) -> None:
    target = tmp_path / "forms.pdf"
    assert command("school", "print", district.school(), target).code == 0
    assert "草稿" not in text_of(target)


def test_a_file_there_is_replaced_only_when_asked(
    command: Command, fresh: Path, tmp_path: Path
) -> None:
    target = tmp_path / "forms.pdf"
    assert command("school", "print", fresh, target).code == 0
    assert command("school", "print", fresh, target, "--blank").code == 1
    assert command("school", "print", fresh, target, "--blank", "--force").code == 0
    assert "草稿" not in text_of(target)


def test_the_code_of_a_page_is_held_against_a_store(command: Command, district: District) -> None:
    store = district.school()
    other = f"YOUHENG-PAPER-1 {district.code()} 2024 R7 {'AB' * 32} 1/9"
    run = command("verify", store, "--paper", other, "--json")
    assert run.code == 1
    paper = run.data["paper"]
    assert isinstance(paper, dict)
    assert (paper["state"], paper["revision"], paper["page"], paper["pages"]) == ("other", 7, 1, 9)
    assert "纸上是第 7 版" in str(paper["message"])
    assert (
        command("verify", store, "--paper", "hello")
        .out.splitlines()[-1]
        .startswith("不是本表的二维码：这段文字不是")
    )


def test_one_form_alone_is_printed(command: Command, fresh: Path, tmp_path: Path) -> None:
    target = tmp_path / "one.pdf"
    assert command("school", "print", fresh, target, "--form", "facilities").code == 0
    text = text_of(target)
    assert "占地面积" in text
    assert "班级名册" not in text
    wrong = command("school", "print", fresh, tmp_path / "no.pdf", "--form", "nothing")
    assert wrong.code == 1
    assert "没有编号为“nothing”的表" in wrong.err
