"""Run the fuzzer on one target or on all, for a bounded time."""

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Read the command line; 0 when nothing was found, 1 when something was, 3 without atheris."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="?")
    parser.add_argument("--seconds", type=int, default=60, help="time for each target")
    options = parser.parse_args()
    if options.target not in {None, "all"}:
        return fuzz(options.target, seconds=options.seconds)
    names = list(importlib.import_module("tests.fuzz.targets").TARGETS)
    if options.target is None:
        print("\n".join(names))
        return 0
    words = [sys.executable, "-m", "tests.fuzz"]
    codes = [subprocess.call([*words, name, "--seconds", str(options.seconds)]) for name in names]
    return max(map(abs, codes))


def fuzz(name: str, *, seconds: int) -> int:
    """Fuzz one target from its seeds; libFuzzer ends the process itself when it finds something."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        print("atheris is not installed, see tests/fuzz/__init__.py", file=sys.stderr)
        return 3
    # Only what is imported in here is watched: our readers, not the libraries below them.
    with atheris.instrument_imports(include=["exporters", "forms"]):
        targets = importlib.import_module("tests.fuzz.targets").TARGETS
    if name not in targets:
        print(f"no such target: {name}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(targets[name].seeds()):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
        atheris.Setup(
            [sys.argv[0], folder, f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20"],
            targets[name].feed,
        )
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
