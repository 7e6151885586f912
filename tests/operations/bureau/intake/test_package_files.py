"""What lies in a folder is taken, or counted and called what it is."""

import shutil
import zipfile
from pathlib import Path

import pytest

from exporters import sent_zip
from forms.exchange import Code
from operations.bureau.intake import package_files as intake_files
from operations.bureau.intake.package_files import package_files
from operations.bureau.store import Desk, authority_file_of
from operations.errors import Refused
from tests.operations.staging import District, import_package

TAKEN = (
    "a.asice.age",
    "b.asice (1).age",
    "C.ASICE.AGE",
    "d.asice.age.download",
    "e",
    "below/f.asice.age",
    "below/deeper/still/g.age",
)


def test_names_and_folders_do_not_hide_a_package(district: District, tmp_path: Path) -> None:
    for name in TAKEN:
        place = tmp_path / "in" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(district.package(), place)
    found = package_files([tmp_path / "in"], unpacked=lambda: tmp_path)
    assert {path.relative_to(tmp_path / "in").as_posix() for path in found.packages} == {*TAKEN}
    assert found.told == ""


def _others(district: District, folder: Path) -> dict[str, str]:
    folder.mkdir()
    (folder / "empty.asice.age").touch()
    shutil.copy(district.school(), folder / "store.yhs")
    (folder / "all.zip").write_bytes(b"PK\x03\x04 and nothing of a zip")
    (folder / "notice.pdf").write_bytes(b"%PDF-1.7")
    (folder / "thumbs.db").write_bytes(b"x")
    shutil.copy(authority_file_of(district.bureau), folder / "root.age")
    (folder / "x-request.csr").write_bytes(b"-----BEGIN CERTIFICATE REQUEST-----\n")
    return {
        "empty.asice.age": "文件是空的（0 字节），可能没有复制完",
        "store.yhs": "这是填报库或局端库本身，不是上报包，请学校签名后用“导出”生成上报包",
        "all.zip": "压缩文件已损坏，请重新复制，或请学校重新发送",
        "notice.pdf": "这是 PDF 文件，不是上报包",
        "thumbs.db": "不是上报包",
        "root.age": "这是口令保护的密钥文件，不是上报包，请单独保管",
        "x-request.csr": "这是开户申请，不是上报包，请在“给学校开户”里读入",
    }


def test_what_is_not_taken_is_counted_and_named(district: District, tmp_path: Path) -> None:
    wanted = _others(district, tmp_path / "in")
    found = package_files([tmp_path / "in"], unpacked=lambda: tmp_path)
    del wanted["empty.asice.age"]
    assert {item.path.name: item.reason for item in found.others} == wanted
    assert found.told.startswith("另有 6 个文件不是上报包，没有读入（")
    assert found.further == tuple(item.sentence for item in found.others[5:])
    assert found.told.endswith("；等）。")


def test_what_was_sent_as_a_package_is_told_with_the_packages_even_where_it_is_none(
    desk: Desk, district: District, tmp_path: Path
) -> None:
    _others(district, tmp_path / "in")
    word = tmp_path / "in" / "2142100099-2024-0001.asice.age"
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    found = package_files([tmp_path / "in"], unpacked=lambda: tmp_path)
    assert [path.name for path in found.packages] == [word.name, "empty.asice.age"]
    results = [import_package(desk, path) for path in found.packages]
    assert [one.accepted for one in results] == [False, False]
    assert "这是 Word 文档" in results[0].message
    assert len(desk.store.quarantine.all()) == 2


@pytest.mark.parametrize("name", ["empty.asice.age", "store.yhs", "notice.pdf"])
def test_named_itself_a_file_is_called_what_it_is(
    desk: Desk, district: District, tmp_path: Path, name: str
) -> None:
    reason = _others(district, tmp_path / "in")[name]
    result = import_package(desk, tmp_path / "in" / name)
    assert (result.accepted, result.code) == (False, Code.E_ZIP)
    assert result.message == f"{reason}，没有读入。"


def test_a_receipt_among_the_packages_is_called_one(
    desk: Desk, district: District, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    shutil.copy(district.receipt(), tmp_path / "in")
    [path] = package_files([tmp_path / "in"], unpacked=lambda: tmp_path).packages
    result = import_package(desk, path)
    assert (result.accepted, result.code) == (False, Code.E_PKG)
    assert "这是回执，这里只能读入上报包" in result.message


def test_a_whole_disk_is_no_folder_of_packages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake_files, "MOST", 3)
    for number in range(4):
        (tmp_path / f"{number}").touch()
    with pytest.raises(Refused, match="超过 3 个文件，不像是放上报包的文件夹"):
        package_files([tmp_path], unpacked=lambda: tmp_path)


# -- zips --------------------------------------------------------------------------------------


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


def a_zip(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_packages_are_taken_out_of_a_zip_and_the_rest_is_named(
    desk: Desk, district: District, tmp_path: Path, unpacked: Path
) -> None:
    package = district.package().read_bytes()
    sent = a_zip(
        tmp_path / "云杉小学.zip",
        {"上报/a.asice.age": package, "上报/通知.pdf": b"%PDF-1.7", "b.zip": b"PK\x03\x04"},
    )
    found = package_files([sent], unpacked=lambda: unpacked)
    [path] = found.packages
    assert path.name == "a.asice.age"
    assert path.read_bytes() == package
    assert path.is_relative_to(unpacked)
    assert [item.sentence for item in found.others] == [
        "通知.pdf：在压缩文件 云杉小学.zip 里，这是 PDF 文件，不是上报包",
        (
            "b.zip：在压缩文件 云杉小学.zip 里，这是压缩文件或表格（.zip、.xlsx 等），"
            "不是上报包；上报包不压缩，请先解压，或请学校重新发送"
        ),
    ]
    assert import_package(desk, path).code is Code.E_SEEN  # whole: the district has it already


def test_a_name_that_leads_elsewhere_stays_in_its_folder(
    district: District, tmp_path: Path, unpacked: Path
) -> None:
    sent = a_zip(tmp_path / "x.zip", {"../../a.asice.age": district.package().read_bytes()})
    [path] = package_files([sent], unpacked=lambda: unpacked).packages
    assert path.is_relative_to(unpacked)
    assert not (tmp_path / "a.asice.age").exists()


def test_a_workbook_is_no_zip_of_packages(tmp_path: Path, unpacked: Path) -> None:
    sent = a_zip(tmp_path / "名册.xlsx", {"[Content_Types].xml": b"<Types/>", "xl/a.xml": b""})
    found = package_files([sent], unpacked=lambda: unpacked)
    assert found.packages == ()
    assert found.others[0].reason == "这是表格或文档（.xlsx、.docx 等），不是上报包"


def test_a_zip_of_more_than_packages_ever_are_is_not_opened(
    tmp_path: Path, unpacked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sent_zip, "MOST", 1)
    sent = a_zip(tmp_path / "x.zip", {"a": b"1", "b": b"2"})
    found = package_files([sent], unpacked=lambda: unpacked)
    assert found.others[0].reason == "压缩文件里的文件太多或太大，没有打开，请先解压"
    assert list(unpacked.iterdir()) == []


def test_what_calls_itself_a_package_is_left_to_the_import(tmp_path: Path, unpacked: Path) -> None:
    odd = a_zip(tmp_path / "a.asice", {"data/return.json": b"{}"})
    assert package_files([odd], unpacked=lambda: unpacked).packages == (odd,)
