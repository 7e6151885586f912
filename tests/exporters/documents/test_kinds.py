"""Files of other kinds: each is called what it is, with what to do, wherever a table is read."""

import zipfile
from io import BytesIO

import pytest

from exporters.documents.intake import FileFault, IntakeError
from exporters.documents.read import read_sheets, read_template
from operations.packs.bundled import bundled_pack
from tests.exporters.documents.workbooks import repacked, workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
GOOD = workbook([["学校标识码"]])


def packed(**members: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    """The same zip with the mark of a password at each of its files."""
    marked = bytearray(data)
    for sign, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = marked.find(sign)
        while start >= 0:
            marked[start + flag] |= 1
            start = marked.find(sign, start + 4)
    return bytes(marked)


def strict() -> bytes:
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        book = archive.read("xl/workbook.xml")
    old = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return repacked(
        GOOD,
        {"xl/workbook.xml": book.replace(old, b"http://purl.oclc.org/ooxml/spreadsheetml/main")},
    )


KINDS: dict[str, tuple[bytes, str]] = {
    "xls": (OLE + "Workbook".encode("utf-16-le"), "旧格式的工作簿（.xls 或 WPS 的 .et）"),
    "et": (OLE + "ETExtData".encode("utf-16-le"), "WPS 表格（.et）"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "加了打开口令"),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "Word 文档"),
    "html": (b"<html><table><tr><td>1</td></tr></table></html>", "网页（HTML）"),
    "html with a mark": ("\ufeff <TABLE><tr/></TABLE>".encode(), "网页（HTML）"),
    "html in UTF-16": ("<html><body/></html>".encode("utf-16"), "网页（HTML）"),
    "xml 2003": (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
        "XML 表格 2003",
    ),
    "mht": (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "单个文件网页（.mht）"),
    "gif": (b"GIF89a....", "这是图片"),
    "tiff": (b"II*\0....", "这是图片"),
    "empty zip": (b"PK\x05\x06" + bytes(18), "空的压缩包（zip）"),
    "xml": (b'<?xml version="1.0"?><a/>', "XML 文件"),
    "strict": (strict(), "Strict Open XML"),
    "xlsb": (
        repacked(GOOD, {"xl/workbook.bin": b"x", "xl/workbook.xml": None}),
        "二进制工作簿（.xlsb）",
    ),
    "ods": (
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content=b"x"),
        "OpenDocument 表格（.ods）",
    ),
    "docx": (packed(**{"[Content_Types].xml": b"x", "word__document.xml": b"x"}), "Word 文档"),
    "package": (packed(mimetype=b"application/vnd.etsi.asic-e+zip"), "签名的上报包"),
    "zip": (packed(a=GOOD), "压缩包（zip），不是 Excel 工作簿。请先解压"),
    "pdf": (b"%PDF-1.7 ...", "PDF 文件"),
    "picture": (b"\x89PNG\r\n\x1a\n", "图片"),
    "store": (b"SQLite format 3\0", "填报库或局端库"),
    "zip with a password": (
        locked(packed(a=GOOD)),
        "加了密码的压缩包（.zip），不是表格。请先用它的密码",
    ),
    "workbook locked as a zip": (locked(GOOD), "用压缩软件加了密码，不能读取"),
    "rar": (b"Rar!\x1a\x07\x00", "压缩包（.rar），不是表格。请先解压（加了密码的，用它的密码）"),
    "7z": (b"7z\xbc\xaf\x27\x1c", "压缩包（.7z），不是表格。请先解压（加了密码的，用它的密码）"),
    "locked key": (b"-----BEGIN AGE ENCRYPTED FILE-----\n", "口令保护的密钥文件"),
    "private key": (b"-----BEGIN PRIVATE KEY-----\n", "证书或密钥"),
    "rtf": (b"{\\rtf1", "写字板文档（.rtf）"),
    "age": (b"age-encryption.org/v1\n", "加密的上报包"),
}


@pytest.mark.parametrize(("data", "words"), KINDS.values(), ids=KINDS)
def test_a_file_of_another_kind_is_called_what_it_is(data: bytes, words: str) -> None:
    for read in (read_sheets, lambda data: read_template(data, pack=bundled_pack())):
        with pytest.raises(IntakeError, match=f"{words}.*。$") as caught:
            read(data)
        assert caught.value.fault is FileFault.OTHER_KIND


@pytest.mark.parametrize("text", ['{"input": {}}', '[{"a": 1}]', "[1, 2]", '\ufeff {\n"a": 1}'])
def test_json_is_no_table(text: str) -> None:
    with pytest.raises(IntakeError, match="这是 JSON 数据文件，不是表格"):
        read_sheets(text.encode())
