"""A rehearsal of an import: what would become of every file, and nothing of it is kept."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from operations.bureau_file import Desk
from operations.bureau_import import ImportResult, Progress, import_packages


class _Undone(Exception):  # noqa: N818 - never seen by anybody
    """Ends the transaction of a rehearsal."""


def rehearse(
    desk: Desk,
    paths: Sequence[Path],
    *,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> list[ImportResult]:
    """Import files as if in earnest, inside a transaction that is undone at the end.

    So the verdicts are exactly those of the import itself, chain and duplicates included.
    """
    results: list[ImportResult] = []
    with suppress(_Undone), desk.store.transaction():
        results.extend(import_packages(desk, paths, progress=progress, cancelled=cancelled))
        raise _Undone
    return results
