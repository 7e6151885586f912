"""Raw schools for the tests of the evaluation."""

from decimal import Decimal

from hypothesis import strategies as st

from forms.evaluation import RawSchool
from forms.evaluation.columns import COLUMNS, ColumnKind
from forms.values import Maybe

SECTIONS = ("primary", "junior", "senior")
TYPES = {
    "211": ("primary",),
    "218": ("primary",),
    "311": ("junior",),
    "312": ("primary", "junior"),
    "341": ("junior", "senior"),
    "345": SECTIONS,
}
GOOD = {"doctorate": 0, "master": 10, "bachelor": 60, "associate": 5, "backbone": 30}
GOOD |= {"pe": 10, "music": 6, "fine_art": 6, "arts": 0}


def school(code: int = 1, kind: str = "211", **changes: Maybe) -> RawSchool:
    """A school that passes; ``changes`` name columns with ``__`` for the dot."""
    values: dict[str, Maybe] = {
        "profile.school_code": f"21421{code:05d}",
        "profile.school_name": f"第{code}学校",
        "profile.school_type": kind,
        "facilities.teaching_area": Decimal("12000.00"),
        "facilities.indoor_sports_area": Decimal("1000.00"),
        "facilities.sports_ground_area": Decimal("20000.00"),
        "facilities.equipment_value": Decimal("600.00"),
        "facilities.multimedia_rooms": 60,
    }
    for section in SECTIONS:
        values[f"pupils.enrolled_{section}"] = 1000 if section in TYPES.get(kind, ()) else None
    for section in TYPES.get(kind, ()):
        values |= {f"staffing.{name}_{section}": count for name, count in GOOD.items()}
    values |= {name.replace("__", "."): value for name, value in changes.items()}
    return RawSchool(values)


def campus(
    number: str, treatment: str, code: int = 1, kind: str = "211", **changes: Maybe
) -> RawSchool:
    row = school(code, kind, **changes)
    return RawSchool(
        {
            **row.values,
            "profile.campus_no": number,
            "profile.campus_treatment": treatment,
            "profile.school_name": f"{row.name}（{number}校区）",
            **{name.replace("__", "."): value for name, value in changes.items()},
        }
    )


@st.composite
def raw_schools(draw: st.DrawFn, code: int) -> RawSchool:
    """A school of any type with all its figures, zero included."""
    kind = draw(st.sampled_from(sorted(TYPES)))
    values: dict[str, Maybe] = {
        "profile.school_code": f"21421{code:05d}",
        "profile.school_name": f"第{code}学校",
        "profile.school_type": kind,
    }
    for column in COLUMNS:
        if not column.required or column.id in values:
            continue
        if column.kind is ColumnKind.DECIMAL:
            values[column.id] = draw(st.decimals(0, 30000, places=2))
        else:
            values[column.id] = draw(st.integers(0, 60))
    values["facilities.teaching_area"] = draw(st.decimals(30000, 60000, places=2))
    for section in SECTIONS:
        taught = section in TYPES[kind]
        values[f"pupils.enrolled_{section}"] = draw(st.integers(50, 3000)) if taught else None
    return RawSchool(values)


@st.composite
def districts(draw: st.DrawFn, largest: int = 8) -> list[RawSchool]:
    count = draw(st.integers(1, largest))
    return [draw(raw_schools(code)) for code in range(1, count + 1)]
