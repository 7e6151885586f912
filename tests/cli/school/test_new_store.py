"""``main.py school new``: from what is typed, the opening file or last year's store."""

from pathlib import Path

import pytest

from operations.school.store import open_school
from storage.named.blobs import BlobKind
from tests.cli.conftest import Command
from tests.cli.school.conftest import NEW
from tests.operations import staging
from tests.operations.staging import PRIMARY, District


@pytest.fixture
def opening(district: District, tmp_path: Path) -> Path:
    path = tmp_path / f"{district.code()}-opening.asice"
    with open_school(district.school(), read_only=True) as store:
        path.write_bytes(store.blobs.get(BlobKind.OPENING) or b"")
    return path


def test_from_an_opening_file_nothing_is_asked(
    command: Command, opening: Path, district: District, tmp_path: Path
) -> None:
    store = tmp_path / "新.yhs"
    run = command("school", "new", store, "--from", opening, "--json")
    assert run.code == 0
    assert "请把根证书指纹" in run.err
    assert (run.data["school"], run.data["name"]) == (district.code(), staging.PRIMARY.name)
    assert run.data["bureau"]
    assert int(str(run.data["fields"])) > 20
    again = command("school", "new", store, "--from", opening)
    assert again.code == 3
    assert "新.yhs”已经存在" in again.err


def test_the_fingerprint_of_the_notice_is_compared(
    command: Command, opening: Path, tmp_path: Path
) -> None:
    words = ("--from", opening, "--fingerprint", "0000 0000 0000 0000 0000")
    run = command("school", "new", tmp_path / "新.yhs", *words)
    assert run.code == 2
    assert "根证书的指纹与输入的不同" in run.err
    assert not (tmp_path / "新.yhs").exists()


def test_from_last_years_store_only_the_year_is_asked(command: Command, tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    with staging.new_school(tmp_path / "older", period=2023) as store:
        staging.fill_whole(store)
        older = store.path
    target = tmp_path / "新.yhs"
    run = command("school", "new", target, "--older", older, "--period", "2024")
    assert run.code == 0
    assert "都标为“待确认”" in run.out
    assert staging.PRIMARY.name in run.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from", "x.asice", "--code", "2142100001"), "--code 取自给出的文件"),
        (("--older", "x.yhs", "--name", "甲", "--period", "2024"), "--name 取自给出的文件"),
        (("--older", "x.yhs"), "缺少参数：--period"),
        (("--older", "x.yhs", "--period", "2024", "--fingerprint", "0"), "只用来核对"),
    ],
)
def test_what_is_asked_twice_or_not_at_all_is_wrong_usage(
    command: Command, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    run = command("school", "new", tmp_path / "新.yhs", *words)
    assert run.code == 2
    assert said in run.err


class TestNew:
    def test_says_what_it_made(self, command: Command, tmp_path: Path) -> None:
        run = command("school", "new", tmp_path / "a.yhs", *NEW, "--json")
        assert run.code == 0
        assert run.data["school"] == PRIMARY.code
        assert run.data["pack"] == "balance 2024.1"

    def test_overwrites_nothing(self, command: Command, store: Path) -> None:
        before = store.read_bytes()
        run = command("school", "new", store, *NEW)
        assert run.code == 3
        assert "已经存在" in run.err
        assert store.read_bytes() == before

    def test_a_folder_that_is_not_there_is_the_surroundings(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("school", "new", tmp_path / "none" / "a.yhs", *NEW)
        assert run.code == 3
        assert run.err.count("\n") == 1

    def test_a_wrong_code_is_wrong_usage(self, command: Command, tmp_path: Path) -> None:
        run = command(
            "school", "new", tmp_path / "a.yhs", "--code", "12", "--name", "甲", "--period", "2024"
        )
        assert run.code == 2
        assert "10 位数字" in run.err
