"""A window asks before files are replaced: the dialog for saving itself, once for all in a folder."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from ui.dialogs.file_dialog import _OWN_DIALOG, FileDialog
from ui.recent import remember_folder
from ui.theme import Theme


@pytest.mark.skipif(not _OWN_DIALOG, reason="there the system's dialog asks")
@pytest.mark.parametrize("agrees", [True, False])
def test_the_dialog_for_saving_asks_before_a_file_is_chosen_that_exists(
    agrees: bool, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    path = tmp_path / "填报模板.xlsx"
    path.write_bytes(b"x")
    remember_folder(tmp_path)  # dialogs begin where the user was last
    dialog = FileDialog(None, "保存", "Excel 工作簿 (*.xlsx)").for_saving(str(path))
    qtbot.addWidget(dialog)
    dialog.show()
    asked: list[str] = []

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        kind = QMessageBox.StandardButton.Yes if agrees else QMessageBox.StandardButton.No
        box.button(kind).click()

    QTimer.singleShot(0, answer)
    dialog.accept()
    assert len(asked) == 1
    assert path.name in asked[0]
    assert bool(dialog.result()) is agrees
