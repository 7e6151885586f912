"""The backups of a store, what each holds, and what going back to it would lose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from operations.any_store import AnyStore
from operations.copies.comparison import CopyComparison, Kinship, compare_copies
from operations.copies.contents import Contents, read_contents
from operations.errors import OperationError
from operations.failures.explain import Failure, explain
from storage.backups.dated import BEFORE_UPGRADE, SCHEDULED, backups_of, made_at, reason_of
from storage.errors import StoreError

_REASONS = {SCHEDULED: "自动", BEFORE_UPGRADE: "升级前"}


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup.

    Attributes:
        path: The file.
        made: When it was made (UTC).
        size: In bytes.
        origin: How it came about, in a word.
        contents: What it holds; ``None`` if it cannot be opened.
        comparison: How it stands to the store, ``None`` where one of them cannot be read.
        failure: Why it cannot be opened, if it cannot.

    """

    path: Path
    made: datetime
    size: int
    origin: str
    contents: Contents | None = None
    comparison: CopyComparison | None = None
    failure: Failure | None = None

    @property
    def summary(self) -> str:
        """What going back to it means, in one sentence."""
        if self.failure is not None:
            return self.failure.message
        if self.comparison is None:
            return "现在的库读不出来，不能比较。"
        return _SUMMARIES[self.comparison.relation]


def explained(one: Backup) -> list[str]:
    """Say what a backup is to the store: a summary, what would be lost, what would be gained."""
    lines = [one.summary]
    if one.comparison is not None:
        lines += [f"现在的库有、它没有的：{text}" for text in one.comparison.lost]
        lines += [f"它有、现在的库没有的：{text}" for text in one.comparison.gained]
        if count := len(one.comparison.differences):
            lines.append(f"内容不同的有 {count} 处。")
    return lines


_SUMMARIES = {
    Kinship.SAME: "与现在的库完全一样，不用恢复。",
    Kinship.EARLIER: "现在的库是接着它做的。恢复它，会失去下列内容。",
    Kinship.LATER: "它比现在的库新：有下列内容是现在的库没有的。",
    Kinship.DIVERGED: "它和现在的库从同一份开始，后来各填各的，合不到一起。两边各有下列内容。",
    Kinship.UNRELATED: "它不是这个库的备份，是另外建立的一个库。",
}


@dataclass(frozen=True, slots=True)
class Survey:
    """The backups of a store.

    Attributes:
        path: The store.
        store: What it holds now; ``None`` if it cannot be opened.
        failure: Why it cannot be opened, if it cannot.
        backups: Newest first.

    """

    path: Path
    store: Contents | None
    failure: Failure | None
    backups: tuple[Backup, ...]


def survey(store: AnyStore, also: Sequence[Path] = ()) -> Survey:
    """Look at all backups of an open store.

    Args:
        store: The store, open in any way.
        also: Backups that lie elsewhere.

    """
    found = _looked_at(type(store), store.path, also, store)
    return Survey(store.path, read_contents(store), None, found)


def survey_closed(kind: type[AnyStore], path: Path, also: Sequence[Path] = ()) -> Survey:
    """Look at all backups of a store that is not open here and perhaps cannot be opened."""
    try:
        store = kind.look(path)
    except (StoreError, OSError) as error:
        return Survey(path, None, explain(error), _looked_at(kind, path, also, None))
    with store:
        return survey(store, also)


def look_at(kind: type[AnyStore], copy: Path, store: AnyStore | None) -> Backup:
    """Look at one backup and compare it with the store, where that can be read.

    Raises:
        OSError: There is no such file.

    """
    found = copy.stat()
    made = made_at(copy) or datetime.fromtimestamp(found.st_mtime, UTC)
    origin = _REASONS.get(reason_of(copy), "另存")
    try:
        with kind.look(copy) as opened:
            contents = read_contents(opened)
            comparison = None if store is None else compare_copies(store, opened)
    except (StoreError, OperationError, OSError) as error:
        return Backup(copy, made, found.st_size, origin, failure=explain(error))
    return Backup(copy, made, found.st_size, origin, contents, comparison)


def _looked_at(
    kind: type[AnyStore], path: Path, also: Sequence[Path], store: AnyStore | None
) -> tuple[Backup, ...]:
    found = [look_at(kind, copy, store) for copy in dict.fromkeys((*also, *backups_of(path)))]
    return tuple(sorted(found, key=lambda one: one.made, reverse=True))
