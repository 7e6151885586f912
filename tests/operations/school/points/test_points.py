"""A slip is answered point by point; the bureau reads point and reply side by side."""

import json
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.main import main
from exporters.documents.read import read_sheets
from forms.edits import SetAnswer
from forms.reply import PointReply, ReplyKind
from operations.bureau.returns.school_file import read_school_file
from operations.bureau.returns.school_report import write_school_report
from operations.bureau.sent.asked import AskedSlip
from operations.bureau.sent.issue import SlipComment, issue_return_slip
from operations.bureau.store import Desk
from operations.clock import now
from operations.errors import Refused
from operations.school.check import submit_return
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.points.points import read_points
from operations.school.points.returned import answer_comment, read_returned
from operations.school.signing import sign as school_sign
from operations.school.signing.signing_preview import preview_signature
from operations.school.store import open_school
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    District,
    confirm_all,
    import_package,
    school_key,
)

FIELD = "pupils.minority_primary"
WHY = "因 2024 年招生按学区文件，与学籍一致。"
DUE = now().astimezone().date() + timedelta(days=5)


def returned_by(desk: Desk, district: District) -> bytes:
    """A slip with three points and a deadline."""
    points = [
        SlipComment(FIELD, "请核对民族"),
        SlipComment("pupils.entrants_primary", "请核对招生数"),
        SlipComment("", "请尽快"),
    ]
    return issue_return_slip(
        desk, district.code(), reason="与学籍不符。", comments=points, due=DUE.isoformat()
    ).content


def words_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def school_label(desk: Desk, district: District, address: str) -> str:
    signed = read_school_file(desk.store, district.code()).signed
    assert signed is not None
    return signed.sheet.plan.pack.fields[address].label


def asked(desk: Desk, district: District) -> AskedSlip:
    (slip,) = read_school_file(desk.store, district.code()).asked
    return slip


def test_point_and_reply_stand_side_by_side_at_the_bureau(
    district: District, desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = returned_by(desk, district)
    assert asked(desk, district).summary == f"等待学校重新上报，要求 {DUE} 前改好。"
    with open_school(district.school()) as store:
        read_reply(store, slip, actor=CLERK)
        found = read_returned(store)
        assert found is not None
        assert (found.due, found.issued is not None) == (DUE, True)
        was = read_points(store)[0].now
        assert [point.is_changed for point in read_points(store)] == [False] * 3
        store.answers.write([SetAnswer(FIELD, "12")], actor=CLERK)
        numbers = [point.comment.id for point in read_points(store)]
        assert read_points(store)[0].values == f"{was} → 12"
        answer_comment(store, numbers[0], PointReply(ReplyKind.CHANGED, "按学籍改"), actor=CLERK)
        answer_comment(store, numbers[1], PointReply(ReplyKind.EXPLAINED, WHY), actor=CLERK)
        submit_return(store, actor=CLERK)
        confirm_all(store)
        key = school_key(district.files.school_stores[0])
        preview = preview_signature(store)
        assert [one.address for one in preview.since_last_revision or ()] == [FIELD]
        paper = words_of(school_sign.draw_report(store).pdf)
        assert "与上一版相比（1处修改）" in paper
        assert "意见与回复（2条）" in paper
        assert "12已修改：按学籍改" in paper
        assert "".join(WHY.split()) in paper
        school_sign.sign_return(store, key=key, actor=PRINCIPAL)
        sent = export_package(store, tmp_path, actor=CLERK, replace=False).path
    assert import_package(desk, sent).accepted
    slip_now = asked(desk, district)
    assert slip_now.summary == "3 条意见，学校回复了 2 条。"
    assert [(one.reply, one.values) for one in slip_now.points] == [
        (PointReply(ReplyKind.CHANGED, "按学籍改"), f"{was} → 12"),
        (PointReply(ReplyKind.EXPLAINED, WHY), f"没有改动：{slip_now.points[1].now}"),
        (None, ""),
    ]
    made = tmp_path / "报告.xlsx"
    write_school_report(desk.store, district.code(), made, replace=False)
    (sheet,) = (one for one in read_sheets(made.read_bytes()).sheets if one.name == "意见")
    assert [[cell.text for cell in row[:1] + row[2:]] for row in sheet.rows if row][-2:] == [
        ["区局", "请核对民族", "12", "已修改：按学籍改"],
        ["区局", "请核对招生数", slip_now.points[1].now, f"作说明：{WHY}"],
    ]
    drawn = tmp_path / "报告.pdf"
    write_school_report(desk.store, district.code(), drawn, replace=False)
    label = "".join(school_label(desk, district, FIELD).split())
    words = words_of(drawn.read_bytes())
    assert "与上一版相比（1处修改）" in words
    assert f"{label}{was}12" in words
    desk.store.close()
    assert main(["bureau", "points", str(desk.store.place), district.code(), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["slips"][0]
    assert told["due"] == DUE.isoformat()
    assert [one["reply"] for one in told["points"]] == ["changed", "explained", None]
    assert main(["bureau", "points", str(desk.store.place), district.code()]) == 0
    assert f"请核对招生数 学校：作说明：{WHY}（没有改动" in capsys.readouterr().out


def test_the_clerk_answers_by_the_command_line(
    district: District, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    slip = returned_by(desk, district)
    with open_school(district.school()) as store:
        read_reply(store, slip, actor=CLERK)
        first = read_points(store)[0].comment.id
    path = str(district.school())
    assert main(["school", "points", path]) == 0
    out = capsys.readouterr().out
    assert f"要求 {DUE} 前改好。" in out
    assert "还有 3 条意见没有回复。" in out
    assert main(["school", "points", path, "--reply", str(first), "--changed"]) == 0
    assert "回复：已修改" in capsys.readouterr().out
    assert main(["school", "points", path, "--reply", str(first)]) == 2
    assert "要同时写 --reply 和 --changed 或 --explained" in capsys.readouterr().err
    assert main(["school", "points", path, "--reply", "99", "--explained", WHY]) == 1
    assert "没有第 99 条意见" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("due", "told"),
    [
        ("2024-13-01", "要求改好的日期应写成"),
        ((date(2024, 1, 5)).isoformat(), "2024-01-05 已经过了"),
    ],
)
def test_a_day_that_is_none_or_past_is_no_deadline(
    district: District, desk: Desk, due: str, told: str
) -> None:
    with pytest.raises(Refused, match=told):
        issue_return_slip(desk, district.code(), reason="x", due=due)
