"""The report to the leaders, written from the page of the evaluation."""

from pathlib import Path

from tests.ui.bureau.conftest import shown
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.face import BureauFace
from ui.desktop import Desktop


def test_the_report_to_the_leaders_is_written(
    bureau: BureauFace, desktop: Desktop, tmp_path: Path
) -> None:
    bureau.pages.show_page("page.evaluation")
    evaluation = shown(bureau, EvaluationPage)
    target = tmp_path / "报告.pdf"
    desktop.messages.script(None, target)
    evaluation.report.click()
    assert not target.exists()
    evaluation.report.click()
    assert target.read_bytes().startswith(b"%PDF")
    assert "报告已写好" in evaluation.strip.text()
