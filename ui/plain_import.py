"""Python's own ``import`` back in its place.

PySide6 puts one of its own there. It reads the source of every module imported from then on, and keeps
it in memory, to see whether the module may ask for ``__feature__`` (names in snake case). Nobody here
does, and it cost a tenth of the time to the first window and 7 MB of an open school's store.
"""

import builtins
from importlib import import_module
from typing import Final

_OWN: Final = "__orig_import__"
"""Where PySide6 keeps Python's own."""


def import_plainly() -> None:
    """Undo the replacement; nothing to do for a PySide6 that makes none."""
    import_module("PySide6.QtCore")  # with it the replacement is made, once
    builtins.__import__ = getattr(builtins, _OWN, builtins.__import__)
