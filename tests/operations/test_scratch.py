"""The folder for copies that are only looked at is gone when the program has ended."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
from operations.scratch import folder_of_this_program
folder = folder_of_this_program()
folder.joinpath("copy.pdf").write_bytes(b"x")
assert folder_of_this_program() == folder
print(folder)
"""


@pytest.mark.parametrize("end", ["", "raise SystemExit(3)", "raise KeyboardInterrupt"])
def test_it_goes_however_the_program_ends(tmp_path: Path, end: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM + end],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)},
    )
    assert done.stdout.startswith(str(tmp_path))
    assert list(tmp_path.iterdir()) == []
