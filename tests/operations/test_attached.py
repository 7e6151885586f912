"""One budget for attachments: what is added, checked and submitted can also be signed and sent."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from exporters import limits
from exporters.asic.build import build
from exporters.asic.signing import SigningError
from forms.live import attached
from forms.problems import Severity
from operations.entry.attachments import keep_files
from operations.errors import NotReady, Refused
from operations.school.check import check_return, submit_return
from operations.school.store import open_return
from storage.school.store import SchoolStore
from tests.exporters.asic.world import info, world
from tests.operations.staging import CLERK


def _attach(store: SchoolStore, field: str, *contents: bytes) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        opened = open_return(store, actor=CLERK)
        opened.attach(field, keep_files(store, paths, beside=opened.attached, actor=CLERK))


def _field(store: SchoolStore) -> str:
    from operations.school.store import school_engine

    fields = school_engine(store).plan.fields.values()
    return next(item.id for item in fields if item.type.value == "attachment")


def test_what_would_not_fit_is_said_when_it_is_added(empty_school: SchoolStore) -> None:
    large = [bytes([number]) * (17 * 2**20) for number in range(3)]
    _attach(empty_school, _field(empty_school), *large[:2])
    with pytest.raises(Refused, match="没有添加：附件合计 51 MB，一份填报表最多 40 MB。请压缩附件"):
        _attach(empty_school, _field(empty_school), large[2])
    assert empty_school.attachments.content(sha256(large[2]).hexdigest()) is None


def test_the_same_file_counts_once(empty_school: SchoolStore) -> None:
    large = bytes(17 * 2**20)
    _attach(empty_school, _field(empty_school), large, large, large)
    assert len(open_return(empty_school, actor=CLERK).attached) == 1


def test_what_got_in_on_another_way_is_found_by_check_and_submission(
    school: SchoolStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    _attach(school, _field(school), b"a", b"b")
    assert check_return(school).open_problems == ()
    monkeypatch.setattr(attached, "MOST_FILES", 1)
    [found] = check_return(school).open_problems
    assert (found.code, found.severity) == ("F7", Severity.ERROR)
    assert found.address in school.answers.load().answers
    assert "个，一份填报表最多 1 个。请合并" in found.message
    with pytest.raises(NotReady, match=r"还有 1 个问题没有处理，不能提交。第一个是 基本校验 7"):
        submit_return(school, actor=CLERK)


def test_a_container_leaves_room_for_its_encryption(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CONTAINER", 10_000)
    files = {"data/return.json": b"{}", "report.pdf": os.urandom(10_000)}
    with pytest.raises(SigningError, match="最多 64 MB，请压缩或减少附件后再签名"):
        build(files, info=info(), signer=world().school.signer)


def test_the_parts_fit_into_the_whole() -> None:
    sixteen_for_each_chunk = 16 * (limits.CONTAINER // 2**16 + 1)
    assert limits.CONTAINER + sixteen_for_each_chunk + limits.AGE_HEADER <= limits.FILE
    parts = attached.MOST_BYTES + limits.JSON + 2 * limits.REPORT + limits.MANIFEST
    assert parts + limits.REQUEST + limits.SIGNATURE <= limits.CONTAINER
    assert attached.MOST_FILES + 8 <= limits.ENTRIES
