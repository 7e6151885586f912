"""What the source of ui/ must not contain, and what it must find."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from resources import resource

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "ui").rglob("*.py"))
ICON = re.compile(r"""(?:icon|set_icon|pixmap)\w*\(?[=(]?(?:\w+, )?"([a-z]+(?:-[a-z0-9]+)*)\"""")
RAW_WIDGETS = re.compile(r"\b(QComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QCheckBox)\(\)")
HEAVY = ("openpyxl", "reportlab", "pyhanko", "sqlite_utils", "pyrage", "cryptography", "sqlite3")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_icon_that_is_named_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing = [
        name for name in ICON.findall(text) if not resource("icons", f"{name}.svg").is_file()
    ]
    assert missing == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_bare_widget_whose_value_the_wheel_or_style_spoils(path: Path) -> None:
    if path.parent.name == "parts":
        return
    assert RAW_WIDGETS.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_tasks_makes_threads_and_only_messages_asks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.name != "tasks.py":
        assert not re.search(r"\b(QThread|QRunnable|ThreadPoolExecutor|Thread)\(", text)
    if path.name not in {"dialogs.py", "file_dialogs.py"}:
        assert not re.search(r"\.exec\(\)|QMessageBox|QFileDialog|QInputDialog", text) or (
            path.name == "app.py"
        )
    assert "processEvents" not in text
    assert "setStyleSheet" not in text or path.name == "theme.py"


def test_the_first_window_loads_nothing_heavy() -> None:
    code = (
        "import sys; from ui.app import main; code = main(['--smoke']);"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "0 []", done.stderr
