"""How a command ends that was stopped, or met an error that nobody foresaw."""

from pathlib import Path

import pytest

from cli.main import main


def test_an_unforeseen_error_is_one_sentence_with_the_place_of_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(_path: Path, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cli.school.desk.open_school", broken)
    assert main(["school", "check", str(tmp_path / "x.yhs")]) == 3
    captured = capsys.readouterr()
    assert "youheng.log" in captured.err
    assert "Traceback" not in captured.err


def test_ctrl_c_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def stopped(_path: Path, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.school.desk.open_school", stopped)
    assert main(["school", "check", str(tmp_path / "x.yhs")]) == 1
    assert "已停止" in capsys.readouterr().err
