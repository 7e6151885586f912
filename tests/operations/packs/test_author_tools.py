"""A pack's author checks a folder and writes it as a book."""

from pathlib import Path

import pytest

from forms.loader import PackError
from operations.errors import Refused
from operations.packs.author_tools import check_pack_folder, document_pack_folder
from tests.forms.loader.small_pack import SMALL, balance


def pack_in(folder: Path, texts: dict[str, str]) -> Path:
    """A folder with the files of a pack."""
    for name, content in texts.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_the_program_s_own_pack_passes(tmp_path: Path) -> None:
    report = check_pack_folder(pack_in(tmp_path, balance()))
    assert report.faults == ()
    assert report.ref is not None
    assert (report.ref.id, report.ref.version) == ("balance", "2024.1")
    assert report.counts is not None
    assert report.counts.rules == 389


def test_what_a_pack_lacks_is_reported_with_its_counts(tmp_path: Path) -> None:
    report = check_pack_folder(pack_in(tmp_path, SMALL))
    assert report.counts is not None
    assert "no_source" in {fault.code for fault in report.faults}


def test_a_pack_that_cannot_be_loaded_has_all_its_mistakes_and_no_counts(tmp_path: Path) -> None:
    texts = {**SMALL, "settings.toml": SMALL["settings.toml"].replace('"20"', '"x"')}
    texts["pupils.toml"] = texts["pupils.toml"].replace('"date"', '"day"')
    report = check_pack_folder(pack_in(tmp_path, texts))
    assert (report.ref, report.counts) == (None, None)
    assert {fault.code for fault in report.faults} == {"unknown_type", "bad_default"}


def test_a_senseless_expression_is_reported_though_the_pack_loads(tmp_path: Path) -> None:
    texts = {**SMALL}
    texts["pupils.rules.toml"] = texts["pupils.rules.toml"].replace(
        "row.number <= setting.limit", "row.number <= '9'"
    )
    report = check_pack_folder(pack_in(tmp_path, texts))
    assert report.ref is not None
    assert "senseless" in {fault.code for fault in report.faults}


@pytest.mark.parametrize("folder", ["", "nowhere"])
def test_a_folder_without_a_pack_is_refused(tmp_path: Path, folder: str) -> None:
    with pytest.raises(Refused, match="没有表册"):
        check_pack_folder(tmp_path / folder)


def test_a_folder_of_hundreds_of_files_is_no_pack(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.toml").touch()
    with pytest.raises(Refused, match="201"):
        check_pack_folder(tmp_path)


def test_another_encoding_is_named_with_its_file(tmp_path: Path) -> None:
    pack_in(tmp_path, SMALL)
    (tmp_path / "pack.toml").write_bytes("label = '小表册'".encode("gb18030"))
    with pytest.raises(Refused, match=r"pack\.toml 第 \d+ 个字节起不是 UTF-8"):
        check_pack_folder(tmp_path)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    pack_in(tmp_path, SMALL)
    without = check_pack_folder(tmp_path)
    path = tmp_path / "pack.toml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    found = check_pack_folder(tmp_path)
    assert (found.counts, found.faults) == (without.counts, without.faults)
    assert found.ref is not None


def test_the_book_goes_where_it_was_asked_for(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    pack_in(folder, SMALL)
    target = tmp_path / "book.html"
    pack, path = document_pack_folder(folder, target, replace=False)
    assert (pack.ref.id, path) == ("small", target)
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_into_a_folder_it_goes_under_the_name_of_the_pack(tmp_path: Path) -> None:
    pack_in(tmp_path, SMALL)
    _, path = document_pack_folder(tmp_path, tmp_path, replace=False)
    assert path == tmp_path / "small-1.html"


def test_a_broken_pack_makes_no_book(tmp_path: Path) -> None:
    pack_in(tmp_path, {**SMALL, "pack.toml": "id = "})
    with pytest.raises(PackError, match=r"^pack.toml："):
        document_pack_folder(tmp_path, tmp_path / "book.html", replace=False)
    assert not (tmp_path / "book.html").exists()
