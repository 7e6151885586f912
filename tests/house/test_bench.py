"""The bench: what its tables say of the machine that measured them."""

import json

import pytest

from tests.bench import __main__ as bench
from tests.bench import check, machine
from tests.bench.measure import Row
from tests.bench.table import table


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another row that takes no time, and no packs kept beside the program."""
    row = Row("check", "核对", "下限", 1.0, 2.0, 3.0)
    monkeypatch.setattr(check, "rows", lambda: [row])
    monkeypatch.setattr(bench, "keep_packs", lambda *_, **__: None)


@pytest.mark.parametrize("names", [["check"], ["machine", "check"]])
def test_each_table_ends_with_how_quick_the_machine_is(
    capsys: pytest.CaptureFixture[str], names: list[str]
) -> None:
    assert bench.main(["--json", *names]) == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [row["name"] for row in rows] == ["check", "machine"]
    assert rows[-1]["limit"] is None
    assert rows[-1]["within"]
    assert rows[-1]["value"] > 0


def test_it_is_written_without_a_budget() -> None:
    (row,) = machine.rows()
    line, words = table([row]).splitlines()[1:]
    assert line.startswith("machine")
    assert "≤" not in line
    assert "这台机器做一段固定的 Python 计算" in words


def test_the_work_is_the_same_wherever_and_whenever_it_is_done() -> None:
    """Other work could not be compared with tables that are written down already."""
    assert machine.fixed_work() == (
        "314499607964878979482276006169535773924987/1181701275079872494314132354835801755200"
        " 57600 127"
    )
