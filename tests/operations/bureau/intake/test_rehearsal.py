"""The rehearsal says what an import would do, writes nothing, and the import then does just that."""

import gc
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from exporters.strict_json import Json
from forms.exchange import Code, Level, VerifiedPackage
from forms.live.sheet import Sheet
from operations.bureau.intake import examine
from operations.bureau.intake import import_packages as intake
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.intake.rehearsal import FileStanding, Rehearsed, rehearse_import
from operations.bureau.intake.undo import undo_import
from operations.bureau.sent.issue import waiting_for_receipt
from operations.bureau.store import Desk, open_bureau
from operations.check_context import Told
from operations.errors import Refused
from operations.processes import AHEAD
from storage.bureau.packages import ReturnState
from storage.errors import StoreRefusal
from tests.operations import care, staging
from tests.operations.care import Life
from tests.operations.staging import District, import_package


def standings(found: Sequence[Rehearsed]) -> list[FileStanding]:
    return [item.standing for item in found]


def forget_all(desk: Desk, district: District) -> None:
    """Start the chain of the first school anew: a copy that never had a package."""
    desk.store.chain.restart(district.code(), 7, actor=desk.actor, reason="测试")


def test_the_next_package_is_newer_and_the_one_after_it_fits_behind_it(
    desk: Desk, district: District
) -> None:
    second, third = district.next_package(2), district.next_package(3)
    found = rehearse_import(desk, [third, second], workers=1)
    assert standings(found) == [FileStanding.NEWER, FileStanding.NEWER]
    assert [item.result.number for item in found] == [3, 2]
    assert all(item.result.accepted and item.result.message.endswith("。") for item in found)


def test_the_first_package_of_a_school_is_new(life: Life, tmp_path: Path) -> None:
    [found] = rehearse_import(life.desk, [life.report(tmp_path)], workers=1)
    assert (found.standing, found.result.accepted) == (FileStanding.NEW, True)


def test_a_package_whose_predecessor_is_missing_is_a_gap(desk: Desk, district: District) -> None:
    [found] = rehearse_import(desk, [district.next_package(3)], workers=1)
    assert (found.standing, found.result.code) == (FileStanding.GAP, Code.E_GAP)
    assert not found.result.accepted


def test_the_package_we_have_is_the_same_and_becomes_older(desk: Desk, district: District) -> None:
    [found] = rehearse_import(desk, [district.package()], workers=1)
    assert (found.standing, found.result.code) == (FileStanding.SAME, Code.E_SEEN)
    import_package(desk, district.next_package())
    [found] = rehearse_import(desk, [district.package()], workers=1)
    assert (found.standing, found.result.code) == (FileStanding.OLDER, Code.E_SEEN)


def test_the_same_file_twice_is_the_same_the_second_time(
    desk: Desk, district: District, tmp_path: Path
) -> None:
    second = district.next_package()
    again = Path(shutil.copy(second, tmp_path / "again.asice.age"))
    found = rehearse_import(desk, [second, again, second], workers=1)
    assert standings(found) == [FileStanding.NEWER, FileStanding.SAME]


def test_another_package_of_a_number_that_was_taken_is_a_fork(
    desk: Desk, district: District
) -> None:
    second, other = district.next_package(), care.forked_package(district)
    found = rehearse_import(desk, [second, other], workers=1)
    assert standings(found) == [FileStanding.NEWER, FileStanding.FORK]
    import_package(desk, second)
    [found_later] = rehearse_import(desk, [other], workers=1)
    assert (found_later.standing, found_later.result.code) == (FileStanding.FORK, Code.E_FORK)


def test_a_number_that_was_passed_over_is_older(desk: Desk, district: District) -> None:
    forget_all(desk, district)
    [found] = rehearse_import(desk, [district.next_package()], workers=1)
    assert (found.standing, found.result.code) == (FileStanding.OLDER, Code.E_FORK)


def test_a_damaged_file_is_broken_and_says_why(desk: Desk, district: District) -> None:
    path = district.next_package()
    path.write_bytes(path.read_bytes()[:-1])
    missing = path.with_name("missing.asice.age")
    found = rehearse_import(desk, [path, missing], workers=1)
    assert standings(found) == [FileStanding.BROKEN, FileStanding.BROKEN]
    assert found[0].result.code is Code.E_CRYPT
    assert "读不了文件" in found[1].result.message


def test_a_package_of_another_authority_is_by_an_unknown_signer(
    desk: Desk, district: District
) -> None:
    [found] = rehearse_import(desk, [care.strangers_package(desk, district)], workers=1)
    assert (found.standing, found.result.verdict) == (
        FileStanding.UNKNOWN_SIGNER,
        Level.UNKNOWN_SIGNER,
    )


