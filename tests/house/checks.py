"""Everything that can be said about the code without running it: ``python -m tests.house.checks``."""

import subprocess
import sys

from tests.support.places import ROOT

_LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command as m; sys.exit(m())"
_PROGRAM = (*("main.py", "dev.py", "ui", "cli", "operations", "exporters", "storage", "forms"),)


def _elsewhere(system: str) -> list[str]:
    """Check the program as another system sees it; the tests run where they are."""
    cache = f".mypy_cache/{system}"  # one cache for two systems would be made anew each time
    known = ["--no-warn-unreachable", "--no-warn-unused-ignores"]  # what another system may do
    return ["-m", "mypy", "--platform", system, "--cache-dir", cache, *known, *_PROGRAM]


STEPS = {
    "ruff check": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "."],
    "mypy --strict": ["-m", "mypy"],
    "mypy, Windows": _elsewhere("win32"),
    "mypy, macOS": _elsewhere("darwin"),
    "import-linter": ["-c", _LINT_IMPORTS],
    "house rules": ["-m", "tests.house.rules"],
}


def main() -> int:
    """Run every step, name those that failed; 1 when there are any."""
    failed = []
    for name, words in STEPS.items():
        print(f"── {name}", file=sys.stderr, flush=True)
        if subprocess.call([sys.executable, *words], cwd=ROOT) != 0:
            failed.append(name)
    print(f"未通过：{'、'.join(failed)}" if failed else "检查全部通过。", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
