"""What a school's store is about, and what must never go back; both kept as named values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.record import PackRef
from storage import instants


@dataclass(frozen=True, slots=True)
class SchoolMeta:
    """What a school's store is about.

    Attributes:
        school_code: 学校标识码.
        school_name: Name of the school.
        period: The year reported.
        pack: The pack it is filled with.
        created: When the store was made (UTC).
        bureau_code: Code of the bureau, empty before the opening file was read.

    """

    school_code: str
    school_name: str
    period: int
    pack: PackRef
    created: datetime
    bureau_code: str = ""

    def to_text(self) -> dict[str, str]:
        """Write it as named texts."""
        return {
            "school_code": self.school_code,
            "school_name": self.school_name,
            "period": str(self.period),
            "created": instants.to_text(self.created),
            "bureau_code": self.bureau_code,
            **pack_to_text(self.pack),
        }

    @classmethod
    def from_text(cls, texts: Mapping[str, str]) -> "SchoolMeta":
        """Read what :meth:`to_text` wrote."""
        return cls(
            school_code=texts["school_code"],
            school_name=texts["school_name"],
            period=int(texts["period"]),
            pack=pack_from_text(texts),
            created=instants.from_text(texts["created"]),
            bureau_code=texts["bureau_code"],
        )


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
        """Write it as named texts."""
        texts = {"crl_number": str(self.crl_number)}
        if self.last_time is not None:
            texts["last_time"] = instants.to_text(self.last_time)
        return texts

    @classmethod
    def from_text(cls, texts: Mapping[str, str]) -> "TrustFloor":
        """Read what :meth:`to_text` wrote; nothing at all is the lowest floor."""
        last = instants.maybe_from_text(texts.get("last_time"))
        return cls(int(texts.get("crl_number", "0")), last)


def pack_to_text(pack: PackRef) -> dict[str, str]:
    """Write a pack's reference as named texts."""
    return {"pack_id": pack.id, "pack_version": pack.version, "pack_digest": pack.digest}


def pack_from_text(texts: Mapping[str, str]) -> PackRef:
    """Read what :func:`pack_to_text` wrote."""
    return PackRef(texts["pack_id"], texts["pack_version"], texts["pack_digest"])
