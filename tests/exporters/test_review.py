"""Review files: what they hold travels whole; any other bytes are refused in one sentence."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters import limits
from exporters.asic.journal_note import note_of
from exporters.asic.zip_reader import Archive
from exporters.asic.zip_writer import write_zip
from exporters.review import (
    MIMETYPE,
    NOTICE,
    Decision,
    ReviewAnswer,
    ReviewComment,
    ReviewFileError,
    ReviewRequest,
    file_name,
    is_review,
    read_review,
    write_review,
)
from forms.confirmation import Signatory
from tests.exporters.asic.world import info

AT = datetime(2024, 9, 30, 8, 1, 2, tzinfo=UTC)
REMARK = ReviewComment("pupils.classes", "第一行\n第二行", "principal", "张样例", AT)
REQUEST = ReviewRequest(
    info=info(),
    document=b'{"a":1}',
    journal=note_of((3, "ab" * 32), [(1, "cd" * 32)]),
    people={"reviewer": "李样例"},
    previous=b'{"a":0}',
    remarks=(REMARK,),
    attachments={f"data/attachments/{'ef' * 32}.pdf": b"%PDF"},
    signatures={Signatory.STATISTICIAN: b"a signature"},
)
ANSWER = ReviewAnswer(info(), b'{"a":1}', Decision.RETURN, "请重填", "张样例", AT, (REMARK,))
SIGNED = replace(ANSWER, decision=Decision.SIGN, reason="", package=b"PK package")


@pytest.mark.parametrize("review", [REQUEST, ANSWER, SIGNED])
def test_it_travels_whole(review: ReviewRequest | ReviewAnswer) -> None:
    assert read_review(write_review(review)) == review
    assert is_review(write_review(review))


def test_it_says_in_clear_that_nothing_is_signed() -> None:
    assert NOTICE.encode() in write_review(REQUEST)


def test_the_two_kinds_have_names_of_their_own() -> None:
    assert file_name(REQUEST).endswith("-2024-review.yhr")
    assert file_name(ANSWER).endswith("-2024-answer.yhr")


def rebuilt(review: ReviewRequest | ReviewAnswer, **files: bytes | None) -> bytes:
    """The file with some of its parts in another way; ``None`` leaves one out."""
    archive = Archive(write_review(review))
    parts = {name: archive.read(name) for name in archive.entries if name != "mimetype"}
    for name, content in files.items():
        place = next((known for known in parts if known.endswith(name)), name)
        parts.pop(place, None)
        if content is not None:
            parts[place] = content
    return write_zip({"mimetype": MIMETYPE, **{name: parts[name] for name in sorted(parts)}})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是送审文件"),
        (b"PK\3\4" + MIMETYPE, "容器结构损坏"),
        (write_review(REQUEST)[:-1], "容器结构损坏"),
        (write_review(REQUEST) + b"x", "容器结构损坏"),
        (rebuilt(REQUEST, **{"review.json": None}), "缺少 review.json"),
        (rebuilt(REQUEST, **{"review.json": b"[]"}), "应有的项目不全"),
        (rebuilt(REQUEST, **{"review.json": b"{" * 50}), "不是完整的 JSON|嵌套超过"),
        (rebuilt(REQUEST, **{"journal.json": None}), r"缺少 data/journal\.json"),
        (rebuilt(REQUEST, **{"journal.json": b"{}"}), "日志记录"),
        (rebuilt(REQUEST, **{"package.json": b"{}"}), r"package\.json"),
        (rebuilt(REQUEST, **{"report.pdf": b"%PDF"}), r"不应有 report\.pdf"),
        (rebuilt(ANSWER, **{"report.pdf": b"%PDF"}), r"不应有 report\.pdf"),
        (rebuilt(ANSWER, **{"package.asice": b"PK"}), "答复与签名包对不上"),
        (rebuilt(SIGNED, **{"package.asice": None}), "答复与签名包对不上"),
        (rebuilt(REQUEST, **{"data/return.json": b" " * (limits.JSON + 1)}), "超过上限"),
    ],
)
def test_what_is_not_whole_is_refused_in_words(data: bytes, said: str) -> None:
    with pytest.raises(ReviewFileError, match=said):
        read_review(data)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (NOTICE, "已签名"),
        ("youheng-review-1", "youheng-review-2"),
        ('"decision":"return"', '"decision":"accept"'),
        ("2024-09-30T08:01:02Z", "2024-9-30T08:01:02Z"),
        ('"origin":"principal"', '"origin":"nobody"'),
        ('"person":"张样例"', '"person":"张\\n例"'),
        ('"reason":"请重填"', '"reason":5'),
        ("请重填", "请\u202e填"),
    ],
)
def test_every_part_has_one_shape(old: str, new: str) -> None:
    about = Archive(write_review(ANSWER)).read("review.json").decode()
    assert old in about
    with pytest.raises(ReviewFileError, match="送审文件不能读入"):
        read_review(rebuilt(ANSWER, **{"review.json": about.replace(old, new).encode()}))


def test_what_the_reader_refuses_is_not_written() -> None:
    with pytest.raises(ReviewFileError, match="送审文件写不出来"):
        write_review(replace(ANSWER, reason="看不见\u202e"))


GOOD = write_review(SIGNED)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_a_changed_byte_gives_a_file_or_is_refused(place: int, by: int) -> None:
    damaged = bytearray(GOOD)
    damaged[place] ^= by
    with suppress(ReviewFileError):
        assert file_name(read_review(bytes(damaged))).endswith("-answer.yhr")
