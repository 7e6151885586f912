"""The first page: light, and quiet about what went wrong last time."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from forms.workflow import Move
from operations.failures.crash_log import last_crash
from operations.failures.logbook import log_path
from operations.school.store import create_school
from operations.version import VERSION
from tests.support.places import ROOT
from tests.ui.conftest import CLERK
from tests.ui.keys import press
from ui.app import make_window
from ui.desktop import Desktop
from ui.kinds import BUREAU, SCHOOL, kind_of
from ui.recent import remember
from ui.shell import MainWindow
from ui.start.about import AboutDialog
from ui.start.crash_line import CrashLine
from ui.start.recent_list import RecentList

FIRST_WINDOW = """
import json, sys
from ui.app import make_application, make_desktop, make_window
application = make_application([])
desktop = make_desktop(application)
desktop.theme.ask_system = lambda: None  # asked after a while, which a slow machine takes for this
window = make_window(desktop)
window.show()
application.processEvents()
window.start_page.refresh()
application.processEvents()
from PySide6 import QtCore, QtGui, QtWidgets
names = [name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)]
print(json.dumps({"modules": sorted(sys.modules), "names": names}))
import os
sys.stdout.flush()
os._exit(0)
"""

OPEN_SCHOOL = """
import json, linecache, os, sys
from pathlib import Path
from tests.bench.stall_scene import opened
face = opened(Path(sys.argv[1]))
print(json.dumps({"modules": sorted(sys.modules), "sources": sorted(linecache.cache)}))
sys.stdout.flush()
os._exit(0)
"""

BRIEFING = """
import json, os, sys
from pathlib import Path
from ui.tasks import TaskRunner
TaskRunner.after_painting = lambda *_, **__: None  # what it does then loads what it needs
from tests.bench.stall_scene import opened
face = opened(Path(sys.argv[1]))
rows = face.pages.currentWidget().briefing.verdicts.rows.rows
from PySide6 import QtGui
loaded = {"modules": sorted(sys.modules), "names": list(vars(QtGui)), "rows": len(rows)}
print(json.dumps(loaded))
sys.stdout.flush()
os._exit(0)
"""

NEEDED_LATER = {
    "the bureau's side": {"storage.bureau", "operations.bureau", "ui.bureau", "forms.evaluation"},
    "packages and keys": {"exporters.asic.verify", "exporters.asic.bureau_files", "exporters.age"},
    "what an edit does": {"forms.effects", "storage.answers.making", "operations.entry.steps"},
    "files of answers": {"operations.entry.attachments", "operations.files"},
    "passphrases": {"operations.passphrases", "zxcvbn"},
    "proofs and advice on faults": {"storage.replay", "difflib"},
    "heavy libraries": {"cryptography", "pyhanko", "openpyxl", "reportlab", "sqlite_utils"},
}
"""What a school's window does without until a step needs it, on the page of the review too."""

NEEDED_SELDOM = {
    "certificates": {"exporters.pki.certificates", "exporters.pki.requests", "forms.exchange"},
    "what went wrong in words": {"operations.failures.explain"},
}
"""What it does without as long as the school is not enrolled and nothing goes wrong."""

NEEDED_AFTER_THE_BRIEFING = {
    "what would be signed": {"operations.school.signing.confirm", "forms.document.reading"},
    "the answers one by one": {"operations.school.review.reading", "forms.live.compare"},
    "fields and tables": {"ui.editors.view", "ui.models.form_table", "operations.entry.block"},
    "remarks": {"ui.editors.remarks", "operations.school.points.points"},
}
"""What the principal's page does without until the briefing is painted."""


def made_stores(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}号小学-2024.yhs" for number in range(count)]
    for path in paths:
        path.touch()
    return paths


def made_school(folder: Path, *, submitted: bool = False) -> Path:
    path = folder / "school.yhs"
    with create_school(
        path, school_code="4201040001", school_name="样例学校", period=2024, actor=CLERK
    ) as store:
        if submitted:
            store.move(Move.SUBMIT, actor=CLERK)
    return path


