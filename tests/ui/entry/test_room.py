"""What one edit sets going on the school's side: everything once."""

from collections.abc import Callable
from typing import Any

import pytest

from operations.entry.saving import SaveState, SaveStatus
from ui.school.face import SchoolFace
from ui.school.next_step import next_step

AREA = "facilities.site_area"


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every next step worked out from now on."""
    made: list[object] = []
    real: Callable[..., object] = next_step

    def counted(*args: Any, **named: Any) -> object:  # noqa: ANN401 - as the real one takes them
        made.append(real(*args, **named))
        return made[-1]

    monkeypatch.setattr("ui.school.face.next_step", counted)
    return made


def test_the_next_step_is_worked_out_once_for_an_edit(
    school: SchoolFace, worked_out: list[object]
) -> None:
    school.desk.session.set_text(AREA, "三万")
    assert len(worked_out) == 1
    assert "处理问题（1）" in school.header.next.text()
    school.desk.session.undo()
    assert len(worked_out) == 2
    assert "提交审核" in school.header.next.text()


def test_an_edit_that_changes_no_problem_leaves_the_next_step_alone(
    school: SchoolFace, worked_out: list[object]
) -> None:
    school.desk.session.set_text("profile.postcode", "430036")
    assert worked_out == []
    assert school.actions_table["return.undo"].isEnabled()


def test_one_signal_says_how_saving_stands(school: SchoolFace) -> None:
    heard: list[SaveStatus] = []
    school.desk.session.status_changed.connect(heard.append)
    school.desk.session.set_text("profile.postcode", "430036")
    assert [status.state for status in heard] == [SaveState.SAVING, SaveState.SAVED]
    assert school.header.saved.text() == heard[-1].text
