"""What a school's store is about, kept as named values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.record import PackRef
from storage.named.form_owner import pack_from_text, pack_to_text
from storage.rows import instants


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
            period=instants.year_from_text(texts["period"]),
            pack=pack_from_text(texts),
            created=instants.from_text(texts["created"]),
            bureau_code=texts["bureau_code"],
        )
