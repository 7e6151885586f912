"""What this computer takes of an import that others may be doing from the same folder at the same time.

Each file is claimed by the digest of its bytes before it is examined (:mod:`storage.bureau.claims`), so
that none is examined twice. Where nobody else can be at work, nothing is claimed.
"""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from forms.exchange import Code, Level
from operations.bureau.intake.settling import ImportResult
from operations.bureau.store import Desk
from operations.files import shown_name
from storage.bureau.claims import Claim, ClaimStanding
from storage.bureau.import_log import ImportRecord
from storage.errors import StoreError


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A file that another session has.

    Attributes:
        who: Who, at which computer (Chinese).
        record: What came of it; ``None`` while it is examined.

    """

    who: str
    record: ImportRecord | None


class ImportShare:
    """The part that one import has of the files; what it has not settled at its end is free for others."""

    def __init__(self, desk: Desk) -> None:
        self._claims = desk.store.claims
        self._log = desk.store.import_log
        self._person = desk.actor.name
        self._since = self._log.last_line()
        self._digests: dict[Path, str] = {}
        self._ours: set[str] = set()
        self._elsewhere: dict[Path, Elsewhere] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._digests:
            with suppress(StoreError):  # a connection that is gone has given them back itself
                self._claims.give_back()

    @property
    def elsewhere(self) -> Mapping[Path, Elsewhere]:
        """The files that others have or had."""
        return self._elsewhere

    @property
    def held(self) -> list[Path]:
        """The files that others are examining."""
        return [path for path, other in self._elsewhere.items() if other.record is None]

    def take(self, path: Path) -> bool:
        """Claim a file; whether it is ours to examine."""
        if not self._claims.are_needed:
            return True
        digest = self._digests.get(path) or _digest(path)
        # What nobody can read the examination speaks of; of equal files the first is ours already.
        if digest is None or digest in self._ours:
            return True
        claim = self._claims.take(digest, person=self._person, since=self._since)
        if claim.standing is ClaimStanding.OURS:
            self._digests[path] = digest
            self._ours.add(digest)
            self._elsewhere.pop(path, None)
            return True
        record = self._log.line(claim.log_line) if claim.log_line else None
        self._elsewhere[path] = Elsewhere(_who(claim), record)
        return False

    def settle(self, path: Path) -> None:
        """Note that the newest line of the log tells of a file, as part of the write that logs it."""
        if path in self._digests:
            self._claims.settle(self._digests[path], self._log.last_line())

    def give_back(self, path: Path) -> None:
        """Let anybody have a file that is looked at again later."""
        if path in self._digests:
            self._ours.discard(self._digests[path])
            self._claims.give_back(self._digests[path])


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def _who(claim: Claim) -> str:
    return f"{claim.person}（电脑 {claim.machine}）"


def of_others(path: Path, other: Elsewhere) -> ImportResult:
    """Say what became of a file that another session has."""
    record = other.record
    if record is None:
        message = f"{other.who}正在导入这份文件，这里不再导入。"
        return ImportResult(
            shown_name(path), Level.INVALID, Code.E_SEEN, message, accepted=False, elsewhere=True
        )
    if not record.accepted:
        message = f"{other.who}刚检查过：{record.message}"
    else:
        message = (
            f"以前已导入：{other.who}刚接收了学校 {record.school} 的第 {record.number} 号上报包。"
        )
    return ImportResult(
        shown_name(path),
        Level.INVALID if record.accepted else record.level,
        Code.E_SEEN if record.accepted else record.code,
        message,
        accepted=False,
        school=record.school,
        period=record.period,
        number=record.number,
        elsewhere=True,
    )


def left_for_later(path: Path, place: tuple[str, int]) -> ImportResult:
    """Say of a package, its school and number that those before it may be under way elsewhere."""
    school, number = place
    message = (
        f"学校 {school} 在第 {number} 号前面的上报包可能正由别的电脑导入，这一份还没有导入，"
        "也没有拒收。请稍后再导入一次。"
    )
    return ImportResult(
        shown_name(path),
        Level.INVALID,
        Code.E_GAP,
        message,
        accepted=False,
        school=school,
        number=number,
        elsewhere=True,
    )
