"""What of this machine goes into a bare Debian, and what is said when there cannot be one."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest

import dev
from tests.house import bare


def test_a_wrong_call_is_told_how_to_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bare.main(["trixie"])
    assert ended.value.code == dev.USAGE
    assert "dev.py bare 版本" in capsys.readouterr().err


def test_only_root_can(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        bare.main(["trixie", "test"])
    assert ended.value.code == dev.ENVIRONMENT
    assert "由管理员（root）" in capsys.readouterr().err


class Recorded(bare.Bare):
    """A Debian that only says what would be run in it."""

    made: ClassVar[list[str]] = []
    ran: ClassVar[list[tuple[str, list[str]]]] = []
    minor: ClassVar[dict[str, int]] = {"forky": 15, "trixie": 13}

    def __init__(self, suite: str) -> None:
        super().__init__(Path("/nowhere"))
        self._suite = suite

    def python(self) -> tuple[int, int]:
        return (3, self.minor[self._suite])

    def dev(self, user: str, words: Sequence[str]) -> int:
        self.ran.append((user, list(words)))
        return 7


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> type[Recorded]:
    def make(suite: str, root: Path) -> Recorded:
        del root
        Recorded.made.append(suite)
        return Recorded(suite)

    Recorded.made, Recorded.ran = [], []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev, "require", lambda *needs: None)
    monkeypatch.setattr(bare.Bare, "make", make)
    return Recorded


def test_a_suite_whose_python_is_too_new_gives_way(recorded: type[Recorded]) -> None:
    assert bare.main(["forky,trixie", "test", "-q"]) == 7
    assert recorded.made == ["forky", "trixie"]
    assert recorded.ran == [("root", ["test", "-q"])]


def test_a_suite_that_cannot_be_made_gives_way(
    recorded: type[Recorded], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del recorded

    def broken(suite: str, root: Path) -> Recorded:
        raise bare.NotMadeError(f"{suite} {root.name}: no such suite")

    monkeypatch.setattr(bare.Bare, "make", broken)
    assert bare.main(["forky,trixie", "test"]) == dev.ENVIRONMENT
    said = capsys.readouterr().err
    assert "forky 没有建成。" in said
    assert "trixie root: no such suite" in said


def test_a_user_gets_the_system_packages_from_root(recorded: type[Recorded]) -> None:
    assert bare.main(["trixie", "--user", "test"]) == 7
    assert recorded.ran == [("root", ["setup"]), ("tester", ["test"])]
