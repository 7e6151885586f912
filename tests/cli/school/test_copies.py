"""The journal of a school's store by command, and its backups."""

from pathlib import Path

from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.cli.school.conftest import filling
from tests.operations.staging import District


class TestHistory:
    def test_lists_and_verifies(self, command: Command, district: District) -> None:
        run = command("school", "history", district.school(), "--verify", "--json")
        assert (run.code, run.data["intact"]) == (0, True)
        events = run.data["events"]
        assert isinstance(events, list)
        assert {"seq", "at", "who", "what", "where", "told", "reason"} == set(events[0])

    def test_a_backup_is_a_store_of_its_own(
        self, command: Command, district: District, tmp_path: Path
    ) -> None:
        target = tmp_path / "copy.yhs"
        run = command("school", "backup", district.school(), target, "--json")
        assert run.code == 0
        assert command("school", "history", target, "--verify").code == 0

    def test_a_backup_does_not_overwrite_its_store(
        self, command: Command, district: District
    ) -> None:
        run = command("school", "backup", district.school(), district.school())
        assert run.code == 2


def test_a_backup_is_restored_and_the_old_store_kept(
    command: Command, store: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "U 盘" / "备份.yhs"
    copy.parent.mkdir()
    assert command("school", "backup", store, copy).code == 0
    path = filling(tmp_path, {"pupils": {"entrants_primary": 170}})
    assert command("school", "fill", store, path).code == 0
    run = command("school", "restore", store, copy, "--person", "李老师", "--json")
    assert run.code == 0
    for place, is_filled in ((store, False), (Path(str(run.data["set_aside"])), True)):
        with open_school(place, read_only=True) as opened:
            answers = opened.answers.load().answers
            assert ("pupils.entrants_primary" in answers) is is_filled
    past = command("school", "history", store, "--verify")
    assert past.code == 0
    assert "李老师" in past.out
    assert "从备份恢复" in past.out
