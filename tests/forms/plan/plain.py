"""Districts of one kind of school, for planning one resource."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from forms.evaluation import DistrictEvaluation, RawColumns, evaluate
from forms.plan.things import THINGS
from operations.pack import bundled_pack
from tests.forms.evaluation.schools import school

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
