"""Proof that the bureau changed nothing, and that it shows when somebody did."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from forms.evaluation import to_json
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.evaluation.recompute import Recomputation, recompute
from operations.bureau.intake.journal_continuity import journal_breaks
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.sent.told import told_at
from operations.bureau.settings import change_settings, check_settings
from operations.bureau.store import open_bureau
from operations.school import store as school_store
from operations.school.keys.requests import last_request
from tests.operations import care
from tests.operations.care import Life
from tests.operations.staging import PRIMARY, District, import_package


def recomputed(path: Path) -> Recomputation:
    with open_bureau(path, read_only=True) as store:
        return recompute(store)


def test_an_untouched_store_agrees_in_every_figure(district: District) -> None:
    told: list[int] = []
    with open_bureau(district.bureau, read_only=True) as store:
        found = recompute(store, progress=lambda done, _total, _text: told.append(done))
        assert to_json(found.evaluation) == to_json(evaluate_store(store))
    assert (found.packages, found.differences) == (3, ())
    assert told == [1, 2, 3]


def test_more_processes_find_the_same(district: District) -> None:
    with open_bureau(district.bureau, read_only=True) as store:
        alone, together = recompute(store, workers=1), recompute(store, workers=2)
    assert alone.packages == together.packages == 3
    assert to_json(alone.evaluation) == to_json(together.evaluation)
    assert alone.differences == together.differences == ()


def run(sql: str, *values: object) -> Callable[[sqlite3.Connection], object]:
    """A way to tamper with the store behind the program's back."""
    return lambda connection: connection.execute(sql, values)


def _change_container(connection: sqlite3.Connection) -> None:
    [(number, container)] = connection.execute(
        "SELECT package_id, container FROM package_content ORDER BY package_id LIMIT 1"
    )
    damaged = bytearray(container)
    damaged[len(damaged) // 2] ^= 1
    connection.execute(
        "UPDATE package_content SET container = ? WHERE package_id = ?", (bytes(damaged), number)
    )


def _swap_containers(connection: sqlite3.Connection) -> None:
    """Put another school's (sound) container into a package's place."""
    [(first, _), (_, other)] = connection.execute(
        "SELECT package_id, container FROM package_content ORDER BY package_id LIMIT 2"
    ).fetchall()
    connection.execute(
        "UPDATE package_content SET container = ? WHERE package_id = ?", (other, first)
    )


FIELD = "pupils.minority_primary"
TAMPERING = {
    "figure": (run(f'UPDATE wide SET "{FIELD}" = 999 WHERE rowid = 1'), FIELD, "库中为 “999”"),
    "figure-removed": (
        run(f'UPDATE wide SET "{FIELD}" = NULL WHERE rowid = 1'),
        FIELD,
        "库中为 空",
    ),
    "campuses": (run("UPDATE wide SET extra = '[]' WHERE rowid = 1"), "profile.campuses", "校区表"),
    "row-removed": (run("DELETE FROM wide WHERE rowid = 1"), "wide", "没有这所学校"),
    "document": (
        run("UPDATE package_content SET document = ? WHERE package_id = 1", b"{}"),
        "document",
        "保存的填报内容与签名包里的不同",
    ),
    "container": (_change_container, "package", "已不完整"),
    "container-of-another": (_swap_containers, "school", "登记的 school"),
    "signer": (run("UPDATE package SET signer = '别人' WHERE id = 1"), "signer", "别人"),
    "period": (run("UPDATE package SET period = 2023 WHERE id = 1"), "period", "2023"),
    "orphan": (
        run("UPDATE package SET undone_at = '2025-01-01T00:00:00Z' WHERE id = 1"),
        "package",
        "没有对应的上报包",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_a_store_changed_behind_the_programs_back_is_shown(district: District, name: str) -> None:
    tamper, where, said = TAMPERING[name]
    with sqlite3.connect(district.bureau) as connection:
        tamper(connection)
    connection.close()
    found = recomputed(district.bureau)
    assert where in {item.where for item in found.differences}
    message = next(item.message for item in found.differences if item.where == where)
    assert said in message
    assert message.startswith("学校 ")
    assert message.endswith("。")


def test_settings_changed_after_the_enrolment_do_not_disturb_the_proof(
    life: Life, tmp_path: Path
) -> None:
    import_package(life.desk, life.report(tmp_path))
    settings = check_settings([("per_pupil_primary", "9999")], due="2024-11-30")
    change_settings(life.desk.store, settings, actor=life.desk.actor)
    assert recompute(life.desk.store).differences == ()


def test_what_a_school_was_told_is_read_from_the_signed_opening_file(life: Life) -> None:
    store = life.desk.store
    told = told_at(store, PRIMARY.code, life.begun)
    assert (told.due, told.settings["setting.per_pupil_primary"]) == ("2024-10-15", "1150")
    assert told_at(store, "9999999999", life.begun).due == ""


class TestJournal:
    """The journal goes on from package to package, or its break is shown."""

    def test_a_package_names_the_heads_of_those_before_it(self, life: Life, tmp_path: Path) -> None:
        for figure in ("12", "13", "14"):
            result = import_package(life.desk, life.report(tmp_path, minority=figure))
            assert (result.accepted, result.verdict.name) == (True, "VALID")
        assert journal_breaks(life.desk.store) == []
        newest = life.desk.store.packages.container(result.identity)
        assert Archive(newest or b"").read(names.JOURNAL).count(b'"seq"') == 3

    def test_a_backup_brought_back_breaks_it(self, life: Life, tmp_path: Path) -> None:
        old = tmp_path / "old.yhs"
        life.store.backups.write_to(old, replace=False)
        import_package(life.desk, life.report(tmp_path))
        with school_store.open_school(old) as store:
            # The old store learns what it has forgotten from a new opening file.
            request = last_request(store)
            assert request is not None
            care.read(store, enrol_school(life.desk, request.content, authority=life.authority))
            back = Life(life.desk, store, life.authority, life.key, life.begun, life.root_key)
            result = import_package(life.desk, back.report(tmp_path, minority="13"))
        assert result.accepted
        assert "没有接上" in result.message
        [found] = journal_breaks(life.desk.store)
        assert (found.school, found.before, found.after) == (PRIMARY.code, 1, 2)
        [record] = [item for item in life.desk.store.packages.all() if item.number == 2]
        assert "没有接上" in record.remark

    def test_an_entry_changed_behind_the_programs_back_breaks_it(
        self, life: Life, tmp_path: Path
    ) -> None:
        import_package(life.desk, life.report(tmp_path))
        path = tmp_path / "changed.yhs"
        life.store.backups.write_to(path, replace=False)
        with sqlite3.connect(path) as connection:
            connection.execute("DROP TRIGGER journal_no_update")
            connection.execute("UPDATE journal SET reason = '改过' WHERE seq = 2")
        connection.close()
        with school_store.open_school(path) as store:
            assert not store.verify_journal().intact
            back = Life(life.desk, store, life.authority, life.key, life.begun, life.root_key)
            result = import_package(life.desk, back.report(tmp_path, minority="13"))
        assert "没有接上" in result.message
