"""What released versions wrote is opened, upgraded, verified, imported and answered for ever."""

import shutil
from pathlib import Path

import pytest

from cli.main import main
from operations.school.keys.enrolment import enrolment
from operations.verify.inspect_file import FileKind, inspect_file
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.store import BureauStore
from storage.school.schema import SCHOOL_FORMAT
from storage.school.store import SchoolStore
from tests.support.past import VERSIONS, unpack

PASSPHRASE = "演示口令-仅供试用-2024"

pytestmark = pytest.mark.parametrize("version", VERSIONS)


@pytest.fixture
def past(version: str, tmp_path: Path) -> Path:
    """The files of a version."""
    folder = unpack(version, tmp_path / "past")
    (folder / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    return folder


def run(folder: Path, *words: str) -> None:
    """Run a command on the files, which has to end well."""
    paths = [str(folder / word) if "." in word and "/" not in word else word for word in words]
    assert main(paths) == 0, words


def test_stores_open_are_upgraded_and_whole(past: Path) -> None:
    with SchoolStore.open(past / "school.yhs") as school:
        assert school.verify_journal().intact
        assert school.answers.load().answers["profile.school_code"] == "2142100001"
        assert school._database.integer("PRAGMA user_version") == SCHOOL_FORMAT.version
        assert [delivery.number for delivery in school.deliveries.all()] == [1, 2]
    with BureauStore.open(past / "bureau.yhb") as bureau:
        assert bureau.verify_journal().intact
        assert [school.code for school in bureau.roster.all()] == ["2142100001"]
        assert bureau._database.integer("PRAGMA user_version") == BUREAU_FORMAT.version
    # The file alone is the whole truth: no write-ahead log any more.
    for name in ("school.yhs", "bureau.yhb"):
        assert (past / name).read_bytes()[18:20] == b"\1\1"
        assert not list(past.glob(f"{name}-*"))


def test_the_package_is_imported_and_its_receipt_read(past: Path) -> None:
    (past / "replies").mkdir()
    run(past, "bureau", "import", "bureau.yhb", "package.asice.age",
        "--passphrase-file", "passphrase.txt", "--receipts", str(past / "replies"))  # fmt: skip
    run(past, "bureau", "evaluate", "bureau.yhb")
    assert len(list((past / "replies").iterdir())) == 1
    run(past, "school", "receipt", "school.yhs", "receipt.asice")
    with SchoolStore.open(past / "school.yhs", read_only=True) as school:
        assert school.revisions.state.value == "accepted"


def test_the_opening_file_is_read_and_the_key_still_signs(past: Path) -> None:
    assert inspect_file(past / "opening.asice").kind is FileKind.CONTAINER
    run(past, "school", "open", "school.yhs", "opening.asice")
    with SchoolStore.open(past / "school.yhs", read_only=True) as school:
        found = enrolment(school)
        assert found is not None
        assert found.bureau_code == "420104"
    run(past, "school", "return", "school.yhs", "--reason", "补充")
    run(past, "school", "submit", "school.yhs")
    names = ("--statistician", "王样例", "--reviewer", "李样例")
    run(past, "school", "confirm", "school.yhs", *names)
    run(past, "school", "confirm", "school.yhs", "--as", "统计人员", "--person", "王样例")
    run(past, "school", "confirm", "school.yhs", "--as", "审核人", "--person", "李样例")
    run(past, "school", "sign", "school.yhs", "--passphrase-file", "passphrase.txt")


def test_the_backup_is_restored(past: Path) -> None:
    run(past, "school", "restore", "school.yhs", "backup.yhs")
    with SchoolStore.open(past / "school.yhs") as school:
        assert school.verify_journal().intact
        assert [delivery.number for delivery in school.deliveries.all()] == [1]
    (aside,) = past.glob("school-before-restore-*.yhs")
    shutil.copy(aside, past / "again.yhs")
    with SchoolStore.open(past / "again.yhs") as school:
        assert [delivery.number for delivery in school.deliveries.all()] == [1, 2]
