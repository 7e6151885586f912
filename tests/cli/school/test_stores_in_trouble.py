"""Stores that are damaged, too new, of another kind, not there, or open elsewhere."""

import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Command
from tests.operations.staging import District
from tests.support.places import ROOT

HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from operations.school.store import open_school
store = open_school(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


class TestStoresInTrouble:
    def test_a_damaged_store(self, command: Command, store: Path) -> None:
        content = bytearray(store.read_bytes())
        content[4096:20480] = b"\xff" * 16384
        store.write_bytes(content)
        run = command("school", "check", store)
        assert run.code == 1
        assert "已损坏" in run.err

    def test_a_store_of_a_newer_version(self, command: Command, store: Path) -> None:
        connection = sqlite3.connect(store)
        connection.execute("PRAGMA user_version = 99000")
        connection.close()
        before = store.read_bytes()
        run = command("school", "check", store)
        assert run.code == 1
        assert "更新版本" in run.err
        assert store.read_bytes() == before

    def test_a_file_of_another_kind_is_refused(self, command: Command, tmp_path: Path) -> None:
        path = tmp_path / "x.yhs"
        path.write_text("hello", encoding="utf-8")
        run = command("school", "check", path)
        assert run.code == 1
        assert "不是优衡填报" in run.err

    def test_a_bureau_store_is_no_school_store(self, command: Command, district: District) -> None:
        run = command("school", "check", district.bureau)
        assert run.code == 1

    def test_a_store_that_is_not_there_is_an_error_of_the_environment(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("school", "check", tmp_path / "none.yhs")
        assert run.code == 3
        assert "找不到" in run.err

    def test_a_second_program_is_told_who_has_the_store(self, store: Path) -> None:
        holder = subprocess.Popen(
            [
                sys.executable,
                "-c",
                HOLD,
                str(store),
                str(ROOT),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline().strip() == "open"
            second = subprocess.run(
                [sys.executable, str(ROOT / "main.py"), "school", "submit", str(store)],
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            holder.communicate("")
        assert second.returncode == 3
        assert "打开" in second.stderr
        assert "Traceback" not in second.stderr
