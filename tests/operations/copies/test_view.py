"""A store of any version is laid open to be read, and no byte of it is written."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from operations.bureau.records import BureauStore
from operations.copies.view import UNREADABLE, view_store
from operations.failures.explain import explain
from operations.school.records import SchoolStore
from operations.school.store import create_school, open_school
from storage.errors import NewerVersion, NotOurFile
from tests.operations.staging import CLERK, District
from tests.support.past import VERSIONS, unpack


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "云杉小学.yhs"
    with create_school(
        path, school_code="2142100001", school_name="云杉小学", period=2024, actor=CLERK
    ) as made:
        made.answers.write([SetAnswer("profile.postcode", "430030")], actor=CLERK)
    return path


def newer(path: Path, *changes: str) -> Path:
    """Make it a store of a version to come, changed in ways nobody knows yet."""
    with closing(sqlite3.connect(path)) as connection:
        for change in (*changes, "PRAGMA user_version = 9001"):
            connection.execute(change)
        connection.commit()
    return path


def state_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.iterdir()
        if path.is_file()
    }


def test_a_store_is_laid_open(store: Path) -> None:
    view = view_store(SchoolStore, store)
    assert dict(view.facts)["学校"] == "云杉小学（2142100001）"
    assert dict(view.facts)["状态"] == "第 1 版 填报中"
    assert [(line.group, line.place, line.text) for line in view.lines] == [
        ("学校基本情况", "邮政编码", "430030")
    ]
    assert view.remark == ""


def test_a_newer_store_is_refused_but_can_be_read_without_a_byte_written(store: Path) -> None:
    newer(store)
    before = state_of(store.parent)
    with pytest.raises(NewerVersion, match="现在可以只读查看") as refused:
        open_school(store)
    assert explain(refused.value).may_be_viewed
    view = view_store(SchoolStore, store)
    assert state_of(store.parent) == before
    assert dict(view.facts)["报告期"] == "2024 年"
    assert [line.text for line in view.lines] == ["430030"]
    assert view.remark.startswith("由更新版本的程序建立。")


def test_a_newer_store_in_the_middle_of_a_write_is_not_mended(store: Path) -> None:
    """The journal of a version nobody knows is not played back into its file."""
    newer(store, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(store)) as other:
        other.execute("UPDATE answer SET text = '430099'")
        other.commit()
        before = state_of(store.parent)
        assert store.name + "-wal" in before
        view = view_store(SchoolStore, store)
        assert state_of(store.parent) == before
    assert [line.text for line in view.lines] == ["430099"]


@pytest.mark.parametrize(
    ("change", "unread", "lines"),
    [
        ("ALTER TABLE journal RENAME TO journal2", {"最近写入"}, 1),
        ("ALTER TABLE revision RENAME COLUMN state TO condition", {"状态", "填了"}, 0),
        ("ALTER TABLE justification RENAME TO reasons", set(), 1),
        ("ALTER TABLE answer RENAME TO given", {"填了"}, 0),
    ],
)
def test_what_a_newer_store_keeps_elsewhere_is_left_out_and_said(
    store: Path, change: str, unread: set[str], lines: int
) -> None:
    view = view_store(SchoolStore, newer(store, change))
    assert {label for label, text in view.facts if text == UNREADABLE} == unread
    assert len(view.lines) == lines


def test_an_answer_the_pack_does_not_know_is_shown_by_its_address(store: Path) -> None:
    with SchoolStore.open(store) as opened:
        opened.answers.write([SetAnswer("profile.colour", "红")], actor=CLERK)
    lines = view_store(SchoolStore, newer(store)).lines
    assert (lines[1].group, lines[1].place, lines[1].text) == (
        "没有名字的",
        "profile.colour",
        "红",
    )


def test_a_district_lists_its_schools(district: District) -> None:
    view = view_store(BureauStore, newer(district.bureau))
    assert dict(view.facts)["状态"] == "3 所学校，已报 3 所"
    assert [line.text for line in view.lines if line.group == "学校"] == ["已接收"] * 3


def test_stores_of_the_past_are_read_as_they_lie(tmp_path: Path) -> None:
    for version in VERSIONS:
        folder = unpack(version, tmp_path / version)
        for path in (*folder.rglob("*.yhs"), *folder.rglob("*.yhb")):
            before = path.read_bytes()
            kind = SchoolStore if path.suffix == ".yhs" else BureauStore
            view = view_store(kind, path)
            assert UNREADABLE not in dict(view.facts).values()
            assert path.read_bytes() == before


def test_another_kind_is_refused(store: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(store, tmp_path / "b.yhb"))
    with pytest.raises(NotOurFile, match="不是优衡填报的局端库文件"):
        view_store(BureauStore, newer(other))
