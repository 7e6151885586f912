"""The journal of a return in words: from what to what, of whom, where, and the way back."""

import re
from dataclasses import replace

import pytest

from forms.edits import DeleteRow, SetAnswer
from forms.workflow import Actor, Role
from operations.entry.open_return import OpenReturn
from operations.errors import Refused
from operations.school.check import send_back, submit_return
from operations.school.history.past import PastEntry, PastFilter, back_to, read_past
from operations.school.records import EntryKind, SchoolStore
from operations.school.store import open_return
from tests.operations.staging import CLERK, PRINCIPAL

CLASSES = "pupils.classes"
SCHOOL_TYPE = "profile.school_type"


@pytest.fixture
def opened(school: SchoolStore) -> OpenReturn:
    return open_return(school, actor=CLERK)


def newest(store: SchoolStore) -> PastEntry:
    return read_past(store)[0]


def test_an_answer_is_told_from_what_to_what(opened: OpenReturn, school: SchoolStore) -> None:
    opened.set_text("profile.postcode", "430077")
    entry = newest(school)
    [change] = entry.changes
    assert (change.address, change.after) == ("profile.postcode", "430077")
    assert change.place == "学校基本情况 › 邮政编码"
    assert entry.title == f"填写　{change.place}：{change.before} → 430077"
    assert (entry.person, entry.role) == (CLERK.name, "填报员")


def test_an_answer_only_written_otherwise_is_not_told_as_a_change(
    opened: OpenReturn, school: SchoolStore
) -> None:
    opened.set_text("facilities.site_area", "2150")
    opened.leave("facilities.site_area")
    assert newest(school).title == "填写　办学条件 › 占地面积：2150（只改了写法）"


def test_choices_and_blanks_are_told_in_words(opened: OpenReturn, school: SchoolStore) -> None:
    opened.set_text("profile.postcode", "")
    assert newest(school).changes[0].after == "未填"
    opened.set_text("profile.urban_rural", "111")
    assert "111" not in newest(school).changes[0].after


def test_a_cell_names_its_row_even_when_that_is_gone(
    opened: OpenReturn, school: SchoolStore
) -> None:
    row, _ = opened.insert_row(CLASSES, cells={"grade": "1", "class_name": "9"})
    opened.set_text(f"{CLASSES}[{row}].enrolled", "40")
    opened.restore([DeleteRow(CLASSES, row)], reason="删除")
    deleted, typed, inserted = read_past(school)[:3]
    assert [entry.changes[0].place.split(" › ")[:3] for entry in (deleted, typed, inserted)] == [
        ["学生与班级", "班级名册", "一年级 9"]
    ] * 3
    assert typed.changes[0].sentence.endswith("学生数：未填 → 40")
    assert deleted.changes[0].sentence.endswith("有此行 → 已删除")
    assert inserted.changes[0].sentence.endswith("无此行 → 新增")
    assert all(row not in entry.title for entry in (deleted, typed, inserted))


def test_a_reason_is_told_where_it_stands(opened: OpenReturn, school: SchoolStore) -> None:
    opened.justify(f"R-pupils-004@{CLASSES}[r1]", "因扩班。")
    [change] = newest(school).changes
    assert change.place.endswith("R-pupils-004 的说明")
    assert "[r1]" not in change.sentence
    assert (change.before, change.after) == ("没有", "“因扩班。”")


def test_a_move_names_its_states(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    send_back(school, actor=PRINCIPAL, reason="请核对。")
    entry = newest(school)
    assert entry.title == "流转　待校长审核 → 填报中"
    assert entry.reason == "请核对。"


def test_entries_are_found_by_form_person_day_and_place(
    opened: OpenReturn, school: SchoolStore
) -> None:
    opened.set_text("profile.postcode", "430077")
    other = open_return(school, actor=Actor("李填报", Role.CLERK))
    other.set_text(f"{CLASSES}[r1].girls", "1")
    entries = read_past(school)

    def found(wanted: PastFilter) -> list[int]:
        return [entry.seq for entry in entries if wanted.takes(entry)]

    last, before = entries[0].seq, entries[1].seq
    assert found(PastFilter(person="李填报")) == [last]
    assert found(PastFilter(form="pupils"))[0] == last
    assert before not in found(PastFilter(form="pupils"))
    assert found(PastFilter(address=f"{CLASSES}[r1].girls"))[0] == last
    assert found(PastFilter(address=CLASSES))[0] == last
    assert before not in found(PastFilter(address=f"{CLASSES}[r2].girls"))
    assert last not in found(PastFilter(address=f"{CLASSES}[r2].girls"))
    assert found(PastFilter(day=entries[0].day)) == [entry.seq for entry in entries]


def test_one_place_is_put_back_as_a_step_that_can_be_undone(
    opened: OpenReturn, school: SchoolStore
) -> None:
    old = opened.sheet.cell("profile.postcode").raw
    opened.set_text("profile.postcode", "430077")
    opened.restore([newest(school).changes[0].back], reason="恢复")
    assert opened.sheet.cell("profile.postcode").raw == old
    assert newest(school).reason == "恢复"
    opened.undo()
    assert opened.sheet.cell("profile.postcode").raw == "430077"


def test_a_moment_is_brought_back_whole(opened: OpenReturn, school: SchoolStore) -> None:
    moment, before = newest(school).seq, school.answers.load()
    row, _ = opened.insert_row(CLASSES, cells={"grade": "1", "class_name": "9"})
    opened.set_text(f"{CLASSES}[{row}].enrolled", "40")
    opened.restore([DeleteRow(CLASSES, "r1")], reason="删除")
    opened.set_text("profile.postcode", "430077")
    opened.undo()
    opened.restore(back_to(read_past(school), moment), reason="回到")
    assert school.answers.load() == before
    assert opened.record == replace(opened.record, answers=before.answers, tables=before.tables)
    assert back_to(read_past(school), newest(school).seq) == []


def test_what_no_longer_fits_is_refused_in_words(opened: OpenReturn, school: SchoolStore) -> None:
    row, _ = opened.insert_row(CLASSES, cells={"grade": "1", "class_name": "9"})
    opened.set_text(f"{CLASSES}[{row}].enrolled", "40")
    back = newest(school).changes[0].back
    opened.restore([DeleteRow(CLASSES, row)], reason="删除")
    with pytest.raises(Refused, match=r"没有恢复：.*请先恢复它所在的行"):
        opened.restore([back], reason="恢复")
    with pytest.raises(Refused, match="没有恢复"):
        opened.restore([DeleteRow(CLASSES, row)], reason="恢复")


def test_what_is_no_answer_is_told_without_ids(school: SchoolStore) -> None:
    entries = [entry for entry in read_past(school) if entry.kind is not EntryKind.EDIT]
    assert entries
    ids = re.compile(r"[a-z_]+\.[a-z_]+\b(?<!\.pdf)|\[|[0-9a-f]{16}")
    assert [entry.title for entry in entries if ids.search(entry.title)] == []


def test_a_single_edit_knows_its_way_back(opened: OpenReturn, school: SchoolStore) -> None:
    opened.set_text("profile.postcode", "430077")
    back = newest(school).changes[0].back
    assert isinstance(back, SetAnswer)
    assert back.field == "profile.postcode"
