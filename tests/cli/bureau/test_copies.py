"""The journal and the backup of a bureau's store by command."""

from pathlib import Path

from tests.cli.conftest import Command
from tests.operations.staging import District


def test_history_and_backup(command: Command, district: District, tmp_path: Path) -> None:
    assert command("bureau", "history", district.bureau, "--verify").code == 0
    run = command("bureau", "backup", district.bureau, tmp_path, "--json")
    assert run.code == 0
    assert Path(str(run.data["file"])).exists()
