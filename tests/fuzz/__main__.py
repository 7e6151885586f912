"""Run the fuzzer on one target or on all, for a bounded time."""

import argparse
import importlib
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import TARGETS


def main() -> int:
    """Read the command line; 0 when nothing was found, 1 when something was, 3 without atheris."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="?", choices=[*TARGETS, "all"])
    parser.add_argument("--seconds", type=int, default=60, help="time for each target")
    options = parser.parse_args()
    if options.target is None:
        print("\n".join(TARGETS))
        return 0
    if options.target == "all":
        words = [sys.executable, "-m", "tests.fuzz"]
        codes = [
            subprocess.call([*words, name, "--seconds", str(options.seconds)]) for name in TARGETS
        ]
        return max(codes)
    return fuzz(options.target, seconds=options.seconds)


def fuzz(name: str, *, seconds: int) -> int:
    """Fuzz one target from its seeds; libFuzzer ends the process itself when it finds something."""
    try:
        atheris = importlib.import_module("atheris")
    except ImportError:
        print("atheris is not installed: pip install atheris", file=sys.stderr)
        return 3
    atheris.instrument_all()
    target = TARGETS[name]
    with tempfile.TemporaryDirectory() as folder:
        for number, seed in enumerate(target.seeds()):
            (Path(folder) / f"seed-{number}").write_bytes(seed)
        atheris.Setup(
            [sys.argv[0], folder, f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20"],
            target.feed,
        )
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
