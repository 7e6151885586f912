"""What a bureau's store is about, kept as named values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.record import PackRef
from storage.named.form_owner import pack_from_text, pack_to_text
from storage.rows import instants


@dataclass(frozen=True, slots=True)
class BureauMeta:
    """What a bureau's store is about.

    Attributes:
        bureau_code: Code of the bureau.
        bureau_name: Its name.
        period: The year reported.
        pack: The pack the schools fill.
        created: When the store was made (UTC).

    """

    bureau_code: str
    bureau_name: str
    period: int
    pack: PackRef
    created: datetime

    def to_text(self) -> dict[str, str]:
        return {
            "bureau_code": self.bureau_code,
            "bureau_name": self.bureau_name,
            "period": str(self.period),
            "created": instants.to_text(self.created),
            **pack_to_text(self.pack),
        }

    @classmethod
    def from_text(cls, texts: Mapping[str, str]) -> "BureauMeta":
        """Read what :meth:`to_text` wrote."""
        return cls(
            bureau_code=texts["bureau_code"],
            bureau_name=texts["bureau_name"],
            period=instants.year_from_text(texts["period"]),
            pack=pack_from_text(texts),
            created=instants.from_text(texts["created"]),
        )
