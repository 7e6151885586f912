"""Districts of one kind of school, for planning one resource."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random

from forms.evaluation import DistrictEvaluation, RawColumns, RawSchool, evaluate
from forms.plan.things import THINGS
from operations.packs.bundled import bundled_pack
from tests.forms.evaluation.schools import TYPES, school

PRICES = [Fraction(thing.price) for thing in THINGS]


def again(raw: RawColumns) -> DistrictEvaluation:
    """The ordinary evaluation."""
    return evaluate(raw, pack=bundled_pack())


def with_backbone(pupils: Sequence[int], teachers: Sequence[int]) -> RawColumns:
    """Primary schools with so many pupils and 骨干教师."""
    return RawColumns.of(
        school(number, "211", pupils__enrolled_primary=count, staffing__backbone_primary=have)
        for number, (count, have) in enumerate(zip(pupils, teachers, strict=True), start=1)
    )


def with_ground(pupils: Sequence[int], hundredths: Sequence[int]) -> RawColumns:
    """Primary schools with so many pupils and hundredths of a ㎡ of 运动场地, without a gym."""
    return RawColumns.of(
        school(
            number,
            "211",
            pupils__enrolled_primary=count,
            facilities__indoor_sports_area=Decimal(0),
            facilities__sports_ground_area=Decimal(have) / 100,
        )
        for number, (count, have) in enumerate(zip(pupils, hundredths, strict=True), start=1)
    )


def poor(number: int, random: Random) -> RawSchool:
    """A school of any type that has something of everything, mostly too little."""
    kind = random.choice(sorted(TYPES))
    changes: dict[str, object] = {}
    pupils = 0
    for section in TYPES[kind]:
        count = random.randint(60, 1500)
        pupils += count
        changes[f"pupils__enrolled_{section}"] = count
        for name, most in (("bachelor", 0.08), ("backbone", 0.02), ("pe", 0.015)):
            changes[f"staffing__{name}_{section}"] = int(count * random.uniform(0, most))
    rate = random.uniform(0.5, 2)
    changes |= {
        "facilities__teaching_area": Decimal(int(500 * pupils * rate)) / 100 + 1000,
        "facilities__sports_ground_area": Decimal(int(800 * pupils * rate)) / 100,
        "facilities__equipment_value": Decimal(int(20 * pupils * rate)) / 100,
        "facilities__multimedia_rooms": int(pupils * rate / 50),
    }
    return school(number, kind, **changes)  # type: ignore[arg-type]
