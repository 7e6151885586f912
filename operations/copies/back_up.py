"""Make a backup of a store, and put one back in its place."""

import os
from contextlib import suppress
from pathlib import Path

from forms.types.visible import hidden_shown
from forms.workflow import Actor
from operations.any_store import AnyStore
from operations.errors import Misused, Refused
from operations.store_files import BUREAU_ENDING
from storage.errors import StoreError
from storage.journal.journal import JournalHead
from storage.school.meta import SchoolMeta


def back_up(store: AnyStore, target: Path | None, *, replace: bool) -> Path:
    """Make a verified copy: into a file or folder, or beside the store when there is no target.

    Args:
        store: The open store.
        target: The file or folder; ``None`` for an automatic backup.
        replace: Whether the user asked that an earlier backup there is replaced.

    Raises:
        Misused: The target is the store itself.
        storage.errors.NotReplaced: There is anything but a backup of this store.
        storage.errors.WouldReplace: There is one, and ``replace`` is false.

    """
    if target is None:
        return store.backups.make()
    file = store.place if isinstance(store.place, Path) else None
    if target.is_dir():
        ending = BUREAU_ENDING if file is None else file.suffix
        target = target / f"{store.place.stem}-backup{ending}"
    if file is not None and _is_same(target, file):
        raise Misused("备份不能写到原文件上，请换一个文件名或文件夹。")
    store.backups.write_to(target, replace=replace)
    return target


def restore(kind: type[AnyStore], path: Path, copy: Path, *, actor: Actor) -> Path | None:
    """Put a backup in the place of a store, or where there is none.

    Args:
        kind: Which of the two kinds of store.
        path: The store.
        copy: The backup.
        actor: Who restores; the journal says so.

    Returns:
        Where the store that was there was set aside, or ``None`` if there was none.

    Raises:
        Misused: The backup is the store itself.
        Refused: The store there is another school's or of another period.
        storage.errors.EnvironmentProblem: The backup is no whole store of this kind, the store is
            open, or the place cannot be written; the store is then as it was.

    """
    if _is_same(copy, path):
        raise Misused("备份就是这个库本身。请选择要恢复的备份文件。")
    _refuse_anothers(kind, path, copy)
    return kind.restore(path, copy, actor=actor)


def _is_same(one: Path, other: Path) -> bool:
    # Not Path.resolve: it has no sentence for links that lead in a circle.
    return os.path.realpath(one) == os.path.realpath(other)


def _refuse_anothers(kind: type[AnyStore], path: Path, copy: Path) -> None:
    """Refuse the backup of somebody else; a store that cannot be read has no say."""
    with suppress(StoreError, OSError, LookupError):
        # Of any version: an older backup would be upgraded, and be somebody else's all the same.
        with kind.look(path) as store, kind.look(copy) as backup:
            (code, period), (of, year) = _whose(store), _whose(backup)
            same = (code, period) == (of, year) or _begin_alike(store, backup)
        if not same:
            raise Refused(
                f"备份“{hidden_shown(copy.name)}”是 {of} {year} 年的，要恢复的库是 {code} {period}"
                " 年的，没有恢复。请选择这个库自己的备份；要另外打开那份备份，请恢复成一个新的文件名。"
            )


def _whose(store: AnyStore) -> tuple[str, int]:
    meta = store.meta
    code = meta.school_code if isinstance(meta, SchoolMeta) else meta.bureau_code
    return code, meta.period


def _begin_alike(store: AnyStore, copy: AnyStore) -> bool:
    """Whether both come from one founding; its code may have been put right since."""
    return store.journal.holds(JournalHead(1, copy.journal.entry(1).hash))
