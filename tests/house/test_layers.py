"""Dependencies point one way, and the core never needs Qt."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.house.sources import project_files
from tests.support.places import ROOT

CORE = ("cli", "operations", "exporters", "storage", "forms", "resources")

LINT = """
import sys
from importlinter.cli import lint_imports_command
sys.exit(lint_imports_command(["--no-cache", *sys.argv[1:]]))
"""

IMPORT_ALL = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
loaded = sorted({name.partition(".")[0] for name in sys.modules})
print("\\n".join(loaded))
"""

FAULTS = {
    "forms/planted.py": "import storage\n",
    "storage/planted.py": "import exporters\n",
    "exporters/planted.py": "import sqlite3\n",
    "operations/planted.py": "from PySide6.QtCore import QObject\n",
    "cli/planted.py": "import ui\n",
    "ui/planted.py": "import sqlite_utils\n",
    "ui/planted_store.py": "import storage\n",
    "ui/planted_rule.py": "from forms.expr import parse\n",
    "ui/planted_context.py": "from forms.live import context\n",
    "operations/planted_format.py": "import openpyxl\n",
    "operations/planted_server.py": "from storage.engines.postgres import store\n",
    "storage/planted_server.py": "from storage.engines.postgres import store\n",
    "storage/engines/postgres/planted_store.py": "import storage.bureau\n",
    "storage/database/planted_school.py": "import storage.school\n",
    "resources/planted.py": "import forms\n",
}


def run(code: str, *words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *words],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def modules(package: str) -> list[str]:
    names = [name for name in project_files() if name.startswith(f"{package}/")]
    dotted = [name.removesuffix(".py").replace("/", ".") for name in names if name.endswith(".py")]
    return [name.removesuffix(".__init__") for name in dotted if not name.endswith("__main__")]


def inner_modules(settings: str) -> list[str]:
    """The modules below our packages that contracts name; import-linter wants them there."""
    contracts = tomllib.loads(settings)["tool"]["importlinter"]["contracts"]
    kinds = ("forbidden_modules", "protected_modules", "allowed_importers")
    named = {name for contract in contracts for kind in kinds for name in contract.get(kind, ())}
    for contract in contracts:
        layers = " | ".join(contract.get("layers", ())).split(" | ")
        named |= {f"{at}.{layer}" for at in contract.get("containers", ()) for layer in layers}
    return sorted(name for name in named if name.partition(".")[0] in CORE and "." in name)


def test_everything_but_ui_works_without_qt() -> None:
    names = [name for package in CORE for name in modules(package)]
    done = run(IMPORT_ALL, *names)
    assert done.returncode == 0, done.stderr
    assert not {"PySide6", "shiboken6"} & set(done.stdout.split())


def test_the_start_of_the_command_line_loads_nothing_heavy() -> None:
    done = run(IMPORT_ALL, "main", "cli.main")
    assert done.returncode == 0, done.stderr
    assert not {"openpyxl", "reportlab", "pyhanko", "PySide6"} & set(done.stdout.split())


def test_the_contracts_hold() -> None:
    done = run(LINT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_catch_each_planted_import(tmp_path: Path) -> None:
    for package in (*CORE, "ui"):
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("", encoding="utf-8")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    for name in inner_modules(settings):
        path = tmp_path.joinpath(*name.split("."))
        path.mkdir(parents=True, exist_ok=True)
        for folder in (path, path.parent):
            (folder / "__init__.py").write_text("", encoding="utf-8")
    clean = run(LINT, cwd=tmp_path)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    for name, line in FAULTS.items():
        (tmp_path / name).write_text(line, encoding="utf-8")
    done = run(LINT, cwd=tmp_path)
    missed = [
        name for name in FAULTS if name.removesuffix(".py").replace("/", ".") not in done.stdout
    ]
    assert (done.returncode, missed) == (1, [])
