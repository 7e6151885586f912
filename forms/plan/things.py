"""What a plan adds or moves: the thing behind each of the seven, its unit, and where it is entered."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.schooling import Section


@dataclass(frozen=True, slots=True)
class Thing:
    """The thing behind one of the seven.

    Attributes:
        word: What it is called in a sentence.
        unit: The least that can be added, in the unit of its column.
        measure: That unit of the column in words.
        amount: The same in the unit of the evaluation (元 where the column has 万元).
        columns: Columns that count it, without the level: it is added to the first, and taken from the
            first that has any.
        price: 元 for one of :attr:`measure`, before the bureau has set its own.

    """

    word: str
    unit: Fraction
    measure: str
    amount: Fraction
    columns: tuple[str, ...]
    price: int

    @property
    def movable(self) -> bool:
        """Whether it can go from one school to another: people can."""
        return self.columns[0].startswith("staffing.")

    def columns_at(self, level: Section) -> tuple[str, ...]:
        """The columns of a level; facilities have one for the whole school."""
        if not self.movable:
            return self.columns
        if level is Section.JUNIOR:  # 专科 is the legal minimum there, not above it
            return tuple(f"{name}_junior" for name in self.columns if "associate" not in name)
        return tuple(f"{name}_{level.value}" for name in self.columns)


_ONE: Final = Fraction(1)
_HUNDREDTH: Final = Fraction(1, 100)

THINGS: Final[tuple[Thing, ...]] = (
    Thing(
        "高于规定学历教师",
        _ONE,
        "人",
        _ONE,
        ("staffing.bachelor", "staffing.associate", "staffing.master", "staffing.doctorate"),
        120_000,
    ),
    Thing("骨干教师", _ONE, "人", _ONE, ("staffing.backbone",), 30_000),
    Thing(
        "体育、艺术教师",
        _ONE,
        "人",
        _ONE,
        ("staffing.pe", "staffing.music", "staffing.fine_art", "staffing.arts"),
        120_000,
    ),
    Thing(
        "教学及辅助用房",
        _HUNDREDTH,
        "㎡",
        _HUNDREDTH,
        ("facilities.teaching_area",),
        4_000,
    ),
    Thing("运动场地", _HUNDREDTH, "㎡", _HUNDREDTH, ("facilities.sports_ground_area",), 800),
    Thing(
        "教学仪器设备",
        _HUNDREDTH,
        "万元",
        Fraction(100),
        ("facilities.equipment_value",),
        10_000,
    ),
    Thing("网络多媒体教室", _ONE, "间", _ONE, ("facilities.multimedia_rooms",), 30_000),
)
"""L1 to L7. The prices are a beginning: what things cost is for the bureau to say."""
