"""Files of attachment fields: kept once by content, and what is refused."""

import hashlib

import pytest

from forms.values import Attachment
from storage.answers import attachments
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.school.store import SchoolStore


def test_attachments_are_kept_once_by_content(store: SchoolStore) -> None:
    digest = hashlib.sha256(b"pdf").hexdigest()
    assert store.attachments.add("测绘报告.pdf", b"pdf") == Attachment("测绘报告.pdf", 3, digest)
    assert store.attachments.add("副本.pdf", b"pdf") == Attachment("副本.pdf", 3, digest)
    assert store.attachments.content(digest) == b"pdf"
    assert store.attachments.content("0" * 64) is None
    assert store.journal.entries(limit=1)[0].kind is EntryKind.ATTACHMENT


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "空文件"),
        ("a.pdf", b"x" * 11, "超过 20 MB"),
        ("b.pdf", b"y" * 8, "合计超过 200 MB"),
        ("../a.pdf", b"x", "不能使用"),
        ("c:\\a.pdf", b"x", "不能使用"),
        ("a\0.pdf", b"x", "不能使用"),
        ("..", b"x", "不能使用"),
        ("NUL", b"x", "系统保留的名称"),
        ("con.pdf", b"x", "系统保留的名称"),
        ("Com1.tar.gz", b"x", "系统保留的名称"),
        ("a\u200b.pdf", b"x", "“a□.pdf”不能使用"),
        (" ", b"x", "不能使用"),
        ("a" * 201, b"x", "不能使用"),
    ],
)
def test_attachments_that_are_refused(
    store: SchoolStore, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, sentence: str
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 10)
    monkeypatch.setattr(attachments, "LARGEST_TOTAL", 15)
    store.attachments.add("first.pdf", b"x" * 8)
    with pytest.raises(StoreRefusal, match=sentence):
        store.attachments.add(name, content)
