"""What docs/team.md tells an information centre to type does what the page says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storage.engines.postgres.grants import statement_for_officer, statements_for_officers
from tests.operations.staging import District
from tests.support.places import ROOT
from tests.support.postgres import Server, binaries

PAGE = ROOT / "docs" / "team.md"
BLOCK = re.compile(r"^```(sh|sql)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def as_here(text: str, server: Server) -> str:
    """The page's command with this machine's server, program and Python."""
    here = text.replace("@db.example/", "@/").replace(
        "sslmode=verify-full", f"host={server.folder}"
    )
    return here.replace("python3 main.py", f"{sys.executable} {ROOT / 'main.py'}")


@pytest.fixture
def surroundings(postgres: Server) -> dict[str, str]:
    """An administrator's environment: the programs at hand, the server by name."""
    folder = binaries()
    assert folder is not None
    path = os.pathsep.join([str(folder), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "PGHOST": str(postgres.folder), "PGUSER": "officer"}


def test_every_command_of_the_page_works_in_its_order(
    postgres: Server, district: District, surroundings: dict[str, str], tmp_path: Path
) -> None:
    shutil.copy(district.bureau, tmp_path / "bureau.yhb")
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    assert [kind for kind, _ in blocks].count("sql") == 1
    said = []
    for kind, text in blocks:
        words = ["bash", "-euc", as_here(text, postgres)]
        if kind == "sql":
            words = ["psql", "-X", "-v", "ON_ERROR_STOP=1", "-d", "youheng", "-c", text]
        done = subprocess.run(
            words, env=surroundings, cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{text}\n{done.stdout}{done.stderr}"
        said.append(done.stdout)
    assert any("逐项相同" in text for text in said)
    assert (tmp_path / "copy.yhb").exists()
    for statement in ("DELETE FROM journal", "UPDATE journal SET reason = ''"):
        words = ["psql", "-X", "-U", "youheng_2", "-d", "youheng", "-c", statement]
        done = subprocess.run(words, env=surroundings, capture_output=True, text=True, check=False)
        assert "permission denied" in done.stderr


def test_the_page_has_the_statements_that_the_program_prints() -> None:
    text = PAGE.read_text(encoding="utf-8")
    [shown] = [block for kind, block in BLOCK.findall(text) if kind == "sql"]
    printed = [
        *statements_for_officers("youheng", "public"),
        statement_for_officer("youheng", "public", 2),
    ]
    assert shown.splitlines() == printed


def test_the_page_is_about_the_options_the_program_has() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"bureau (\w+)", text)) <= {
        *(
            "new",
            "copy",
            "evaluate",
            "history",
            "backup",
            "backups",
            "restore",
            "officer",
            "upgrade",
        )
    }
