"""The bench: what its tables say of the machine that measured them."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

import pytest

from tests.bench import __main__ as bench
from tests.bench import check, children, district, machine, samples, stalls
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


def test_a_floor_is_started_once_for_all_that_stand_beside_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[tuple[str, str | None, str]] = []

    @contextmanager
    def delivered() -> Iterator[str]:
        yield "as pip installs it"

    def figure(code: str, folder: str | None = None, *, first: str = "") -> float:
        started.append((code, folder, first))
        return 0

    monkeypatch.setattr(children, "delivered", delivered)
    monkeypatch.setattr(children, "figure", figure)
    floors, programs = children.starts_in_turns("floor", ("new", None), ("used", "home"), rounds=3)
    turn = [("floor", None, "as pip installs it"), ("new", None, ""), ("used", "home", "")]
    assert started == turn * 5
    for starts in (floors, *programs):
        assert len(starts.processor) == len(starts.wall) == 3  # the first two do not count


def test_a_made_up_district_is_the_example_school_scaled() -> None:
    sheet = samples.example_sheet()
    name = "facilities.teaching_area"
    chance = random.Random(1)
    for number, (code, values) in enumerate(samples.district_figures(300)):
        factor = Fraction(chance.randint(50, 150), 100)
        whole = sheet.value(name)
        assert isinstance(whole, int)
        assert values[name] == int(whole * factor)
        assert values["profile.school_code"] == code == f"{4200000000 + number}"
        assert values["profile.school_name"] == f"学校{number}"


def test_a_school_is_scaled_once_for_each_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anew for each of ten thousand schools it had taken as long as evaluating them fifteen times."""
    scaled: list[object] = []
    monkeypatch.setattr(samples, "_scaled", lambda value, _factor: scaled.append(value))
    figures = list(samples.district_figures(500))
    sizes = 101
    assert len(figures) == 500
    assert len(scaled) <= sizes * len(figures[0][1])


def test_the_import_of_the_bench_ends_when_the_files_are_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It follows the page's sentences, which change without a word to the bench."""
    district.before_import.cache_clear()
    monkeypatch.setattr(district, "_SCHOOLS", 6)
    monkeypatch.setattr(stalls, "_PACKAGES", 6)
    try:
        row = stalls.importing_row()
    finally:
        district.before_import.cache_clear()
    assert row.value > 0
