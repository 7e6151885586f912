"""The name of the person at this computer, on systems that know none."""

import getpass

import pytest

from operations.person import name_here


def test_the_name_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "李老师")
    assert name_here() == "李老师"


@pytest.mark.parametrize("error", [ImportError("pwd"), KeyError("uid"), OSError("no user")])
def test_a_system_without_one(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert name_here() == "未署名"
