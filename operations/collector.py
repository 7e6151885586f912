"""Python's garbage collector, kept away while much is made that stays."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused(*, for_good: bool = False) -> Iterator[None]:
    """Let nobody look for garbage while the block runs; each look walks over all that was made.

    Args:
        for_good: What is made in the block lives as long as the program, or until
            :func:`walk_again`: it, and all that was made before, is not walked over till then.

    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if for_good:
            gc.freeze()
        if was_on:
            gc.enable()


def walk_again() -> None:
    """Look for garbage in everything from now on, because much of what was to stay has gone."""
    gc.unfreeze()
