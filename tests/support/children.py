"""Programs that tests start: they end with the test run, however that ends (on Linux)."""

import ctypes
import os
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_IS_LINUX: Final = sys.platform == "linux"

TIED: Final = ("setpriv", "--pdeathsig", "KILL") if _IS_LINUX else ()
"""Comes before a command, which it becomes; nothing is left running by a test run that was killed."""


def tie_to(parent: int) -> None:
    """Let this process, a fork, end with the one that made it.

    Args:
        parent: Number of that process.

    """
    if not _IS_LINUX:
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it has gone before this was said
        os._exit(1)
