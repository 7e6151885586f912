"""The ratchet names what is missing, and only in the modules it holds."""

from pathlib import Path

from coverage import Coverage

from tests.house.coverage_ratchet import Gap, gaps, listed, report_of
from tests.house.sources import project_files

REPORT = {
    "files": {
        "forms/whole.py": {"missing_lines": [], "missing_branches": []},
        "forms\\deep\\half.py": {"missing_lines": [4, 5, 9], "missing_branches": [[4, 5], [2, -1]]},
        "exporters/asic/verify.py": {"missing_lines": [], "missing_branches": [[3, 7]]},
        "cli/main.py": {"missing_lines": [1], "missing_branches": []},
    }
}


def test_it_names_file_lines_and_branches() -> None:
    found = [str(gap) for gap in gaps(REPORT)]
    assert found == [
        "exporters/asic/verify.py: branches 3->7",
        "forms/deep/half.py: lines 4-5, 9; branches 2->exit",
    ]


def test_globs_choose_the_modules() -> None:
    assert listed(["a/b.py", "c/d.py"], ["a/*.py"]) == ["a/b.py"]
    assert gaps(REPORT, ["cli/*"]) == [Gap("cli/main.py", [1], [])]


def test_the_list_holds_the_core() -> None:
    held = listed(project_files())
    assert "forms/record.py" in held
    assert "tests/conftest.py" not in held


def test_it_reads_what_coverage_measured(tmp_path: Path) -> None:
    module = tmp_path / "half.py"
    module.write_text("def f(x):\n    if x:\n        return 1\n    return 2\n", encoding="utf-8")
    data = tmp_path / "data"
    measured = Coverage(data_file=str(data), branch=True, include=[str(module)], config_file=False)
    with measured.collect():
        scope: dict[str, object] = {}
        exec(compile(module.read_text(encoding="utf-8"), str(module), "exec"), scope)
        scope["f"](1)  # type: ignore[operator]  # it is the function above
    measured.save()
    again = Coverage(data_file=str(data), branch=True, config_file=False)
    (found,) = gaps(report_of(again), ["*half.py"])
    assert (found.lines, found.branches) == ([4], [(2, 4)])
