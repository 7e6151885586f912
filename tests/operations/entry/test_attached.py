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
from forms.values import Attachment
from operations.entry.attachments import already_there, keep_files
from operations.errors import NotReady, Refused
from operations.school.check import check_return, submit_return
from operations.school.store import open_return
from storage.school.store import SchoolStore
from tests.exporters.asic.world import info, world
from tests.exporters.test_videos import SECRET, film
from tests.operations.staging import CLERK


def _attach(store: SchoolStore, field: str, *contents: bytes) -> None:
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.pdf" for number in range(len(contents))]
        for path, content in zip(paths, contents, strict=True):
            path.write_bytes(content)
        opened = open_return(store, actor=CLERK)
        kept = keep_files(store, paths, beside=opened.attached, actor=CLERK)
        opened.attach(field, kept.files)


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


def test_what_was_taken_out_of_a_file_is_said_and_what_cannot_be_seen_too(
    empty_school: SchoolStore, tmp_path: Path
) -> None:
    contents = {"公示.mp4": film(), "通知.pdf": b"%PDF-1.4", "录像.avi": b"RIFF\4\0\0\0AVI LIST"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    paths = [tmp_path / name for name in contents]
    kept = keep_files(empty_school, paths, actor=CLERK)
    assert [file.name for file in kept.files] == list(contents)
    assert kept.note == (
        "“公示.mp4”里记着的拍摄地点、时间等已去掉，画面不变。"
        "“录像.avi”里可能记着拍摄地点，程序看不出来；不想带上的，请另存为 MP4 再添加。"
    )
    clean = empty_school.attachments.content(kept.files[0].sha256)
    assert clean is not None
    assert SECRET not in clean
    assert keep_files(empty_school, paths[1:2], actor=CLERK).note == ""
    twice = keep_files(empty_school, [paths[0], paths[0]], actor=CLERK)
    assert twice.note.startswith("“公示.mp4”等 2 个文件里记着的")


def test_a_video_cut_off_is_refused_by_name(empty_school: SchoolStore, tmp_path: Path) -> None:
    path = tmp_path / "公示.mp4"
    path.write_bytes(film()[:-5])
    with pytest.raises(Refused, match=r"“公示\.mp4”：视频不完整或已损坏，没有添加"):
        keep_files(empty_school, [path], actor=CLERK)


def test_each_file_that_comes_or_goes_is_undone_by_itself(empty_school: SchoolStore) -> None:
    field = _field(empty_school)
    _attach(empty_school, field, b"one")
    opened = open_return(empty_school, actor=CLERK)
    first = opened.sheet.cell(field).raw
    _attach(empty_school, field, b"two")
    with_both = empty_school.answers.load().answers[field]
    opened = open_return(empty_school, actor=CLERK)
    opened.set_text(field, first)
    opened.undo()
    assert empty_school.answers.load().answers[field] == with_both
    opened.undo()
    assert empty_school.answers.load().answers[field] == first


def test_a_file_added_again_is_said_to_be_there(empty_school: SchoolStore) -> None:
    field = _field(empty_school)
    _attach(empty_school, field, b"one", b"two")
    value = open_return(empty_school, actor=CLERK).sheet.value(field)
    assert isinstance(value, tuple)
    files = [file for file in value if isinstance(file, Attachment)]
    assert already_there(value, files[:1]) == "“0.pdf”已经添加过，没有再添加一份。"
    assert already_there(None, files) == ""
