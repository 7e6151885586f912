"""What a school is handed in place of its bureau's files is called what it is."""

import re

import pytest

from operations.errors import PackageRefused
from operations.school.keys.opening import read_opening
from operations.school.store import open_school
from tests.operations.staging import CLERK, District


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"SQLite format 3\0", "这是填报库或局端库本身"),
        (b"%PDF-1.7", "这是 PDF 文件"),
        (b"PK\3\4" + bytes(60), "这是压缩文件或表格（.zip、.xlsx 等）"),
        (b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n", "这是口令保护的密钥文件"),
    ],
)
def test_a_file_that_is_not_signed_is_called_what_it_is(
    district: District, content: bytes, kind: str
) -> None:
    said = re.escape(f"{kind}，不是区局发回的文件，请重新选择文件。")
    with open_school(district.school()) as store, pytest.raises(PackageRefused, match=said):
        read_opening(store, content, actor=CLERK)
