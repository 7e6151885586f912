"""What somebody took for a signed file is named by its bytes; a damaged container stays for its verifier."""

import pytest

from exporters.asic.foreign import foreign_kind
from tests.exporters.asic.world import good_report

ZIP = b"PK\3\4" + bytes(60)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (ZIP + b"xl/workbook.xml", "这是 Excel 工作簿"),
        (ZIP + b"xl/workbook.bin", "这是 Excel 工作簿"),
        (ZIP + b"word/document.xml", "这是 Word 文档"),
        (ZIP + b"ppt/presentation.xml", "这是演示文稿"),
        (ZIP, "这是压缩文件或表格（.zip、.xlsx 等）"),
        (b"age-encryption.org/v1\n-> X25519 abc\n-> scrypt c2FsdA 18\n", "这是口令保护的密钥文件"),
    ],
)
def test_a_file_is_named(data: bytes, kind: str) -> None:
    found = foreign_kind(data)
    assert found is not None
    assert found.told == kind


@pytest.mark.parametrize(
    "data",
    [
        good_report(),
        good_report().replace(b"mimetype", b"mimetypf", 1),  # damaged at its beginning
        b"age-encryption.org/v1\n-> X25519 abc\n",
        b"noise",
        b"",
    ],
)
def test_what_may_be_signed_or_nobody_knows_is_not_named(data: bytes) -> None:
    assert foreign_kind(data) is None
