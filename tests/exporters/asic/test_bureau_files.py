"""开户文件, 回执, 退回单: values go in, a signed container travels, the same values come out."""

import json
from dataclasses import replace
from datetime import date

import pytest

from exporters.asic import names, shapes
from exporters.asic.bureau_files import (
    BureauFileError,
    Opening,
    Receipt,
    ReturnSlip,
    SlipComment,
    opening_files,
    read_opening,
    read_receipt,
    read_slip,
    receipt_files,
    slip_due,
    slip_files,
)
from exporters.strict_json import JsonError
from forms.exchange import ContainerKind, VerifiedPackage
from tests.exporters.asic.world import SCHOOL_EXPECTS, bureau_file, judge, world
from tests.exporters.attacks.forge_zip import container, package_json


def sample_opening() -> Opening:
    return Opening(
        school_name="示例第一小学",
        bureau_name="示例区教育局",
        principal="张三",
        certificate=world().school.certificate,
        root=world().authority.root,
        crl=world().crl,
        recipient=world().identity.recipient,
        next_number=1,
        previous="",
        pack=("balance", "2024.1"),
        due=date(2024, 10, 15),
        settings={"change_limit": "20", "backbone_titles": "区骨干\n市骨干"},
        last={"pupils.enrolled_total": "812"},
        last_tables={"pupils.classes": ({"grade": "1", "enrolled": "44"},)},
        last_justifications={"R-facilities-003": "因扩建，2023 年 9 月起\n启用新楼。"},
        stat={"pupils.enrolled_primary": "812"},
    )


RECEIPT = Receipt(accepted_number=3, accepted_identity="ab" * 32, next_number=4, crl=b"")
SLIP = ReturnSlip(
    returned_number=3,
    returned_identity="ab" * 32,
    next_number=4,
    previous="cd" * 32,
    reason="建筑面积与上年不符",
    crl=b"",
    comments=(SlipComment("facilities.building_area", "请附产权证"), SlipComment("", "尽快")),
)


def _accepted(kind: ContainerKind, files: dict[str, bytes]) -> VerifiedPackage:
    verdict, package = judge(bureau_file(kind, files), expect=SCHOOL_EXPECTS)
    assert package is not None, verdict.message
    return package


def test_opening_arrives_as_it_was_sent() -> None:
    sent = sample_opening()
    assert read_opening(_accepted(ContainerKind.OPENING, opening_files(sent))) == sent


def test_opening_without_due_date_arrives_as_it_was_sent() -> None:
    sent = replace(sample_opening(), due=None, previous="ab" * 32, next_number=7)
    assert read_opening(_accepted(ContainerKind.OPENING, opening_files(sent))) == sent


def test_receipt_arrives_as_it_was_sent() -> None:
    sent = replace(RECEIPT, crl=world().crl, note="请于 10 月 15 日前重报")
    assert read_receipt(_accepted(ContainerKind.RECEIPT, receipt_files(sent))) == sent


def test_receipt_with_a_renewed_certificate_arrives_as_it_was_sent() -> None:
    sent = replace(RECEIPT, crl=world().crl, certificate=world().school.certificate)
    assert read_receipt(_accepted(ContainerKind.RECEIPT, receipt_files(sent))) == sent


def test_return_slip_arrives_as_it_was_sent() -> None:
    sent = replace(SLIP, crl=world().crl)
    assert read_slip(_accepted(ContainerKind.RETURN_SLIP, slip_files(sent))) == sent


def test_a_slip_with_a_day_arrives_as_it_was_sent_and_can_be_asked_for_it() -> None:
    sent = replace(SLIP, crl=world().crl, due=date(2024, 10, 30))
    package = _accepted(ContainerKind.RETURN_SLIP, slip_files(sent))
    assert read_slip(package) == sent
    assert slip_due(package.files[names.SLIP]) == date(2024, 10, 30)
    assert b"due" not in slip_files(SLIP)[names.SLIP]


def test_another_kind_is_refused_in_words() -> None:
    receipt = _accepted(ContainerKind.RECEIPT, receipt_files(replace(RECEIPT, crl=world().crl)))
    with pytest.raises(BureauFileError, match="这是回执，不是退回单"):
        read_slip(receipt)


