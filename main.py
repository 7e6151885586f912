"""优衡填报: choose the desktop or the command line, nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

STORES = {".yhs", ".yhb"}


def wants_desktop(arguments: list[str]) -> bool:
    """No argument, the smoke test, or one store file: the desktop; else the command line."""
    if not arguments or "--smoke" in arguments:
        return True
    return len(arguments) == 1 and Path(arguments[0]).suffix.lower() in STORES


def main(arguments: list[str]) -> int:
    """Run the face that was asked for and return the exit code."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a worker of the frozen program starts as this program again
    if wants_desktop(arguments):
        from ui.app import main as desktop

        return desktop(arguments)
    from cli.main import main as command_line

    return command_line(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
