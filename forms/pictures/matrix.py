"""Schools × the seven: each figure as a bar against its standard and 85 % of it, with its state."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.pictures.geometry import elided, text_width
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
from forms.pictures.words import MISSING, VERDICTS, figure, nobody
from forms.schooling import Section

HEADINGS: Final = (
    ChartHeading("学校", numeric=False),
    ChartHeading("学生"),
    *(ChartHeading(name) for name in INDICATORS),
    ChartHeading("结论", numeric=False),
)
_FULL: Final = Fraction(8, 5)
"""Where bars end, in standards."""
_NEARLY: Final = Fraction(17, 20)
_STANDARD: Final = Fraction(1)
LINES: Final = (float(_STANDARD / _FULL), float(_NEARLY / _FULL))
"""Where standard and 85 % line cross a bar, in shares of the longest bar."""
_NAME, _PUPILS, _VERDICT = 118.0, 34.0, 44.0
_HEAD, _ROW, _KEY = 36.0, 15.0, 14.0
_BASE = 28.0
"""Where the words above the columns stand."""


def height_for(schools: int) -> float:
    """How high a picture of so many schools is."""
    return _HEAD + _ROW * schools + _KEY


def matrix(
    evaluation: DistrictEvaluation,
    section: Section,
    room: Room,
    *,
    schools: Sequence[SchoolResult] | None = None,
) -> Chart:
    """Draw the schools of a level, as many as the room holds.

    Args:
        evaluation: Of the district.
        section: Primary or junior.
        room: How large the picture is to be; see :func:`height_for`.
        schools: Which schools, in this order; by default all, those that reach least first.

    """
    title = f"{section.label}　各校七项指标"
    level = evaluation.levels.get(section)
    if level is None:
        return Chart(title, nobody(section), room)
    listed = least_first(level) if schools is None else schools
    if not listed:
        return Chart(title, f"没有符合条件的{section.label}，没有可以画的图。", room)
    drawn = _Matrix(evaluation, level, room, listed)
    return Chart(title, drawn.sentence, room, drawn.shapes, drawn.table)


def least_first(level: LevelEvaluation) -> Sequence[SchoolResult]:
    """The schools of a level: those that fail and reach least first, then those that are unknown."""
    order = {False: 0, None: 1, True: 2}
    return sorted(level.schools, key=lambda one: (order[one.passes], one.reached))


def bar_share(school: SchoolResult, place: int) -> Fraction | None:
    """How long the bar of a figure is, in shares of the longest; ``None`` is missing."""
    value = school.values[place]
    if value is None:
        return None
    return min(value / school.lines[place].reached / _FULL, Fraction(1))


@dataclass(frozen=True)
class _Matrix:
    """The picture while it is made."""

    evaluation: DistrictEvaluation
    level: LevelEvaluation
    room: Room
    listed: Sequence[SchoolResult]

    @property
    def drawn(self) -> Sequence[SchoolResult]:
        """The schools that the room holds, at least one."""
        return self.listed[: max(1, int((self.room.height - _HEAD - _KEY) // _ROW))]

    @property
    def sentence(self) -> str:
        """Say how many pass, and how many are not drawn."""
        verdicts = [school.passes for school in self.listed]
        counts = [
            f"{verdicts.count(verdict)} 所{state.label}"
            for verdict, state in VERDICTS.items()
            if verdicts.count(verdict)
        ]
        label, every = self.level.level.label, len(self.level.schools)
        text = f"{len(self.listed)} 所{label}中 "
        if len(self.listed) < every:
            text = f"{every} 所{label}中列出 {len(self.listed)} 所："
        text += "，".join(counts)
        left = len(self.listed) - len(self.drawn)
        return (
            f"{text}；图中画出 {len(self.drawn)} 所，其余 {left} 所见表。" if left else f"{text}。"
        )

    @property
    def table(self) -> ChartTable:
        """All the schools, drawn or not."""
        return ChartTable(HEADINGS, tuple(map(self._row, self.listed)))

    def _row(self, school: SchoolResult) -> ChartRow:
        unit = school.unit
        pupils = ChartCell(MISSING if unit.pupils is None else str(unit.pupils), unit.pupils)
        figures = (
            ChartCell(self._figure(school, place), school.values[place], state)
            for place, state in enumerate(school.states)
        )
        verdict = ChartCell(VERDICTS[school.passes].label, school.reached, VERDICTS[school.passes])
        return ChartRow(unit.key, (ChartCell(unit.name, unit.name), pupils, *figures, verdict))

    def _figure(self, school: SchoolResult, place: int) -> str:
        return figure(school, place, self.evaluation.names[place].decimals)

    # -- shapes --------------------------------------------------------------------------------

    @property
    def _column(self) -> float:
        return (self.room.width - _NAME - _PUPILS - _VERDICT) / len(INDICATORS)

    def _left(self, place: int) -> float:
        return _NAME + _PUPILS + self._column * place + 6

    @property
    def _bar(self) -> float:
        return self._column - 12

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Headings, a row for each school, and what the signs mean."""
        rows = [
            shape
            for number, school in enumerate(self.drawn)
            for shape in self._school(school, _HEAD + _ROW * number)
        ]
        return (*self._heading(), *rows, *self._key(_HEAD + _ROW * len(self.drawn)))

    def _heading(self) -> Iterator[Shape]:
        yield Label(0, _BASE, "学校", Meaning.QUIET, SMALL)
        yield Label(_NAME + _PUPILS - 6, _BASE, "学生", Meaning.QUIET, SMALL, TextAnchor.RIGHT)
        for place, (name, words) in enumerate(zip(INDICATORS, self.evaluation.names, strict=True)):
            left = self._left(place)
            yield Label(left, 10, name, Meaning.TEXT, SMALL, bold=True)
            for line, base in zip(self._lines(words.short), (_BASE, _BASE - 9), strict=False):
                yield Label(left, base, line, Meaning.QUIET, SMALL - 1)
        yield Label(self.room.width - _VERDICT + 6, _BASE, "结论", Meaning.QUIET, SMALL)
        yield Stroke(0, _HEAD - 3, self.room.width, _HEAD - 3, Meaning.QUIET)

    def _lines(self, words: str) -> Sequence[str]:
        """What a column shows, on one line or on two of about one length; the lower line first."""
        room, size = self._column - 2, SMALL - 1
        half = 0 if text_width(words, size) <= room else -(-len(words) // 2)
        return [elided(one, room, size) for one in (words[half:], words[:half]) if one]

    def _school(self, school: SchoolResult, top: float) -> Iterator[Shape]:
        base = top + 9.5
        unit = school.unit
        yield Label(0, base, elided(unit.name, _NAME - 8, SMALL), Meaning.TEXT, SMALL)
        pupils = MISSING if unit.pupils is None else str(unit.pupils)
        yield Label(_NAME + _PUPILS - 6, base, pupils, Meaning.QUIET, SMALL, TextAnchor.RIGHT)
        for place in range(len(INDICATORS)):
            yield from self._cell(school, place, top)
        is_bold = school.passes is False
        verdict = VERDICTS[school.passes].label
        left = self.room.width - _VERDICT + 6
        yield Label(left, base, verdict, Meaning.TEXT, SMALL, bold=is_bold)
        yield Stroke(0, top + _ROW - 1.5, self.room.width, top + _ROW - 1.5)

    def _cell(self, school: SchoolResult, place: int, top: float) -> Iterator[Shape]:
        left, state = self._left(place), school.states[place]
        share = bar_share(school, place)
        if share is None:
            yield Label(left, top + 9.5, MISSING, Meaning.QUIET, SMALL)
            return
        long = self._bar * float(share)
        yield Box(left, top + 10.2, long, 2.2, INKS[state], school.unit.key)
        for line, dash in zip(LINES, (Dash.SOLID, Dash.DOTTED), strict=True):
            x = left + self._bar * line
            yield Stroke(x, top + 8.8, x, top + 13, Meaning.TEXT, dash, 0.6)
        text = self._figure(school, place)
        yield Label(left, top + 7.6, text, Meaning.TEXT, SMALL)
        if state is not IndicatorState.REACHED:
            right = left + text_width(text, SMALL) + 4
            yield Dot(right, top + 5, 2.3, FORMS[state], INKS[state])

    def _key(self, top: float) -> Iterator[Shape]:
        base = top + 10
        for left, state, text in (
            (3.0, IndicatorState.GE85, "达到 85%，未达标"),
            (84.0, IndicatorState.SHORT, "不到 85%"),
        ):
            yield Dot(left, base - 3, 2.6, FORMS[state], INKS[state])
            yield Label(left + 6, base, text, Meaning.QUIET, SMALL)
        text = "没有记号：达标。条长是数值与标准的比，竖实线是标准，虚线是标准的 85%"
        yield Label(138, base, text, Meaning.QUIET, SMALL)
