"""What belongs to the project, with git and without."""

from pathlib import Path

from tests.house.sources import files_without_git, project_files


def test_what_a_user_leaves_beside_an_unpacked_archive_is_not_ours(tmp_path: Path) -> None:
    ours = ("main.py", "ui/app.py", ".ci/run")
    others = ("演示区/bureau.yhb", "表册.html", ".venv/bin/x.py", "ui/__pycache__/app.pyc")
    for name in (*ours, *others):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert files_without_git(tmp_path) == tuple(sorted(ours))


def test_a_package_of_tests_lies_in_one() -> None:
    """Else pytest calls it by its own name alone: tests of statistics took the place of Python's."""
    packages = {Path(name).parent for name in project_files() if name.endswith("/__init__.py")}
    tests = {package for package in packages if package.parts[0] == "tests"}
    assert {package for package in tests if package.parent not in packages | {Path()}} == set()
