"""Files that the program names and puts into a folder are replaced after one question for all."""

from pathlib import Path

from tests.ui.bureau.conftest import shown
from ui.bureau.evaluation.tables_page import TablesPage
from ui.bureau.face import BureauFace
from ui.desktop import Desktop


def test_tables_that_are_there_are_replaced_after_one_question(
    bureau: BureauFace, desktop: Desktop, tmp_path: Path
) -> None:
    bureau.pages.show_about("page.tables", 2024)
    tables = shown(bureau, TablesPage)
    desktop.messages.script(tmp_path)
    tables.export.click()
    changed = sorted(tmp_path.iterdir())[:2]
    for path in changed:
        path.write_bytes(path.read_bytes() + b"\n")
    mine = changed[0].read_bytes()
    desktop.messages.script(tmp_path, False)
    tables.export.click()
    question = desktop.messages.shown[-1]
    assert f"“{tmp_path}”里已有 2 个同名的文件" in question.text
    assert question.options["detail"].splitlines() == [path.name for path in changed]
    assert "一个也没有写" in tables.strip.text()
    assert changed[0].read_bytes() == mine
    desktop.messages.script(tmp_path, True)
    tables.export.click()
    assert "申报表已生成" in tables.strip.text()
    assert changed[0].read_bytes() == mine[:-1]
    desktop.messages.script(tmp_path)
    tables.export.click()  # the same again is no question
