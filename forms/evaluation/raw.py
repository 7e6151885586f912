"""The raw figures of one school or campus: one row of the flat table ``district-raw``.

Everything the evaluation looks at stands in these columns (forms catalogue 6), whether it comes from
an accepted return, from the bureau's store or from a table made elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.known_names import SEPARATE
from forms.schooling import Section
from forms.values import Maybe

LEVELS: Final = (Section.PRIMARY, Section.JUNIOR)
"""The two groups in which a district is evaluated."""

SECTIONS: Final[Mapping[str, tuple[Section, ...]]] = {
    "211": (Section.PRIMARY,),
    "218": (Section.PRIMARY,),
    "311": (Section.JUNIOR,),
    "312": (Section.PRIMARY, Section.JUNIOR),
    "341": (Section.JUNIOR, Section.SENIOR),
    "345": (Section.PRIMARY, Section.JUNIOR, Section.SENIOR),
}
"""The evaluated 办学类型 and their sections; every other type is not evaluated."""

ENROLLED: Final[Mapping[Section, str]] = {
    section: f"pupils.enrolled_{section.value}" for section in Section
}
"""The column with the pupils of a section."""

TEACHING_POINT: Final = "218"

MAIN_CAMPUS: Final = "00"

Figure = int | Fraction | Decimal
"""An exact number as it stands in a store or a return."""


def campus_number(value: Maybe) -> str:
    """校区号 as it stands in a row; ``""`` for the main campus."""
    number = str(value or "")
    return "" if number == MAIN_CAMPUS else number


@dataclass(frozen=True, slots=True)
class RawSchool:
    """One school, or one campus of it.

    Attributes:
        values: Column id (``pupils.enrolled_primary``) → value; absent or ``None`` is missing,
            ``NA`` not applicable. Numbers may be ``int``, ``Fraction`` or ``Decimal``.

    """

    values: Mapping[str, Maybe]

    @property
    def code(self) -> str:
        """学校标识码."""
        return str(self.values.get("profile.school_code") or "")

    @property
    def name(self) -> str:
        """School name; of a campus row 校名（校区名）."""
        return str(self.values.get("profile.school_name") or "")

    @property
    def type(self) -> str:
        """Code of the 办学类型."""
        return str(self.values.get("profile.school_type") or "")

    @property
    def campus(self) -> str:
        """校区号; ``""`` for the main campus."""
        return campus_number(self.values.get("profile.campus_no"))

    @property
    def is_separate(self) -> bool:
        """Whether this campus counts as a school of its own."""
        return self.values.get("profile.campus_treatment") == SEPARATE

    def figure(self, name: str) -> Figure | None:
        """A number; ``None`` if it is missing or not applicable."""
        value = self.values.get(name)
        if isinstance(value, (int, Fraction, Decimal)) and not isinstance(value, bool):
            return value
        return None
