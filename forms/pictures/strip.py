"""One indicator: every school over its pupils, against the standard, 85 % of it and the mean."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import sqrt
from typing import Final

from forms.evaluation.detail import shares
from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.keys import FigureKey, UnitKey
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.pictures.geometry import Scale, elided, spaced, text_width, ticks
from forms.pictures.picture import (
    FORMS,
    INKS,
    SMALL,
    Box,
    Chart,
    ChartCell,
    ChartHeading,
    ChartRow,
    ChartTable,
    Dash,
    Dot,
    Label,
    Meaning,
    Room,
    Shape,
    Stroke,
    TextAnchor,
)
from forms.pictures.words import MISSING, cv_text, figure, name_of, named, nobody, percent
from forms.rounding import rounded, shortest
from forms.schooling import Section
from forms.signs import NOTHING

HEADINGS: Final = (
    ChartHeading("学校", numeric=False),
    ChartHeading("学生"),
    ChartHeading("数值"),
    ChartHeading("与平均值相比"),
    ChartHeading("占全部差异"),
)
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 66.0, 16.0, 30.0
_FAR: Final = 3
"""The axis ends at so many times the larger of standard and mean; what lies beyond stands on its edge."""
_LARGEST, _SMALLEST = 9.0, 1.7
_CROWDED: Final = 30
"""From so many schools on the marks become smaller."""
_NAMED: Final = 5
_GAP: Final = 10.0
_SPACIOUS: Final = 420.0
"""Width below which marks and names become smaller."""
_KEYED: Final = 330.0
"""Width from which there is room for names and for what the forms mean."""


def strip(
    evaluation: DistrictEvaluation,
    section: Section,
    place: int,
    room: Room,
    *,
    selected: UnitKey | None = None,
) -> Chart:
    """Draw one indicator of a level.

    Args:
        evaluation: Of the district.
        section: Primary or junior.
        place: 0 for L1 … 6 for L7.
        room: How large the picture is to be.
        selected: The school that is named; without it those that fall shortest are.

    """
    title = f"{section.label}　{name_of(evaluation, place)}"
    level = evaluation.levels.get(section)
    if level is None:
        return Chart(title, nobody(section), room)
    drawn = _Strip(evaluation, level, place, room, selected)
    return Chart(title, drawn.sentence, room, drawn.shapes, drawn.table)


@dataclass(frozen=True)
class _Strip:
    """The picture while it is made."""

    evaluation: DistrictEvaluation
    level: LevelEvaluation
    place: int
    room: Room
    selected: UnitKey | None

    @cached_property
    def known(self) -> Sequence[tuple[SchoolResult, Fraction, int]]:
        """The schools with a figure, the largest first, so that a small one is never covered."""
        found = [
            (school, value, school.unit.pupils)
            for school in self.level.schools
            if (value := school.values[self.place]) is not None and school.unit.pupils
        ]
        return sorted(found, key=lambda one: -one[2])

    @cached_property
    def mean(self) -> Fraction | None:
        """The mean of the level, where nothing is missing."""
        return self.level.coefficients[self.place].mean

    # -- words ---------------------------------------------------------------------------------

    @property
    def sentence(self) -> str:
        """Say how the schools stand, how uneven it is, and who is not in the picture."""
        level, place = self.level, self.place
        lacking = level.lacking(place)
        every = len(level.schools)
        name = name_of(self.evaluation, place)
        if not self.known:
            return f"{every} 所{level.level.label}都缺 {name} 的数据，画不出图；补齐后这里显示各校的分布。"
        states = [school.states[place] for school, _, _ in self.known]
        counts = [
            f"{states.count(state)} 所{state.label}"
            for state in (IndicatorState.REACHED, IndicatorState.GE85, IndicatorState.SHORT)
            if states.count(state)
        ]
        text = f"{every} 所{level.level.label}中 {'，'.join(counts)}"
        text += f"；{self._spread}" if not lacking else ""
        if lacking:
            text += f"；{named(lacking)}缺数据，没有画出，差异系数不能计算"
        if far := sum(value > self.top for _, value, _ in self.known):
            text += f"；{far} 所超出图的上边，以空心画在边上"
        return f"{text}。"

    @property
    def _spread(self) -> str:
        found = self.level.coefficients[self.place]
        words = self.evaluation.names[self.place]
        limit = rounded(found.limit, 2)
        mean = rounded(self.mean or 0, words.decimals)
        if found.passes is None:
            return f"全区平均 {mean} {words.rate}，没有可以比较的数，差异系数不能计算"
        verdict = "不超过" if found.passes else "超过"
        return f"全区平均 {mean} {words.rate}，差异系数 {cv_text(found.cv)}，{verdict}限值 {limit}"

    # -- table ---------------------------------------------------------------------------------

    @property
    def table(self) -> ChartTable:
        """Every school by its part of the spread, first those below the mean: they can be mended."""
        parts = shares(self.level, self.place) or [None] * len(self.level.schools)
        found = list(zip(self.level.schools, parts, strict=True))
        found.sort(key=lambda one: (not self._is_below(one[0]), -(one[1] or 0)))
        return ChartTable(HEADINGS, tuple(self._row(school, part) for school, part in found))

    def _is_below(self, school: SchoolResult) -> bool:
        value, mean = school.values[self.place], self.mean
        return value is not None and mean is not None and value < mean

    def _row(self, school: SchoolResult, part: Decimal | None) -> ChartRow:
        unit, value, mean = school.unit, school.values[self.place], self.mean
        decimals = self.evaluation.names[self.place].decimals
        against = None if value is None or mean is None else value - mean
        sign = "+" if against is not None and against > 0 else ""
        return ChartRow(
            FigureKey(unit.key, self.place),
            (
                ChartCell(unit.name, unit.name),
                ChartCell(MISSING if unit.pupils is None else str(unit.pupils), unit.pupils),
                ChartCell(figure(school, self.place, decimals), value, school.states[self.place]),
                ChartCell(
                    NOTHING if against is None else f"{sign}{rounded(against, decimals)}", against
                ),
                ChartCell(NOTHING if part is None else percent(part), part),
            ),
        )

    # -- shapes --------------------------------------------------------------------------------

    @cached_property
    def top(self) -> Fraction:
        """The largest figure the axis reaches."""
        line = self.level.schools[0].lines[self.place].reached
        far = _FAR * max(line, self.mean or line)
        largest = max(value for _, value, _ in self.known)
        return ticks(max(line, min(far, largest)), about=5)[-1]

    @cached_property
    def _up(self) -> Scale:
        return Scale(self.top, self.room.height - _BOTTOM, _TOP)

    @cached_property
    def _along(self) -> Scale:
        most = ticks(Fraction(self.known[0][2]), about=6)[-1]
        return Scale(most, _LEFT, self.room.width - _RIGHT)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Axes, lines, marks, names."""
        if not self.known:
            return ()
        marks = list(self._marks())
        rings, names = self._names(marks)
        grounds = map(_ground, names)
        dots = (mark for mark, _ in marks)
        if rings:  # the name of the school that is chosen is read, whatever lies under it
            return (*self._axes(), *self._lines(), *dots, *grounds, *rings, *names)
        return (*self._axes(), *self._lines(), *grounds, *dots, *names)

    def _axes(self) -> Iterator[Shape]:
        left, right = _LEFT, self.room.width - _RIGHT
        bottom = self.room.height - _BOTTOM
        names = self.evaluation.names[self.place]
        for value in ticks(self.top, about=5):
            y = self._up(value)
            yield Stroke(left, y, right, y)
            yield Label(
                left - 5, y + 2.8, shortest(value, 2), Meaning.QUIET, SMALL, anchor=TextAnchor.RIGHT
            )
        for value in ticks(self._along.most, about=6):
            x = self._along(value)
            yield Stroke(x, bottom, x, bottom + 3)
            yield Label(x, bottom + 12, shortest(value, 0), Meaning.QUIET, SMALL, TextAnchor.MIDDLE)
        yield Stroke(left, bottom, right, bottom, Meaning.QUIET)
        yield Label(left - 5, 8, names.rate, Meaning.QUIET, SMALL)
        yield Label(right, bottom + 24, "学生数（人）", Meaning.QUIET, SMALL, TextAnchor.RIGHT)
        if self.room.width >= _KEYED:
            yield from self._key(bottom + 24)

    def _key(self, base: float) -> Iterator[Shape]:
        """What the forms of the marks mean."""
        x = _LEFT
        for state, form in FORMS.items():
            yield Dot(x + 3, base - 2.6, 2.8, form, INKS[state])
            yield Label(x + 9, base, state.label, Meaning.QUIET, SMALL)
            x += 15 + text_width(state.label, SMALL)
        yield Label(x, base, "面积：学生数", Meaning.QUIET, SMALL)

    def _lines(self) -> Iterator[Shape]:
        """Standard, 85 % and mean, named at the right, never over each other."""
        line = self.level.schools[0].lines[self.place]
        decimals = self.evaluation.names[self.place].decimals
        wanted = [
            (line.reached, f"标准 {shortest(line.reached, 2)}", Dash.SOLID, Meaning.TEXT),
            (line.ge85, f"85% {shortest(line.ge85, 4)}", Dash.DASHED, Meaning.TEXT),
        ]
        if self.mean is not None:
            text = f"平均 {rounded(self.mean, decimals)}"
            wanted.append((min(self.mean, self.top), text, Dash.DOTTED, Meaning.ACCENT))
        wanted.sort(key=lambda one: -one[0])
        right = self.room.width - _RIGHT
        places = [self._up(value) for value, *_ in wanted]
        names = spaced(places, gap=_GAP, least=_TOP, most=self.room.height - _BOTTOM)
        for (_, text, dash, ink), y, beside in zip(wanted, places, names, strict=True):
            yield Stroke(_LEFT, y, right, y, ink, dash, 0.9)
            yield Stroke(right, y, right + 5, beside, Meaning.QUIET)
            yield Label(right + 7, beside + 2.8, text, ink, SMALL)

    def _marks(self) -> Iterator[tuple[Dot, SchoolResult]]:
        largest = _LARGEST * min(1.0, sqrt(_CROWDED / len(self.known)) + 0.15)
        largest *= min(1.0, self.room.width / _SPACIOUS)
        for school, value, pupils in self.known:
            state = school.states[self.place]
            radius = max(_SMALLEST, largest * sqrt(pupils / self.known[0][2]))
            yield (
                Dot(
                    self._along(Fraction(pupils)),
                    self._up(min(value, self.top)),
                    radius,
                    FORMS[state],
                    INKS[state],
                    FigureKey(school.unit.key, self.place),
                    filled=value <= self.top,
                ),
                school,
            )

    def _names(
        self, marks: Sequence[tuple[Dot, SchoolResult]]
    ) -> tuple[Sequence[Dot], Sequence[Label]]:
        """Name the school that is chosen; without one those that fall shortest, as far as they fit."""
        chosen = [one for one in marks if one[1].unit.key == self.selected]
        if chosen:
            mark, school = chosen[0]
            ring = Dot(mark.x, mark.y, mark.radius + 2.5, mark.form, Meaning.ACCENT, filled=False)
            return [ring], [self._name(mark, school, marks, bold=True)]
        if self.room.width < _KEYED:
            return [], []
        short = [one for one in marks if one[1].states[self.place] is IndicatorState.SHORT]
        short.sort(key=lambda one: -one[0].y)
        taken: list[Label] = []
        for mark, school in short[:_NAMED]:
            label = self._name(mark, school, marks, bold=False)
            is_free = not any(_overlap(label, other) for other in taken)
            if is_free and _start(label) >= _LEFT:
                taken.append(label)
        return [], taken

    def _name(
        self,
        mark: Dot,
        school: SchoolResult,
        marks: Sequence[tuple[Dot, SchoolResult]],
        *,
        bold: bool,
    ) -> Label:
        """The name and figure of a mark, beside it or else above or below, where least lies under it."""
        decimals = self.evaluation.names[self.place].decimals
        name = elided(school.unit.name, min(110.0, self.room.width / 4), SMALL)
        text = f"{name} {figure(school, self.place, decimals)}"
        others = [other for other, _ in marks if other is not mark]
        return min(self._places(mark, text, bold=bold), key=lambda label: _covered(label, others))

    def _places(self, mark: Dot, text: str, *, bold: bool) -> Iterator[Label]:
        """Where a name can stand, the best place first, never beyond the axes."""
        wide, beside = text_width(text, SMALL), mark.radius + 4
        left, right = _LEFT, self.room.width - _RIGHT
        is_left = mark.x + beside + wide > right
        x = mark.x - beside if is_left else mark.x + beside
        anchor = TextAnchor.RIGHT if is_left else TextAnchor.LEFT
        yield Label(x, mark.y + 2.8, text, Meaning.TEXT, SMALL, anchor, bold=bold)
        x = max(left, min(mark.x - wide / 2, right - wide))
        for y in (mark.y - beside - 2, mark.y + beside + SMALL):
            if _TOP < y < self.room.height - _BOTTOM:
                yield Label(x, y, text, Meaning.TEXT, SMALL, bold=bold)


def _covered(label: Label, marks: Sequence[Dot]) -> int:
    """How many marks a name lies over."""
    left, right, middle = _start(label), _end(label), label.y - 2.8
    return sum(
        left - mark.radius < mark.x < right + mark.radius
        and abs(mark.y - middle) < mark.radius + SMALL / 2
        for mark in marks
    )


def _ground(label: Label) -> Box:
    """What lies between a name and the lines, so that none runs through it."""
    width = text_width(label.text, label.size)
    return Box(_start(label) - 1, label.y - SMALL * 0.85, width + 2, SMALL * 1.15, Meaning.GROUND)


def _overlap(one: Label, other: Label) -> bool:
    return (
        abs(one.y - other.y) < SMALL * 1.2
        and _start(one) < _end(other)
        and _start(other) < _end(one)
    )


def _start(label: Label) -> float:
    width = text_width(label.text, label.size)
    return label.x - width if label.anchor is TextAnchor.RIGHT else label.x


def _end(label: Label) -> float:
    return _start(label) + text_width(label.text, label.size)
