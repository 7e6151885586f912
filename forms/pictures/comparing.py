"""Two years: each coefficient then and now against its limit."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.two_years import Trend, TwoYears, YearFigure
from forms.pictures.geometry import Scale, elided, hatching, text_width, ticks
from forms.pictures.picture import (
    SMALL,
    Box,
    Chart,
    ChartCell,
    ChartHeading,
    ChartRow,
    ChartTable,
    Dash,
    Label,
    Meaning,
    Room,
    Shape,
    Stroke,
    TextAnchor,
)
from forms.pictures.words import MISSING, cv_text, nobody, short_name_of
from forms.rounding import rounded, shortest
from forms.schooling import Section
from forms.signs import NOTHING

_LEFT, _RIGHT, _TOP, _BOTTOM = 128.0, 96.0, 16.0, 28.0
_SECOND: Final = 96.0
"""Where the second part of the key begins, seen from the first."""
_SPACIOUS: Final = 420.0
"""Width below which the axis has fewer numbers."""


def two_years(both: TwoYears, section: Section, room: Room) -> Chart:
    """Draw the coefficients of a level, the earlier year's hollow above the later year's.

    Args:
        both: The two evaluations.
        section: Primary or junior.
        room: How large the picture is to be.

    """
    title = f"{section.label}　{both.years[0]} 年与 {both.years[1]} 年的差异系数"
    if section not in both.sections:
        return Chart(title, nobody(section), room)
    drawn = _TwoYears(both, section, room)
    return Chart(title, drawn.sentence, room, drawn.shapes, drawn.table)


def headings(both: TwoYears) -> tuple[ChartHeading, ...]:
    """The columns of the table of the coefficients."""
    then, now = both.years
    return (
        ChartHeading("指标", numeric=False),
        ChartHeading(f"{then} 年差异系数"),
        ChartHeading(f"{now} 年差异系数"),
        ChartHeading("变化"),
        ChartHeading("限值"),
        ChartHeading(f"{then} 年达标学校"),
        ChartHeading(f"{now} 年达标学校"),
    )


@dataclass(frozen=True)
class _TwoYears:
    """The picture while it is made."""

    both: TwoYears
    section: Section
    room: Room

    @cached_property
    def standings(self) -> tuple[tuple[YearFigure, YearFigure], ...]:
        """The seven, then and now."""
        return self.both.standings(self.section)

    @property
    def limit(self) -> Fraction:
        """What a coefficient may be at most in the later year, else in the earlier."""
        year = self.both.now if self.section in self.both.now.levels else self.both.then
        return year.levels[self.section].limit

    @property
    def sentence(self) -> str:
        """Say how many coefficients grew, shrank or cannot be compared, and how the schools moved."""
        steps = [_step(then.found, now.found) for then, now in self.standings]
        known = [step for step in steps if step is not None]
        moves = [one.move for one in self.both.schools(self.section)]
        text = f"{self.section.label}：差异系数 {sum(step < 0 for step in known)} 项缩小"
        text += f"，{sum(step > 0 for step in known)} 项扩大"
        if unknown := len(steps) - len(known):
            text += f"，{unknown} 项缺数据不能比较"
        said = [
            f"{moves.count(move)} 所{move.label}"
            for move in (Trend.FELL, Trend.MIXED, Trend.ROSE, Trend.NEW, Trend.GONE)
            if moves.count(move)
        ]
        return f"{text}；学校 {'，'.join(said)}。" if said else f"{text}；各校都没有升降。"

    # -- table ---------------------------------------------------------------------------------

    @property
    def table(self) -> ChartTable:
        """One row for each of the seven."""
        return ChartTable(
            headings(self.both),
            tuple(self._row(place, *pair) for place, pair in enumerate(self.standings)),
        )

    def _row(self, place: int, then: YearFigure, now: YearFigure) -> ChartRow:
        step = _step(then.found, now.found)
        sign = "+" if step is not None and step > 0 else ""
        change = NOTHING if step is None else f"{sign}{rounded(step, 4)}"
        return ChartRow(
            place,
            (
                ChartCell(short_name_of(self.both.now, place), place),
                _coefficient(then.found),
                _coefficient(now.found),
                ChartCell(change, step),
                ChartCell(rounded(self.limit, 2), self.limit),
                _reached(then),
                _reached(now),
            ),
        )

    # -- shapes --------------------------------------------------------------------------------

    @cached_property
    def _known(self) -> list[Fraction]:
        both = [one.found for pair in self.standings for one in pair]
        return [Fraction(one.cv) for one in both if one is not None and one.cv is not None]

    @cached_property
    def _marks(self) -> tuple[Fraction, ...]:
        """The numbers on the axis; the last is its end."""
        about = 6 if self.room.width >= _SPACIOUS else 3
        return ticks(max(self.limit * Fraction(6, 5), *self._known), about=about)

    @cached_property
    def _along(self) -> Scale:
        return Scale(self._marks[-1], _LEFT, self.room.width - _RIGHT)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Pairs of bars over the axis, the limit over them, and what they are."""
        if not self._known:
            return ()
        step = (self.room.height - _TOP - _BOTTOM) / len(self.standings)
        bars = [
            shape
            for place, pair in enumerate(self.standings)
            for shape in self._pair(place, *pair, top=_TOP + step * place, step=step)
        ]
        return (*self._axis(), *bars, *self._limit(), *self._key())

    def _axis(self) -> Iterator[Shape]:
        bottom = self.room.height - _BOTTOM
        for value in self._marks:
            x = self._along(value)
            yield Stroke(x, _TOP, x, bottom)
            yield Label(x, bottom + 10, shortest(value, 2), Meaning.QUIET, SMALL, TextAnchor.MIDDLE)

    def _limit(self) -> Iterator[Shape]:
        x = self._along(self.limit)
        yield Stroke(x, _TOP - 3, x, self.room.height - _BOTTOM, Meaning.TEXT, Dash.SOLID, 1.1)
        text = f"限值 {rounded(self.limit, 2)}"
        yield Label(x, _TOP - 6, text, Meaning.TEXT, SMALL, TextAnchor.MIDDLE)

    def _pair(
        self, place: int, then: YearFigure, now: YearFigure, *, top: float, step: float
    ) -> Iterator[Shape]:
        name = elided(short_name_of(self.both.now, place), _LEFT - 6)
        yield Label(0, top + step / 2 + 3, name)
        thick = step * 0.34
        yield from self._bar(then.found, top + step * 0.12, thick, is_now=False)
        yield from self._bar(now.found, top + step * 0.12 + thick, thick, is_now=True)
        words = f"{_text(then.found)} → {_text(now.found)}"
        yield Label(self.room.width - _RIGHT + 8, top + step / 2 + 3, words, bold=True)

    def _bar(
        self, found: Coefficient | None, top: float, height: float, *, is_now: bool
    ) -> Iterator[Shape]:
        if found is None or found.cv is None:
            return
        end = self._along(Fraction(found.cv))
        ink = (Meaning.REACHED if found.passes else Meaning.SHORT) if is_now else Meaning.MISSING
        box = Box(_LEFT, top, end - _LEFT, height, ink)
        yield box
        if not is_now:
            yield Box(
                _LEFT + 0.8, top + 0.8, max(0.0, box.width - 1.6), height - 1.6, Meaning.GROUND
            )
        elif not found.passes:
            yield from hatching(box, Meaning.GROUND)

    def _key(self) -> Iterator[Shape]:
        base = self.room.height - 3
        then, now = self.both.years
        told = f"{now} 年（实心；带斜纹的超过限值）"
        x = max(0.0, min(_LEFT, self.room.width - _SECOND - 18 - text_width(told, SMALL)))
        yield Box(x, base - 6, 14, 6, Meaning.MISSING)
        yield Box(x + 0.8, base - 5.2, 12.4, 4.4, Meaning.GROUND)
        yield Label(x + 18, base, f"{then} 年（空心）", Meaning.QUIET, SMALL)
        yield Box(x + _SECOND, base - 6, 14, 6, Meaning.REACHED)
        yield Label(x + _SECOND + 18, base, told, Meaning.QUIET, SMALL)


def _step(then: Coefficient | None, now: Coefficient | None) -> Fraction | None:
    """How much a coefficient has grown; ``None`` if either year has none."""
    if then is None or now is None or then.cv is None or now.cv is None:
        return None
    return Fraction(now.cv) - Fraction(then.cv)


def _text(found: Coefficient | None) -> str:
    return MISSING if found is None else cv_text(found.cv)


def _coefficient(found: Coefficient | None) -> ChartCell:
    return ChartCell(_text(found), None if found is None else found.cv)


def _reached(standing: YearFigure) -> ChartCell:
    if standing.found is None:
        return ChartCell(NOTHING)
    return ChartCell(f"{standing.reached} / {standing.schools} 所", standing.reached)
