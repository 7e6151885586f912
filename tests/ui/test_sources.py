"""What the source of ui/ must not contain, and what it must find."""

import re
import subprocess
import sys

import pytest

from resources import resource
from tests.support.places import ROOT

SOURCES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "ui").rglob("*.py"))
ICON = re.compile(r"""(?:icon|set_icon|pixmap)\w*\(?[=(]?(?:\w+, )?"([a-z]+(?:-[a-z0-9]+)*)\"""")
RAW_WIDGETS = re.compile(r"\b(QComboBox|QSpinBox|QDoubleSpinBox|QDateEdit|QCheckBox)\(\)")
MAY_ASK = {"ui/app.py", "ui/dialogs/prompts.py", "ui/dialogs/file_dialog.py"}
HEAVY = ("openpyxl", "reportlab", "pyhanko", "sqlite_utils", "pyrage", "cryptography", "sqlite3")


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SOURCES)
def test_every_icon_that_is_named_exists(name: str) -> None:
    missing = [
        icon
        for icon in ICON.findall(text_of(name))
        if not resource("icons", f"{icon}.svg").is_file()
    ]
    assert missing == []


@pytest.mark.parametrize("name", SOURCES)
def test_no_bare_widget_whose_value_the_wheel_or_style_spoils(name: str) -> None:
    if name.startswith("ui/parts/controls/"):
        return
    assert RAW_WIDGETS.findall(text_of(name)) == []


@pytest.mark.parametrize("name", SOURCES)
def test_only_tasks_makes_threads_and_only_messages_asks(name: str) -> None:
    text = text_of(name)
    if name != "ui/tasks.py":
        assert not re.search(r"\b(QThread|QRunnable|ThreadPoolExecutor|Thread)\(", text)
    if name not in MAY_ASK:
        assert not re.search(r"\.exec\(\)|QMessageBox|QFileDialog|QInputDialog", text)
    assert "processEvents" not in text
    assert "setStyleSheet" not in text or name == "ui/theme.py"


def test_the_first_window_loads_nothing_heavy() -> None:
    code = (
        "import sys; from ui.app import main; code = main(['--smoke']);"
        f"print(code, [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "0 []", done.stderr
