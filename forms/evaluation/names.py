"""What the seven are called: taken from the labels of the pack, where alone their names stand."""

import re
from dataclasses import dataclass
from typing import Final

from forms.evaluation.resources import FACTORS, INDICATORS
from forms.schooling import Section
from forms.spec import Pack

_PER_PUPIL: Final = re.compile(r"每百名学生拥有|生均")
_MEASURE: Final = re.compile(r"(?:数|面积|值)$")
_GLOSS: Final = re.compile(r"（[^）]*）")


@dataclass(frozen=True, slots=True)
class ResourceName:
    """One of the seven in words.

    Attributes:
        label: Its whole name without the level: ``生均体育运动场馆面积``.
        unit: What it is counted in: ``㎡``.
        decimals: Decimals it is shown with.
        per_hundred: Whether it is counted per hundred pupils; else per pupil.

    """

    label: str
    unit: str
    decimals: int
    per_hundred: bool

    @property
    def thing(self) -> str:
        """Give what there is more or less of: ``体育运动场馆``."""
        return _MEASURE.sub("", _PER_PUPIL.sub("", self.label))

    @property
    def short(self) -> str:
        """Give the thing where there is little room: without what brackets explain."""
        return _GLOSS.sub("", self.thing)

    @property
    def rate(self) -> str:
        """Give the unit of the figure: ``㎡/生``."""
        return f"{self.unit}/{'百生' if self.per_hundred else '生'}"

    @property
    def heading(self) -> str:
        """Give the name as the official form prints it, with the unit where it is no number."""
        return self.label if self.per_hundred else f"{self.label}（{self.unit}）"


def resource_names(pack: Pack) -> tuple[ResourceName, ...]:
    """Read the names of the seven out of a pack; both levels have the same."""
    level = Section.PRIMARY
    found = (pack.indicator_by_id[f"{name}_{level.value}"] for name in INDICATORS)
    return tuple(
        ResourceName(
            one.label.removeprefix(level.label), one.unit or "", one.decimals or 0, factor == 100
        )
        for one, factor in zip(found, FACTORS, strict=True)
    )
