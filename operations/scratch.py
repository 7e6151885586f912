"""Where copies lie that are only looked at, until this program ends."""

import atexit
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from storage.files.temporary import scratch_folder


@cache
def folder_of_this_program() -> Path:
    """Give a folder of this program's own, made when first asked for.

    It is gone with the program; after a crash, with the next program that asks.

    Raises:
        OSError: The system's folder for temporary files cannot be written.

    """
    held = ExitStack()
    atexit.register(held.close)
    return held.enter_context(scratch_folder())
