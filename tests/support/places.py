"""Where the project lies and what its tests read; a test that moves still finds both."""

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
"""The folder of the project."""
DATA: Final = ROOT / "tests" / "data"
EXAMPLES: Final = DATA / "examples"
"""Filled returns, one for each type of school."""
