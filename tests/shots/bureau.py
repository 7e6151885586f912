"""The bureau's window: an empty store, a demonstration, and a large district."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from forms.evaluation import FigureKey
from operations.bureau.intake.undo import Renumbering
from operations.bureau.schools.requests import request_of
from operations.bureau.store import BureauPlan, create_bureau, open_bureau
from operations.demo.run import PASSPHRASE, run_demo
from operations.school.keys.requests import last_request
from operations.school.records import SchoolStore
from tests.shots.frame import fill_screen, open_window
from tests.shots.officers import officer_scenes
from tests.ui.bureau.district import enlarge
from tests.ui.bureau.packages import of_every_standing
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.evaluation.raw_page import RawPage
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.keys.operator import OperatorDialog
from ui.bureau.schools.enrol import EnrolDialog
from ui.bureau.schools.renumber import RenumberDialog
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.store.new_page import NewBureauPage
from ui.bureau.work_page import SlipAbout
from ui.desktop import Desktop
from ui.shell import MainWindow
from ui.tasks import Progress

Scene = tuple[str, QWidget]


def scenes(desktop: Desktop, folder: Path) -> Iterator[Scene]:
    """Yield (name, window)."""
    run_demo(folder / "demo", schools=6)
    yield from district_scenes(desktop, folder, folder / "demo")


def district_scenes(desktop: Desktop, folder: Path, demo: Path) -> Iterator[Scene]:
    """The scenes, from a demonstration that is there already."""
    window = open_window(desktop)
    yield from _founding(window, folder)
    window.open_store(folder / "empty.yhb")
    face = _face(window)
    for page in ("schools", "import", "evaluation"):
        face.pages.show_page(f"page.{page}")
        yield f"bureau-empty-{page}", window
    work = folder / "work"
    shutil.copytree(demo, work)
    window.open_store(work / "bureau.yhb")
    yield from _demo(desktop, window, work)
    large = folder / "large.yhb"
    shutil.copy(demo / "bureau.yhb", large)
    enlarge(large, schools=200)
    window.open_store(large)
    yield from _large(window)
    window.close()


def _face(window: MainWindow) -> BureauFace:
    assert isinstance(window.face, BureauFace)
    return window.face


def _founding(window: MainWindow, folder: Path) -> Iterator[Scene]:
    window.start_page.new_bureau.click()
    page = window.findChild(NewBureauPage)
    assert page is not None
    page.code.setText("420104")
    page.name.setText("演示区教育局")
    page.operator.setText("王操作")
    page.due.setText("2024-10-15")
    yield "bureau-new", window
    for box, text in ((page.passphrase, PASSPHRASE), (page.root_passphrase, f"{PASSPHRASE}根")):
        box.first.setText(text)
        box.second.setText(text)
    window.desktop.messages.script(folder / "founded.yhb")
    page.accept.click()
    yield "bureau-new-done", window
    window.start_page.show_choices()
    plan = BureauPlan("420104", "演示区教育局", 2024, "王操作")
    create_bureau(folder / "empty.yhb", plan, passphrase=PASSPHRASE).desk.store.close()


def _demo(desktop: Desktop, window: MainWindow, work: Path) -> Iterator[Scene]:
    face = _face(window)
    face.pages.show_page("page.schools")
    yield "bureau-schools", window
    code = face.desk.facts.schools[0].school.code
    face.pages.show_about("page.school", code)
    yield "bureau-school", window
    result = face.desk.facts.schools[0].results[0]
    face.pages.show_about("page.figure", FigureKey(result.unit.key, 3))
    yield "bureau-figure", window
    face.pages.show_about("page.slip", SlipAbout(code, "facilities.teaching_area"))
    slip = face.pages.currentWidget()
    assert isinstance(slip, SlipPage)
    slip.reason.setPlainText("教学及辅助用房面积与不动产证不符，请核对后改正。")
    slip.comment.setText("不动产证第 3 页为 8 210 平方米，请核对。")
    slip.add.click()
    yield "bureau-slip", window
    face.pages.show_page("page.evaluation")
    evaluation = face.pages.currentWidget()
    assert isinstance(evaluation, EvaluationPage)
    evaluation.view.tabs.setCurrentWidget(evaluation.verdicts)
    yield "bureau-evaluation-items", window
    face.pages.show_about("page.tables", face.desk.facts.meta.period)
    yield "bureau-tables", window
    yield from _import(desktop, face, window, work)
    yield from _raw(desktop, face, window, work)
    yield from _dialogs(face, window, work)
    window.resize(QSize(1093, 576).boundedTo(window.screen().size()))
    face.pages.show_about("page.school", code)
    yield "bureau-small-screen", window
    fill_screen(window)
    for page in ("form", "settings", "keys", "backup", "journal"):
        face.pages.show_page(f"page.{page}")
        yield f"bureau-{page}", window
    yield from officer_scenes(desktop, face, window)


def _import(desktop: Desktop, face: BureauFace, window: QWidget, work: Path) -> Iterator[Scene]:
    files = of_every_standing(work, work / "files", passphrase=PASSPHRASE)
    face.pages.show_page("page.import")
    page = face.pages.currentWidget()
    assert isinstance(page, ImportPage)
    page.add_files(files.values())
    yield "bureau-import-chosen", window
    desktop.messages.script(PASSPHRASE)
    page.rehearse.click()
    yield "bureau-import-rehearsed", window
    page.start.click()
    yield "bureau-import-done", window
    page.tabs.setCurrentIndex(1)
    yield "bureau-import-log", window
    page.tabs.setCurrentIndex(2)
    yield "bureau-import-quarantine", window
    page.tabs.setCurrentIndex(0)
    page._on_clear()
    page.progress.begin("正在导入…", 312)
    page.progress.show_progress(Progress(87, 312, "3142010401-2024-0001.asice.age：验证通过"))
    yield "bureau-import-running", window
    page.progress.end()
    desktop.messages.script(work / "files")
    page.watch.choose.click()
    for _ in range(2):  # a file counts once it has kept its size
        page.watch.watch.look()
    yield "bureau-import-watching", window
    page.watch.stop.click()


def _raw(desktop: Desktop, face: BureauFace, window: QWidget, work: Path) -> Iterator[Scene]:
    table = work / "tables" / "district-raw.csv"
    desktop.messages.script([str(table)])
    face.pages.show_page("page.evaluation")
    evaluation = face.pages.currentWidget()
    assert isinstance(evaluation, EvaluationPage)
    evaluation.foreign.click()
    yield "bureau-raw", window
    page = face.pages.currentWidget()
    assert isinstance(page, RawPage)
    lines = table.read_text(encoding="utf-8-sig").splitlines()
    lines[3] = f"{lines[3].rpartition(',')[0]},很多"
    table.write_text("\n".join(lines), encoding="utf-8")
    page.again.click()
    page.view.show_tab(page.reading)
    page.focus_first()
    yield "bureau-raw-refused", window


def _dialogs(face: BureauFace, window: QWidget, work: Path) -> Iterator[Scene]:
    school = face.desk.facts.schools[0].school
    for name, dialog in (
        ("operator", OperatorDialog(window, name="王操作")),
        ("renumber", RenumberDialog(window, Renumbering(2, 2), name=school.name)),
    ):
        dialog.show()
        yield f"bureau-dialog-{name}", dialog
        dialog.close()
    with SchoolStore.open(next((work / "schools").iterdir()), read_only=True) as store:
        found = last_request(store)
    if found is not None:
        with open_bureau(face.desk.place, read_only=True) as bureau:
            enrol = EnrolDialog(window, request_of(bureau, found.content))
        enrol.typed.setText("1234")
        enrol.show()
        yield "bureau-dialog-enrol", enrol
        enrol.close()


def _large(window: MainWindow) -> Iterator[Scene]:
    face = _face(window)
    face.pages.show_page("page.schools")
    yield "bureau-large-schools", window
    face.pages.page("page.schools").act("missing")
    yield "bureau-large-missing", window
    face.pages.show_page("page.evaluation")
    yield "bureau-evaluation", window
    page = face.pages.currentWidget()
    assert isinstance(page, EvaluationPage)
    page.view.tabs.setCurrentIndex(1)
    page.focus_first()
    yield "bureau-evaluation-schools", window
    page.view.tabs.setCurrentWidget(page.view.strip)
    page.focus_first()
    yield "bureau-evaluation-strip", window
    page.view.show_tab(page.out)
    page.focus_first()
    yield "bureau-evaluation-out", window
