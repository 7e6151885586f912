"""The schools of the demonstration: names, types, sizes, and which of them fall short where.

All names and codes are invented. The figures come from the two example schools, scaled.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from forms.schooling import Section

PERIOD = 2024
"""The year the demonstration reports."""

_NONE: Mapping[str, Fraction] = MappingProxyType({})


class Defect(StrEnum):
    """What is not as it should be at a school, besides its resources."""

    SMALL_ART_ROOM = "small_art_room"
    """One art room is below 90 ㎡: D_G3 fails."""
    LARGE_CLASS = "large_class"
    """One class has more pupils than allowed: D_G5 fails."""
    LITTLE_TRAINING = "little_training"
    """Less than 5 % of the running costs go into training of teachers: D_Q4 fails."""


class Stage(StrEnum):
    """How far a school has come when the demonstration ends."""

    DRAFT = "draft"
    """The clerk still fills: a few problems are open."""
    IN_REVIEW = "in_review"
    """Submitted; the principal has not signed yet."""
    RETURNED = "returned"
    """Delivered, and sent back by the bureau with comments."""
    ACCEPTED = "accepted"
    """Delivered and acknowledged."""


@dataclass(frozen=True, slots=True)
class SchoolPlan:
    """One school of the demonstration.

    Attributes:
        code: 学校标识码.
        name: School name.
        school_type: Code of the choice list ``school_type``.
        classes: Classes per grade, for each section of schooling the school has.
        sizes: Added to every class size of the example.
        short: What the school has less (or more) of than its size would give it: ``backbone``,
            ``sports``, ``equipment``, ``multimedia``, ``teaching`` → factor.
        defects: What else is not as it should be.
        stage: How far its return comes.

    """

    code: str
    name: str
    school_type: str
    classes: Mapping[Section, int]
    sizes: int = 0
    short: Mapping[str, Fraction] = field(default_factory=lambda: _NONE)
    defects: frozenset[Defect] = frozenset()
    stage: Stage = Stage.ACCEPTED

    @property
    def uscc(self) -> str:
        """统一社会信用代码 with its check character (GB 32100)."""
        stem = f"12420104MB0A1{int(self.code[-4:]):04d}"
        return stem + _check_character(stem)


_TYPES: tuple[tuple[str, str, Mapping[Section, int], int], ...] = (
    ("云杉小学", "211", {Section.PRIMARY: 4}, 0),
    ("澄江九年一贯制学校", "312", {Section.PRIMARY: 4, Section.JUNIOR: 4}, 0),
    ("星湖初级中学", "311", {Section.JUNIOR: 6}, 0),
    ("青石小学", "211", {Section.PRIMARY: 3}, 0),
    ("鹿鸣中学", "341", {Section.JUNIOR: 4, Section.SENIOR: 4}, 0),
    ("柳堤教学点", "218", {Section.PRIMARY: 1}, -32),
    ("白鹭小学", "211", {Section.PRIMARY: 5}, 0),
    ("双桥学校", "345", {Section.PRIMARY: 3, Section.JUNIOR: 3, Section.SENIOR: 2}, 0),
    ("芦湾小学", "211", {Section.PRIMARY: 2}, 0),
    ("远山初级中学", "311", {Section.JUNIOR: 4}, 0),
    ("石榴小学", "211", {Section.PRIMARY: 4}, 0),
    ("松岗教学点", "218", {Section.PRIMARY: 1}, -36),
    ("竹溪九年一贯制学校", "312", {Section.PRIMARY: 2, Section.JUNIOR: 2}, 0),
)

"""Name, type, classes per grade, and by how much classes are smaller than the example's."""

_SHORT: Mapping[str, Mapping[str, Fraction]] = {
    "青石小学": {"backbone": Fraction(3, 5)},
    "白鹭小学": {"sports": Fraction(4, 5)},
    "远山初级中学": {"equipment": Fraction(7, 10), "multimedia": Fraction(3, 4)},
    "石榴小学": {"multimedia": Fraction(6, 5), "equipment": Fraction(13, 10)},
}


_SPREADS: Mapping[str, int] = {"sports": 131, "equipment": 121, "multimedia": 116, "teaching": 126}
"""Per cent of the example's amount per pupil a school has at most."""

_DEFECTS: Mapping[str, frozenset[Defect]] = {
    "石榴小学": frozenset({Defect.SMALL_ART_ROOM}),
    "鹿鸣中学": frozenset({Defect.LITTLE_TRAINING}),
    "芦湾小学": frozenset({Defect.LARGE_CLASS}),
}


_ENOUGH = 10
"""Schools from which on some are left unfinished; a smaller district would have too little to show."""

_STAGES: Mapping[str, Stage] = {
    "星湖初级中学": Stage.IN_REVIEW,
    "白鹭小学": Stage.DRAFT,
    "芦湾小学": Stage.RETURNED,
}


def plan_schools(count: int, *, seed: int) -> Sequence[SchoolPlan]:
    """Plan ``count`` schools of all types; the same seed gives the same schools.

    Of ten schools or more one is still filling, one waits for its principal and one was sent back.
    """
    chance = random.Random(seed)  # noqa: S311 - variety, not secrecy
    plans: list[SchoolPlan] = []
    for index in range(count):
        name, school_type, classes, smaller = _TYPES[index % len(_TYPES)]
        short = dict(_SHORT.get(name, {}))
        for resource, most in _SPREADS.items():
            spread = Fraction(chance.randrange(100, most), 100)
            short[resource] = short.get(resource, Fraction(1)) * spread
        round_number = index // len(_TYPES)
        plans.append(
            SchoolPlan(
                code=f"{school_type[:2]}421{index + 1:05d}",
                name=name if not round_number else f"{name}（{round_number + 1}部）",
                school_type=school_type,
                classes=classes,
                sizes=chance.randrange(-3, 1) + smaller,
                short=short,
                defects=_DEFECTS.get(name, frozenset()),
                stage=_STAGES.get(name, Stage.ACCEPTED)
                if count >= _ENOUGH and not round_number
                else Stage.ACCEPTED,
            )
        )
    return [replace(plan, short=MappingProxyType(dict(plan.short))) for plan in plans]


_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _check_character(stem: str) -> str:
    total = sum(_ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(stem))
    return _ALPHABET[(31 - total % 31) % 31]
