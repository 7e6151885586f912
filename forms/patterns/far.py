"""Figures far from those of schools of the same type and size."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.patterns.middle import deviation, median
from forms.patterns.pattern import Pattern, PatternKind, PatternPlace
from forms.patterns.returned import SeenReturn
from forms.places import place_of
from forms.rounding import rounded, shortest
from forms.spec import Field, FieldType, Pack
from forms.values import Number

PUPILS: Final = "pupils.enrolled_total"
SIZES: Final = (100, 300, 600, 1200, 2400)
"""Pupils from which the next size begins; each is about twice the one before."""
LEAST: Final = 5
"""Schools below which a group has no middle that would say anything."""
FAR: Final = 5
"""Deviations from the median beyond which a figure is shown."""
SMALL: Final = 10
"""Counts below it leap without meaning anything."""
_DECIMALS: Final = 2
_FINE: Final = 4


@dataclass(frozen=True)
class LikeSchools:
    """Schools of one type and size.

    Attributes:
        label: As people read it.
        members: Its schools.

    """

    label: str
    members: tuple[SeenReturn, ...]


@dataclass(frozen=True, slots=True)
class _Far:
    """A figure of a school, against its group."""

    school: SeenReturn
    group: LikeSchools
    value: Number
    middle: Fraction
    spread: Fraction

    @property
    def times(self) -> Fraction:
        """How many deviations it lies from the median."""
        return abs(self.value - self.middle) / self.spread


def groups_of(returns: Sequence[SeenReturn], pack: Pack) -> tuple[LikeSchools, ...]:
    """Sort schools by type and size; a school whose type or pupils are missing is in none."""
    types = pack.choices["school_type"].labels
    found: defaultdict[tuple[str, int], list[SeenReturn]] = defaultdict(list)
    for one in returns:
        pupils = one.figures.get(PUPILS)
        if one.type in types and pupils is not None:
            found[one.type, bisect_right(SIZES, pupils)].append(one)
    return tuple(
        LikeSchools(f"{types[kind]}，{_size(size)}", tuple(members))
        for (kind, size), members in sorted(found.items())
    )


def how_far(groups: Sequence[LikeSchools]) -> str:
    """Say how distance is measured; ``""`` where no group is compared."""
    if all(len(group.members) < LEAST for group in groups):
        return ""
    return f"离差是同组各校与中位数之差的中位数，相差超过 {FAR} 个离差的列出。"


def too_small(groups: Sequence[LikeSchools]) -> str:
    """Say which schools are not compared because their group is small; ``""`` for none."""
    small = [group for group in groups if len(group.members) < LEAST]
    if not small:
        return ""
    listed = "；".join(f"{group.label} {len(group.members)} 所" for group in small)
    return f"同类型、同规模不到 {LEAST} 所的不比较：{listed}。"


def far_figures(groups: Sequence[LikeSchools], pack: Pack) -> Iterator[Pattern]:
    """Find figures far from their group, those with the farthest school first."""
    found: defaultdict[str, list[_Far]] = defaultdict(list)
    fields = {
        field.id: field
        for form in pack.school_forms
        for field in form.fields()
        if field.type.is_numeric
    }
    for group in groups:
        for field in fields.values():
            found[field.id].extend(_far_in(group, field))
    ranked = {name: sorted(far, key=lambda one: -one.times) for name, far in found.items() if far}
    for name in sorted(ranked, key=lambda name: -ranked[name][0].times):
        yield _pattern(fields[name], ranked[name], pack)


def _far_in(group: LikeSchools, field: Field) -> Iterator[_Far]:
    """Those of a group that lie far off; none where too few have the figure, or all the same."""
    given: Mapping[str, Number] = {
        one.code: one.figures[field.id] for one in group.members if field.id in one.figures
    }
    if len(given) < LEAST:
        return
    middle = median(list(given.values()))
    spread = deviation(list(given.values()), middle)
    if not spread:
        return
    low, high = middle - FAR * spread, middle + FAR * spread
    for one in group.members:
        value = given.get(one.code)
        if value is not None and not low <= value <= high and not is_small(field, value, middle):
            yield _Far(one, group, value, middle, spread)


def is_small(field: Field, one: Number, other: Number) -> bool:
    """Whether both are counts so small that their difference means nothing."""
    return field.type is FieldType.INTEGER and max(abs(Fraction(one)), abs(Fraction(other))) < SMALL


def amount(field: Field, value: Number) -> str:
    """Write a figure with its unit."""
    return f"{shortest(value, _DECIMALS)} {field.unit}".rstrip()


def _pattern(field: Field, far: Sequence[_Far], pack: Pack) -> Pattern:
    first = far[0]
    return Pattern(
        PatternKind.FAR,
        field.id,
        place_of(pack, field.id),
        f"{len(far)} 所与同类型、同规模的学校相差大，最大的是{first.school.name}：{_said(field, first)}",
        tuple(
            PatternPlace(one.school.code, one.school.name, field.id, _said(field, one))
            for one in far
        ),
        f"【{field.label}】与同类学校相差很大，请核对有没有填错；属实的请写明原因。",
    )


def _said(field: Field, far: _Far) -> str:
    members = len(far.group.members)
    return (
        f"{amount(field, far.value)}；{far.group.label} {members} 所的中位数是 "
        f"{amount(field, far.middle)}，离差 {shortest(far.spread, _FINE)}，"
        f"相差 {rounded(far.times, 1)} 个离差"
    )


def _size(size: int) -> str:
    if size == 0:
        return f"学生不到 {SIZES[0]} 人"
    if size == len(SIZES):
        return f"学生 {SIZES[-1]} 人以上"
    return f"学生 {SIZES[size - 1]} 到 {SIZES[size] - 1} 人"
