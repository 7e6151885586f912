"""What a school is handed in place of its bureau's files is called what it is."""

import re

import pytest

from operations.errors import PackageRefused, Refused
from operations.school.keys.opening import look_at_root, read_opening
from operations.school.store import open_school
from tests.operations.staging import CLERK, District


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"SQLite format 3\0", "这是填报库或局端库本身"),
        (b"%PDF-1.7", "这是 PDF 文件"),
        (b"age-encryption.org/v1\n-> scrypt c2FsdA 18\n", "这是口令保护的密钥文件"),
    ],
)
def test_a_file_that_is_not_signed_is_called_what_it_is(
    district: District, content: bytes, kind: str
) -> None:
    said = re.escape(f"{kind}，不是区局发回的文件，请重新选择文件。")
    with open_school(district.school()) as store, pytest.raises(PackageRefused, match=said):
        read_opening(store, content, actor=CLERK)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            b"PK\3\4" + bytes(60),
            "（.zip、.xlsx 等），不是区局发回的文件，请先解压，再选里面的文件。",
        ),
        (b"PK\3\4\0\0\1" + bytes(60), "（.zip），不是区局发回的文件，请先用它的密码解压，再选"),
        (b"Rar!\x1a\x07", "（.rar），不是区局发回的文件，请先解压（加了密码的，用它的密码），再选"),
    ],
)
def test_of_an_archive_it_is_said_how_to_come_to_what_is_inside(
    district: District, content: bytes, said: str
) -> None:
    with open_school(district.school()) as store:
        with pytest.raises(PackageRefused, match=re.escape(said)):
            read_opening(store, content, actor=CLERK)
        with pytest.raises(Refused, match=r"压缩.*不是区局发来的开户文件，请先"):
            look_at_root(content)