def test_text_the_format_does_not_allow_is_not_written() -> None:
    with pytest.raises(JsonError, match=r"U\+202E"):
        slip_files(replace(SLIP, reason="\u202e"))


@pytest.mark.parametrize(
    "certificate",
    [lambda: world().other_school.certificate, lambda: world().operator.certificate],
    ids=["other school", "bureau"],
)
def test_opening_with_somebody_elses_certificate_is_refused(certificate: object) -> None:
    der = certificate()  # type: ignore[operator]
    with pytest.raises(BureauFileError, match="不是发给本校"):
        read_opening(
            _accepted(
                ContainerKind.OPENING, opening_files(replace(sample_opening(), certificate=der))
            )
        )


def test_opening_with_a_foreign_certificate_is_refused() -> None:
    bad = replace(sample_opening(), certificate=b"certificate")
    with pytest.raises(BureauFileError, match="不是区局颁发"):
        read_opening(_accepted(ContainerKind.OPENING, opening_files(bad)))


BAD_RECEIPTS: dict[str, dict[str, object]] = {
    "number true": {"accepted_number": True},
    "number 0": {"next_number": 0},
    "number too large": {"next_number": 10**9},
    "identity short": {"accepted_identity": "ab"},
    "identity a number": {"accepted_identity": 1},
    "note null": {"note": None},
    "key too many": {"more": 1},
}


@pytest.mark.parametrize("name", BAD_RECEIPTS)
def test_receipt_of_any_other_shape_is_refused(name: str) -> None:
    files = receipt_files(replace(RECEIPT, crl=world().crl))
    content = {**json.loads(files[names.RECEIPT]), **BAD_RECEIPTS[name]}
    files[names.RECEIPT] = json.dumps(content).encode()
    with pytest.raises(BureauFileError, match="回执的内容不合规定"):
        read_receipt(_accepted(ContainerKind.RECEIPT, files))


def test_receipt_that_is_no_json_is_refused() -> None:
    files = {**receipt_files(replace(RECEIPT, crl=world().crl)), names.RECEIPT: b"{"}
    forged = container(
        files=files,
        package=package_json(kind=ContainerKind.RECEIPT),
        sign=world().operator.signer.sign,
    )
    package = judge(forged, expect=SCHOOL_EXPECTS)[1]
    assert package is not None
    with pytest.raises(BureauFileError, match="JSON"):
        read_receipt(package)


BAD_OPENINGS: dict[str, dict[str, object]] = {
    "pack of one": {"pack": ["balance"]},
    "pack as text": {"pack": "balance"},
    "due in another form": {"due": "20241015"},
    "due impossible": {"due": "2024-02-30"},
    "settings as list": {"settings": []},
    "setting a number": {"settings": {"a": 1}},
    "table of numbers": {"last_tables": {"a": [1]}},
    "justifications as list": {"last_justifications": ["因为"]},
    "key too many": {"more": ""},
}


@pytest.mark.parametrize("name", BAD_OPENINGS)
def test_opening_of_any_other_shape_is_refused(name: str) -> None:
    files = opening_files(sample_opening())
    content = {**json.loads(files[names.OPENING]), **BAD_OPENINGS[name]}
    files[names.OPENING] = json.dumps(content).encode()
    with pytest.raises(BureauFileError, match=r"。$"):
        read_opening(_accepted(ContainerKind.OPENING, files))


def test_an_opening_of_an_earlier_version_says_nothing_of_justifications() -> None:
    opening = replace(sample_opening(), last_justifications={})
    files = opening_files(opening)
    assert "last_justifications" not in json.loads(files[names.OPENING])
    assert read_opening(_accepted(ContainerKind.OPENING, files)) == opening


def test_fault_of_shape_says_where() -> None:
    shape = shapes.record({"rows": shapes.list_of(shapes.mapping_of(shapes.text))})
    with pytest.raises(shapes.ShapeError, match="rows：第 2 项：name：不是文字"):
        shape({"rows": [{"name": "x"}, {"name": 1}]})


def test_a_list_may_be_bounded() -> None:
    shape = shapes.list_of(shapes.text, most=2)
    assert shape(["甲", "乙"]) == ("甲", "乙")
    with pytest.raises(shapes.ShapeError, match="有 3 项，最多 2 项"):
        shape(["甲", "乙", "丙"])
