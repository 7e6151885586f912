"""What the officer hands out from the page of the evaluation: the data of the district."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from tests.ui.bureau.conftest import shown
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.face import BureauFace
from ui.desktop import Desktop


@pytest.fixture
def evaluation(bureau: BureauFace) -> EvaluationPage:
    bureau.pages.show_page("page.evaluation")
    return shown(bureau, EvaluationPage)


def test_the_data_of_the_district_are_written_where_the_officer_says(
    evaluation: EvaluationPage, desktop: Desktop, tmp_path: Path
) -> None:
    folder = tmp_path / "data"
    desktop.messages.script(folder)
    evaluation.data.click()
    assert (folder / "datapackage.json").stat().st_size > 0
    assert evaluation.strip.text().startswith("2 所学校的数据已导出：34 张 CSV 表")
    assert any("打开文件夹" in made.text() for made in evaluation.strip.findChildren(QPushButton))


def test_a_short_title_is_whole_beside_many_buttons(evaluation: EvaluationPage) -> None:
    title = evaluation.title
    assert title.text() == "全区评估"
    assert title.minimumSizeHint().width() >= title.fontMetrics().horizontalAdvance("全区评估")
