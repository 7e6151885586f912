"""The packages of a school as rows: each says whether it still waits for an answer."""

from datetime import UTC, datetime

from forms.exchange import Level
from operations.bureau.records import PackageRecord, ReturnState
from ui.bureau.schools.school_rows import package_rows

WHEN = datetime(2024, 10, 8, 6, 0, tzinfo=UTC)


def package(
    number: int, state: ReturnState = ReturnState.DELIVERED, undone: datetime | None = None
) -> PackageRecord:
    return PackageRecord(
        id=number,
        identity=f"{number:064}",
        school_code="2142100001",
        number=number,
        previous="",
        period=2024,
        received_at=WHEN,
        signer="张样例",
        certificate_serial="0a",
        claimed_time=None,
        state=state,
        level=Level.VALID,
        remark="",
        problems={},
        undone_at=undone,
    )


def said(*packages: PackageRecord) -> list[str]:
    return [row.look.trailing for row in package_rows(packages)]


def test_only_the_newest_waits_for_a_receipt() -> None:
    assert said(package(2), package(1)) == ["已交，待回执", "后来有更新的"]
    assert said(package(2), package(1, ReturnState.RETURNED)) == ["已交，待回执", "已退回"]


def test_what_was_taken_back_makes_no_other_the_older_one() -> None:
    assert said(package(2, undone=WHEN), package(1)) == ["导入已撤销", "已交，待回执"]
