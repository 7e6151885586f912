"""The steps of a plan, and a scratch copy of the district's figures on which they have been taken.

The returns are never touched: a scratch copy is another set of columns, evaluated by the ordinary evaluation.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from itertools import compress
from typing import ClassVar, Final

from forms.evaluation import RawColumns
from forms.evaluation.columns import COLUMNS, ColumnKind
from forms.evaluation.raw import SECTIONS, campus_number
from forms.schooling import Section
from forms.values import NA, Maybe, is_number, simplest

Amount = int | Decimal

COLUMN: Final = {column.id: column for column in COLUMNS}
_FIGURES: Final = frozenset(
    column.id for column in COLUMNS if column.kind in (ColumnKind.COUNT, ColumnKind.DECIMAL)
)


class PlanError(ValueError):
    """A step cannot be taken; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class SetFigure:
    """One figure of one school is another.

    Attributes:
        school: 学校标识码.
        campus: 校区号, ``""`` for the main one.
        column: Id of the column of ``district-raw``.
        after: The figure it is to be.
        before: What it was when the plan was made; ``None`` was missing.

    """

    kind: ClassVar[str] = "set"
    school: str
    campus: str
    column: str
    after: Amount
    before: Amount | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Pupils or teachers go from one school to another, counted in the same column of both.

    Attributes:
        source: 学校标识码 of the school they leave.
        target: And of the one they go to.
        column: See :class:`SetFigure`.
        amount: How many.
        before: How many both schools had when the plan was made, if that is known.

    """

    kind: ClassVar[str] = "move"
    source: str
    target: str
    column: str
    amount: int
    before: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Merger:
    """A school is taken into another, with all it has."""

    kind: ClassVar[str] = "merge"
    school: str
    into: str


Step = SetFigure | Transfer | Merger


def scratch(raw: RawColumns, steps: Sequence[Step]) -> RawColumns:
    """Copy the figures and take the steps on the copy, in order.

    Raises:
        PlanError: A school is not among them, a figure is none, or a school would have less than nothing.

    """
    copy = _Copy(raw)
    for step in steps:
        copy.take(step)
    return copy.columns()


def counted(raw: RawColumns, steps: Sequence[Step]) -> tuple[Step, ...]:
    """The same steps, each with the figures that are there before it.

    Raises:
        PlanError: As for :func:`scratch`.

    """
    copy = _Copy(raw)
    return tuple(copy.take(step) for step in steps)


class _Copy:
    """Columns that are copied when they are first written."""

    def __init__(self, raw: RawColumns) -> None:
        self.raw = raw
        self.changed: dict[str, list[Maybe]] = {}
        self.gone: set[int] = set()
        campuses = map(campus_number, raw["profile.campus_no"])
        self.places = {
            key: place for place, key in enumerate(zip(raw.codes, campuses, strict=True))
        }

    def take(self, step: Step) -> Step:
        """Take a step; gives it back with what was there before."""
        if isinstance(step, SetFigure):
            place = self._place(step.school, step.campus)
            before = amount_of(self._value(place, step.column))
            self._set(place, step.column, step.after)
            return replace(step, before=before)
        if isinstance(step, Transfer):
            return replace(step, before=self._move(step))
        self._merge(step)
        return step

    def columns(self) -> RawColumns:
        values: Mapping[str, Sequence[Maybe]] = {**self.raw.values, **self.changed}
        if self.gone:
            kept = [place not in self.gone for place in range(len(self.raw))]
            values = {name: list(compress(column, kept)) for name, column in values.items()}
        return RawColumns(values)

    def _place(self, school: str, campus: str = "") -> int:
        place = self.places.get((school, campus))
        if place is None:
            where = f"学校 {school} 的校区 {campus}" if campus else f"学校 {school}"
            raise PlanError(f"方案里的{where} 不在参加评估的学校中，请从方案里去掉它或改正标识码。")
        if place in self.gone:
            raise PlanError(f"学校 {school} 在这一步之前已经并入别的学校，不能再改它的数。")
        return place

    def _set(self, place: int, column: str, value: Maybe) -> None:
        if column not in _FIGURES:
            raise PlanError(f"“{column}”不是原始表里可以改的数，请用“导出原始表”里的列名。")
        negative = isinstance(value, (int, Decimal)) and value < 0
        if negative or (isinstance(value, Decimal) and COLUMN[column].kind is ColumnKind.COUNT):
            raise PlanError(f"{COLUMN[column].label}应为{_asked(column)}，方案里是 {value}。")
        if column not in self.changed:
            self.changed[column] = list(self.raw[column])
        self.changed[column][place] = value

    def _value(self, place: int, column: str) -> Maybe:
        found = self.changed.get(column)
        return (self.raw[column] if found is None else found)[place]

    def _move(self, step: Transfer) -> tuple[int, int]:
        source, target = self._place(step.source), self._place(step.target)
        if COLUMN.get(step.column) is None or COLUMN[step.column].kind is not ColumnKind.COUNT:
            raise PlanError(f"“{step.column}”不是人数，不能在学校之间调配。")
        if step.amount <= 0 or source == target:
            raise PlanError("调配要写明从哪所学校到另一所学校、多少人。")
        label = COLUMN[step.column].label
        have = self._value(source, step.column)
        if not isinstance(have, int) or have < step.amount:
            shown = have if isinstance(have, int) else "缺"
            raise PlanError(f"学校 {step.source} 的{label}是 {shown}，不够调出 {step.amount}。")
        there = self._value(target, step.column)
        if there is not None and not isinstance(there, int):
            raise PlanError(f"学校 {step.target} 没有{label}这一项，不能调入。")
        self._set(source, step.column, have - step.amount)
        self._set(target, step.column, (there or 0) + step.amount)
        return have, there or 0

    def _merge(self, step: Merger) -> None:
        source, target = self._place(step.school), self._place(step.into)
        if source == target:
            raise PlanError(f"学校 {step.school} 不能并入自己。")
        if any(code == step.school and campus for code, campus in self.places):
            raise PlanError(f"学校 {step.school} 有几个校区，请先把各校区的数改到主校区再并入。")
        for column in _FIGURES:
            if "grades" not in column:
                parts = [self._part(place, column) for place in (target, source)]
                self._set_any(target, column, _added(*parts))
        self._set_any(target, "profile.school_type", self._joined_type(source, target))
        self.gone.add(source)

    def _part(self, place: int, column: str) -> Maybe:
        """A figure of a school; of a section it does not have there is none, which is not missing."""
        value = self._value(place, column)
        kind = str(self._value(place, "profile.school_type") or "")
        section = column.rpartition("_")[2]
        if value is None and section in _SECTIONS and section not in SECTIONS.get(kind, ()):
            return NA
        return value

    def _joined_type(self, source: int, target: int) -> str:
        types = [str(self._value(place, "profile.school_type") or "") for place in (target, source)]
        taught = {section for kind in types for section in SECTIONS.get(kind, ())}
        if set(SECTIONS.get(types[0], ())) == taught:
            return types[0]
        return _TYPES.get(frozenset(taught), types[0])

    def _set_any(self, place: int, column: str, value: Maybe) -> None:
        if column not in self.changed:
            self.changed[column] = list(self.raw[column])
        self.changed[column][place] = value


_SECTIONS: Final = frozenset(section.value for section in Section)

_TYPES: Final = {
    frozenset({Section.PRIMARY, Section.JUNIOR}): "312",
    frozenset({Section.JUNIOR, Section.SENIOR}): "341",
    frozenset(Section): "345",
}
"""The type of a school that has just these sections, where a single one does not say it."""


def _added(left: Maybe, right: Maybe) -> Maybe:
    """The sum of two figures: what does not apply to one is what the other has, missing stays missing."""
    if left is NA or right is NA:
        return right if left is NA else left
    if is_number(left) and is_number(right):
        return simplest(Fraction(left) + Fraction(right))
    return None


def amount_of(value: Maybe) -> Amount | None:
    """A figure as a plan keeps it; ``None`` where there is none."""
    if not is_number(value):
        return None
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return value


def _asked(column: str) -> str:
    return "不小于 0 的整数" if COLUMN[column].kind is ColumnKind.COUNT else "不小于 0 的数"