def test_a_package_that_was_taken_is_not_recalculated_again(
    desk: Desk, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    recalculated: list[str] = []
    recalculate = examine._recalculated

    def told(package: VerifiedPackage, document: Mapping[str, Json], about: Told) -> Sheet:
        recalculated.append(package.identity)
        return recalculate(package, document, about)

    monkeypatch.setattr(examine, "_recalculated", told)
    old, new = district.package(), district.next_package()
    assert standings(rehearse_import(desk, [old, new], workers=1)) == [
        FileStanding.SAME,
        FileStanding.NEWER,
    ]
    results = import_packages(desk, [old, new], workers=1)
    assert [result.code for result in results] == [Code.E_SEEN, Code.OK]
    assert (results[0].school, results[0].number) == (district.code(), 1)
    assert recalculated == [results[1].identity] * 2
    undo_import(desk.store, district.code(), actor=desk.actor, reason="导错文件")
    assert import_package(desk, new).accepted
    assert len(recalculated) == 3


def test_nothing_is_written_not_even_to_a_store_opened_read_only(district: District) -> None:
    paths = [district.next_package(), district.package()]
    before = hashlib.sha256(district.bureau.read_bytes()).digest()
    with open_bureau(district.bureau, read_only=True) as store:
        found = rehearse_import(staging.desk_at(district, store), paths, workers=1)
        assert standings(found) == [FileStanding.NEWER, FileStanding.SAME]
        assert store.quarantine.all() == []
    assert hashlib.sha256(district.bureau.read_bytes()).digest() == before


def test_the_import_does_what_the_rehearsal_said_whatever_the_order(
    desk: Desk, district: District
) -> None:
    second, third = district.next_package(2), district.next_package(3)
    other = care.forked_package(district)
    paths = [third, second, other, district.package()]
    said = [item.result for item in rehearse_import(desk, paths, workers=1)]
    done = import_packages(desk, paths, workers=1)
    assert [(item.accepted, item.code) for item in done] == [
        (item.accepted, item.code) for item in said
    ]
    assert [item.code for item in done] == [Code.OK, Code.OK, Code.E_FORK, Code.E_SEEN]


def test_cancelling_a_rehearsal_answers_for_what_was_seen(desk: Desk, district: District) -> None:
    path = district.next_package()
    assert rehearse_import(desk, [path], cancelled=lambda: True, workers=1) == []


def whole_packages() -> int:
    """How many packages are in memory with their content."""
    found = (item for item in gc.get_objects() if type(item) is VerifiedPackage)
    return sum(1 for item in found if item.container)


def test_hundreds_of_packages_are_not_kept_in_memory(
    desk: Desk, district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six stand for hundreds of large ones: those that wait for another one, and those refused."""
    monkeypatch.setattr(intake, "TOGETHER_BYTES", 1)
    waiting = [
        Path(shutil.copy(district.next_package(3), district.folder / f"waits-{number}.asice.age"))
        for number in range(6)
    ]
    gc.collect()
    before, alive = whole_packages(), []
    import_packages(
        desk, waiting, progress=lambda *_: alive.append(whole_packages() - before), workers=1
    )
    assert len(alive) == len(waiting)
    assert max(alive) <= 2
    gc.collect()
    rehearse_import(
        desk, waiting, progress=lambda *_: alive.append(whole_packages() - before), workers=1
    )
    assert max(alive[len(waiting) :]) <= 2


@pytest.mark.slow
def test_a_rehearsal_in_processes_answers_in_order(desk: Desk, district: District) -> None:
    copies = [
        Path(shutil.copy(district.package(1), district.folder / f"copy-{number}.asice.age"))
        for number in range(3 * AHEAD)
    ]
    copies[5].write_bytes(b"damaged")
    seen: list[int] = []
    found = rehearse_import(
        desk, copies, progress=lambda done, _total, _text: seen.append(done), workers=2
    )
    expected = [FileStanding.SAME] * len(copies)
    expected[5] = FileStanding.BROKEN
    assert standings(found) == expected
    assert seen == list(range(1, len(copies) + 1))


class TestUndo:
    """An import can be taken back until it is answered."""

    def test_it_is_undone_with_its_figures_and_may_come_again(
        self, desk: Desk, district: District
    ) -> None:
        second = district.next_package()
        import_package(desk, second)
        assert [item.number for item in waiting_for_receipt(desk.store)] == [2]
        record = undo_import(desk.store, district.code(), actor=desk.actor, reason="导错文件")
        assert record.number == 2
        assert waiting_for_receipt(desk.store) == []
        rows = {row.school_code: row.number for row in desk.store.figures.rows([])}
        assert rows[district.code()] == 1
        assert rehearse_import(desk, [second], workers=1)[0].standing is FileStanding.NEWER
        assert import_package(desk, second).accepted

    def test_not_after_the_receipt(self, desk: Desk, district: District) -> None:
        with pytest.raises(StoreRefusal, match="已经发出回执"):
            undo_import(desk.store, district.code(), actor=desk.actor, reason="导错文件")
        assert desk.store.packages.statuses()[0].state is ReturnState.ACCEPTED

    @pytest.mark.parametrize(
        ("school", "reason", "message"), [("", " ", "原因"), ("9999999999", "导错", "没有导入过")]
    )
    def test_it_needs_a_reason_and_a_package(
        self, desk: Desk, school: str, reason: str, message: str
    ) -> None:
        with pytest.raises(Refused, match=message):
            undo_import(desk.store, school, actor=desk.actor, reason=reason)
