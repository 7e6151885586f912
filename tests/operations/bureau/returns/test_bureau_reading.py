"""A school's return as the bureau reads it: what was signed, last year beside it, nothing to change."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.documents.read import read_sheets
from forms.workflow import State
from operations.bureau.evaluation.export import write_school
from operations.bureau.returns.reading import open_school_return
from operations.bureau.sent.issue import issue_return_slip
from operations.bureau.store import Desk
from operations.errors import NotEditable, Refused
from storage.bureau.roster import School

CODE = "2142100001"


def test_the_return_is_open_for_reading_alone(desk: Desk) -> None:
    opened = open_school_return(desk.store, CODE, actor=desk.actor)
    assert opened.state is State.ACCEPTED
    assert opened.record.school_code == CODE
    with pytest.raises(NotEditable, match="不能修改"):
        opened.set_text("facilities.teaching_area", "1")


def test_what_was_sent_back_can_still_be_read(desk: Desk) -> None:
    issue_return_slip(desk, CODE, reason="请核对")
    assert open_school_return(desk.store, CODE, actor=desk.actor).state is State.DELIVERED


def test_attachments_come_out_of_the_signed_package(desk: Desk) -> None:
    opened = open_school_return(desk.store, CODE, actor=desk.actor)
    (file, *_) = opened.attached
    content = opened.fetch(desk.store, file)
    assert content is not None
    assert len(content) == file.size
    assert opened.fetch(desk.store, replace(file, sha256="0" * 64)) is None


def test_a_school_that_sent_nothing_is_said(desk: Desk) -> None:
    desk.store.roster.upsert([School("2142100099", "新学校", "211")], actor=desk.actor)
    with pytest.raises(Refused, match="学校 2142100099 还没有导入上报包"):
        open_school_return(desk.store, "2142100099", actor=desk.actor)


def test_the_report_says_who_signed_and_that_the_bureau_made_it(desk: Desk, tmp_path: Path) -> None:
    path = write_school(desk.store, CODE, tmp_path / "报告.xlsx", replace=False)
    rows = [row for sheet in read_sheets(path.read_bytes()).sheets for row in sheet.rows]
    texts = {cell.text for row in rows for cell in row}
    assert "云杉小学" in " ".join(texts)
    assert any(text.startswith("由区局用签名的数据重新生成") for text in texts)
    assert "张样例" in texts