def started(code: str, *arguments: Path) -> dict[str, Any]:
    """What a program of its own prints about itself."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    found: dict[str, Any] = json.loads(subprocess.check_output(command))
    return found


@pytest.mark.parametrize("stores", [0, 3])
def test_the_first_window_loads_neither_stores_nor_forms_nor_every_name_of_qt(
    tmp_path: Path, stores: int
) -> None:
    for path in made_stores(tmp_path, stores):
        remember(path)
    found = started(FIRST_WINDOW)
    packages = {name.partition(".")[0] for name in found["modules"]}
    assert not packages & {"storage", "exporters", "forms", "sqlite3", "sqlite_utils", "openpyxl"}
    assert not {"ui.face", "ui.dialogs.prompts", "ui.start.new_store_page"} & set(found["modules"])
    assert not {"Qt", "QStyle", "QEvent"} & set(found["names"])
    assert "QPushButton" in found["names"]


def test_a_schools_window_loads_what_typing_needs_and_reads_no_sources(tmp_path: Path) -> None:
    found = started(OPEN_SCHOOL, made_school(tmp_path))
    loaded = set(found["modules"])
    later = {**NEEDED_LATER, **NEEDED_SELDOM}
    assert {why: names & loaded for why, names in later.items() if names & loaded} == {}
    assert "ui.entry.section_page" in loaded
    # PySide6's own import would have read the source of every module.
    assert [name for name in found["sources"] if Path(name).parent.name == "entry"] == []


def test_the_page_of_the_review_loads_neither_editors_nor_packages(tmp_path: Path) -> None:
    loaded = set(started(OPEN_SCHOOL, made_school(tmp_path, submitted=True))["modules"])
    assert {why: names & loaded for why, names in NEEDED_LATER.items() if names & loaded} == {}
    assert "ui.school.review.review_page" in loaded
    assert not loaded & {
        "ui.entry.section_page",
        "operations.school.signing.sign",
        "operations.journal.history",
    }


def test_the_briefing_is_shown_before_what_is_signed_is_loaded(tmp_path: Path) -> None:
    found = started(BRIEFING, made_school(tmp_path, submitted=True))
    later = {**NEEDED_LATER, **NEEDED_SELDOM, **NEEDED_AFTER_THE_BRIEFING}
    loaded = set(found["modules"])
    assert {why: names & loaded for why, names in later.items() if names & loaded} == {}
    assert found["rows"]
    assert "QGradient" not in found["names"]


def test_a_tree_that_is_kept_ready_needs_nothing_that_reads_expressions() -> None:
    code = "import sys, operations.packs.kept; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"forms.expr.parser", "forms.expr.syntax", "forms.loader"} & set(done.stdout.split())


@pytest.mark.parametrize(
    ("name", "kind"), [("a.yhs", SCHOOL), ("A.YHB", BUREAU), ("a.xlsx", None), ("yhs", None)]
)
def test_a_file_tells_its_kind_by_its_name(name: str, kind: object) -> None:
    assert kind_of(Path(name)) is kind


@pytest.mark.parametrize(
    ("typed", "file"), [("新库", "新库.yhs"), ("3.5 班", "3.5 班.yhs"), ("库.YHS", "库.YHS")]
)
def test_a_name_typed_without_its_end_gets_it(typed: str, file: str) -> None:
    assert SCHOOL.complete(Path(typed)) == Path(file)


def test_a_recent_store_is_opened_by_click_or_key_and_a_long_name_fits(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    recent = RecentList()
    qtbot.addWidget(recent)
    paths = [*made_stores(tmp_path, 2), tmp_path / f"{'很长的校名' * 12}-2024.yhb"]
    paths[-1].touch()
    recent.show_places(paths)
    recent.resize(300, 200)
    recent.show()
    opened: list[Path] = []
    recent.chosen.connect(opened.append)
    recent.rows[0].click()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        press(recent.rows[1], key)
    assert opened == [paths[0], paths[1], paths[1]]
    assert recent.minimumSizeHint().width() < 300
    assert recent.rows[2].toolTip() == str(paths[2])
    assert "局端" in recent.rows[2].accessibleName()
    recent.show_places(paths[:1])
    assert [row.place for row in recent.rows] == paths[:1]


def test_the_stores_opened_lately_are_listed_once_the_window_is_there(
    desktop: Desktop, qtbot: QtBot, tmp_path: Path
) -> None:
    (store,) = made_stores(tmp_path, 1)
    remember(store)
    window = make_window(desktop)
    qtbot.addWidget(window)

    def listed() -> list[object]:
        recent = window.start_page.recent
        return [] if recent is None else [row.place for row in recent.rows]

    assert listed() == []
    qtbot.waitUntil(lambda: listed() == [store])
    assert listed() == [store]


@pytest.fixture
def crash() -> Path:
    left = log_path().with_name("crash-77.log")
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"Fatal Python error: Segmentation fault\n")
    found = last_crash()
    assert found is not None
    return found


def crashed(desktop: Desktop, qtbot: QtBot, crash: Path) -> tuple[MainWindow, CrashLine]:
    window = make_window(desktop)
    qtbot.addWidget(window)
    window.start_page.show_crash(crash)
    window.show()
    line = window.findChild(CrashLine)
    assert line is not None
    return window, line


def test_a_crash_is_told_in_one_line_and_can_be_dismissed(
    desktop: Desktop, qtbot: QtBot, crash: Path
) -> None:
    _, line = crashed(desktop, qtbot, crash)
    assert line.isVisible()
    line.dismiss.click()
    assert not line.isVisible()
    assert last_crash() is None


def test_the_first_page_tells_what_an_interruption_can_cost(desktop: Desktop, qtbot: QtBot) -> None:
    window = make_window(desktop)
    qtbot.addWidget(window)
    shown: list[dict[str, str]] = []

    def read(dialog: AboutDialog) -> bool:
        shown.append(dict(dialog.facts.facts()))
        return True

    desktop.messages.script(read)
    window.start_page.about.click()
    (facts,) = shown
    assert facts["版本"] == VERSION
    promised = (ROOT / "docs/reliability.md").read_text(encoding="utf-8")
    for said in ("正在输入、停手不到 0.8 秒，或窗口还写着“正在保存”的", "通常"):
        assert said in facts["意外中断"]
        assert said in promised
    assert facts["程序日志"] == str(log_path())


def test_the_record_of_a_crash_can_be_saved_and_stays(
    desktop: Desktop, qtbot: QtBot, crash: Path, tmp_path: Path
) -> None:
    window, line = crashed(desktop, qtbot, crash)
    desktop.messages.script(None, str(tmp_path / "记录.log"), str(tmp_path / "没有" / "记录.log"))
    line.save.click()
    assert window.start_page.strip.text() == ""
    line.save.click()
    assert "记录.log" in window.start_page.strip.accessibleName()
    assert "打开文件夹" in window.start_page.strip.findChildren(QPushButton)[-1].text()
    assert b"Segmentation fault" in (tmp_path / "记录.log").read_bytes()
    line.save.click()
    assert window.start_page.strip.property("tone") == "error"
    assert line.isVisible()


def test_a_record_that_is_gone_is_said(desktop: Desktop, qtbot: QtBot, crash: Path) -> None:
    window, line = crashed(desktop, qtbot, crash)
    crash.unlink()
    line.dismiss.click()
    assert window.start_page.strip.property("tone") == "error"
