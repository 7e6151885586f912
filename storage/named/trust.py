"""What a store has seen and must not go back behind: revocation lists and the time.

Kept as named values of the group ``floor``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.workflow import Actor
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.named.named_values import NamedValues, ValueGroup
from storage.rows import instants
from storage.rows.repository import Ledger


@dataclass(frozen=True, slots=True)
class TrustFloor:
    """What has been seen and must not go back.

    Attributes:
        crl_number: Highest number of a revocation list, 0 before the first.
        last_time: Latest time at which a signed file was accepted (UTC), or ``None``.

    """

    crl_number: int = 0
    last_time: datetime | None = None

    def raised(self, *, crl_number: int, seen_at: datetime | None) -> "TrustFloor":
        """Return the floor with these values, where they are higher."""
        times = [moment for moment in (self.last_time, seen_at) if moment is not None]
        return TrustFloor(max(self.crl_number, crl_number), max(times, default=None))

    def to_text(self) -> dict[str, str]:
        texts = {"crl_number": str(self.crl_number)}
        if self.last_time is not None:
            texts["last_time"] = instants.to_text(self.last_time)
        return texts

    @classmethod
    def from_text(cls, texts: Mapping[str, str]) -> "TrustFloor":
        """Read what :meth:`to_text` wrote; nothing at all is the lowest floor."""
        last = instants.maybe_from_text(texts.get("last_time"))
        return cls(int(texts.get("crl_number", "0")), last)


class TrustMemory:
    """The floor of one store."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._values = NamedValues(ledger, ValueGroup.FLOOR)

    def floor(self) -> TrustFloor:
        """Return the highest revocation list and latest time seen."""
        return self._values.parsed(TrustFloor.from_text)

    def raise_to(self, *, crl_number: int = 0, seen_at: datetime | None = None) -> TrustFloor:
        """Raise the floor to these values where they are higher; return it."""
        with self._ledger.transaction():
            before = self.floor()
            floor = before.raised(crl_number=crl_number, seen_at=seen_at)
            if floor != before:
                self._values.put(floor.to_text())
                touched = self._values.places(floor.to_text())
                self._ledger.note(EntryKind.FLOOR, None, touched=touched)
        return floor

    def correct_time(self, at: datetime, *, actor: Actor, reason: str) -> None:
        """Set the latest time seen back, because a clock had run ahead; the journal keeps who and why.

        Raises:
            StoreRefusal: No reason is given.

        """
        if not reason.strip():
            raise StoreRefusal("请写明校正时间的原因；原因会记入日志。")
        with self._ledger.transaction():
            before = self.floor()
            floor = TrustFloor(before.crl_number, at)
            self._values.put(floor.to_text())
            payload = {"from": before.to_text(), "to": floor.to_text()}
            touched = self._values.places(floor.to_text())
            self._ledger.note(
                EntryKind.SETTINGS, actor, payload=payload, reason=reason, touched=touched
            )
