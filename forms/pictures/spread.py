"""The seven coefficients of a level against their limit, each with what the schools add to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.detail import shares
from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.resources import INDICATORS
from forms.pictures.geometry import Scale, elided, hatching, text_width, ticks
from forms.pictures.picture import (
    BODY,
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
from forms.pictures.words import (
    MISSING,
    VERDICTS,
    cv_text,
    name_of,
    named,
    nobody,
    percent,
    short_name_of,
)
from forms.rounding import rounded, shortest
from forms.schooling import Section
from forms.signs import NOTHING

HEADINGS: Final = (
    ChartHeading("指标", numeric=False),
    ChartHeading("全区平均"),
    ChartHeading("单位", numeric=False),
    ChartHeading("标准差"),
    ChartHeading("差异系数"),
    ChartHeading("限值"),
    ChartHeading("差异系数结论", numeric=False),
    ChartHeading("达标学校"),
    ChartHeading("影响最大的学校", numeric=False),
)
_LEFT, _TOP, _BOTTOM = 122.0, 16.0, 28.0
_FIGURE: Final = 66.0
"""Room for a coefficient at the right of its bar."""
_LARGEST: Final = 98.0
"""Room for who adds most."""
_SPACIOUS: Final = 420.0
"""Width from which there is room for who adds most; the table has it too."""
_SEGMENTS: Final = 3
"""Schools of a bar that are shown one by one; the others are one part."""
_ORDER: Final = {False: 0, True: 1, None: None}
_WORDS: Final = {True: "达标", False: "超过限值", None: "缺数据"}


def spread(evaluation: DistrictEvaluation, section: Section, room: Room) -> Chart:
    """Draw the coefficients of a level as bars.

    Args:
        evaluation: Of the district.
        section: Primary or junior.
        room: How large the picture is to be.

    """
    title = f"{section.label}　七项差异系数"
    level = evaluation.levels.get(section)
    if level is None:
        return Chart(title, nobody(section), room)
    drawn = _Spread(evaluation, level, room)
    return Chart(title, drawn.sentence, room, drawn.shapes, drawn.table)


@dataclass(frozen=True)
class _Spread:
    """The picture while it is made."""

    evaluation: DistrictEvaluation
    level: LevelEvaluation
    room: Room

    @cached_property
    def parts(self) -> Sequence[Sequence[tuple[Decimal, str]] | None]:
        """For each of the seven what the schools add to it, the largest first."""
        names = [school.unit.name for school in self.level.schools]
        every = (shares(self.level, place) for place in range(len(INDICATORS)))
        return [
            None if own is None else sorted(zip(own, names, strict=True), reverse=True)
            for own in every
        ]

    @property
    def _is_spacious(self) -> bool:
        return self.room.width >= _SPACIOUS

    @property
    def _end(self) -> float:
        """Where the bars end at the right."""
        return self.room.width - _FIGURE - (_LARGEST if self._is_spacious else 0.0)

    # -- words ---------------------------------------------------------------------------------

    @property
    def sentence(self) -> str:
        """Say which coefficients keep the limit, and which cannot be calculated."""
        found = self.level.coefficients
        label, limit = self.level.level.label, rounded(self.level.limit, 2)
        over = [place for place, one in enumerate(found) if one.passes is False]
        unknown = [place for place, one in enumerate(found) if one.passes is None]
        if len(unknown) == len(found):
            text = f"{label}七项差异系数都不能计算，画不出图"
        else:
            kept = len(found) - len(over) - len(unknown)
            text = f"{label}七项差异系数中 {kept} 项不超过限值 {limit}"
        if over:
            said = (f"{self._name(place)}（{cv_text(found[place].cv)}）" for place in over)
            text += f"，{'、'.join(said)}超过"
        if unknown and len(self.level.schools) > 0:
            whys = "；".join(self._unknown(place) for place in unknown)
            text += f"；{whys}"
        if len(self.level.schools) == 1:
            text += "；只有 1 所学校，没有校际差异"
        return f"{text}。"

    def _unknown(self, place: int) -> str:
        lacking = self.level.lacking(place)
        why = f"缺 {named(lacking)}的数据" if lacking else "没有可以比较的数"
        return f"{INDICATORS[place]} 不能计算，{why}"

    def _name(self, place: int) -> str:
        return name_of(self.evaluation, place)

    # -- table ---------------------------------------------------------------------------------

    @property
    def table(self) -> ChartTable:
        """One row for each of the seven."""
        return ChartTable(HEADINGS, tuple(map(self._row, range(len(INDICATORS)))))

    def _row(self, place: int) -> ChartRow:
        found, words = self.level.coefficients[place], self.evaluation.names[place]
        reached, every = self.level.reached(place), len(self.level.schools)
        return ChartRow(
            place,
            (
                ChartCell(short_name_of(self.evaluation, place), place),
                ChartCell(_number(found.mean, words.decimals), found.mean),
                ChartCell(words.rate, place),
                ChartCell(_number(found.sd, words.decimals), found.sd),
                ChartCell(cv_text(found.cv), found.cv),
                ChartCell(rounded(found.limit, 2), found.limit),
                ChartCell(_WORDS[found.passes], _ORDER[found.passes], VERDICTS[found.passes]),
                ChartCell(f"{reached} / {every} 所", reached),
                ChartCell(self._largest(place), self._largest(place)),
            ),
        )

    def _largest(self, place: int) -> str:
        parts = self.parts[place]
        if not parts or not parts[0][0]:
            return NOTHING
        return f"{parts[0][1]} {percent(parts[0][0])}"

    # -- shapes --------------------------------------------------------------------------------

    @cached_property
    def _marks(self) -> tuple[Fraction, ...]:
        """The numbers on the axis; the last is its end."""
        known = [Fraction(one.cv) for one in self.level.coefficients if one.cv is not None]
        about = 6 if self._is_spacious else 3
        return ticks(max(self.level.limit * Fraction(6, 5), *known), about=about)

    @cached_property
    def _along(self) -> Scale:
        return Scale(self._marks[-1], _LEFT, self._end)

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """Bars over the axis, the limit over the bars; nothing where no coefficient is known."""
        if not any(one.is_known for one in self.level.coefficients):
            return ()
        step = (self.room.height - _TOP - _BOTTOM) / len(INDICATORS)
        bars = [
            shape
            for place, found in enumerate(self.level.coefficients)
            for shape in self._bar(place, found, _TOP + step * place, step)
        ]
        return (*self._axis(), *bars, *self._limit())

    def _axis(self) -> Iterator[Shape]:
        bottom = self.room.height - _BOTTOM
        for value in self._marks:
            x = self._along(value)
            yield Stroke(x, _TOP, x, bottom)
            yield Label(x, bottom + 11, shortest(value, 2), Meaning.QUIET, SMALL, TextAnchor.MIDDLE)

    def _limit(self) -> Iterator[Shape]:
        x = self._along(self.level.limit)
        yield Stroke(x, _TOP - 3, x, self.room.height - _BOTTOM, Meaning.TEXT, Dash.SOLID, 1.1)
        text = f"限值 {rounded(self.level.limit, 2)}"
        yield Label(x, _TOP - 6, text, Meaning.TEXT, SMALL, TextAnchor.MIDDLE)
        if self._is_spacious:
            heading = "影响最大的学校"
            yield Label(self._end + _FIGURE, _TOP - 6, heading, Meaning.QUIET, SMALL)
        key = f"白线分开影响最大的 {_SEGMENTS} 所，最后一段是其余学校；带斜纹的超过限值"
        told = elided(key, self.room.width, SMALL)
        yield Label(0, self.room.height - 2, told, Meaning.QUIET, SMALL)

    def _bar(self, place: int, found: Coefficient, top: float, step: float) -> Iterator[Shape]:
        """One coefficient: its name, the parts of its bar, its figure and who adds most."""
        base = top + step / 2 + 3
        name = short_name_of(self.evaluation, place)
        yield Label(0, base, elided(name, _LEFT - 6), Meaning.TEXT)
        right = self._end + 8
        if found.cv is None:
            yield from self._unknown_bar(base)
            return
        yield from self._segments(place, found, top + step * 0.2, step * 0.6)
        words = cv_text(found.cv) if found.passes else f"{cv_text(found.cv)} 超过"
        yield Label(right, base, words, Meaning.TEXT, BODY, bold=True)
        if self._is_spacious:
            largest = elided(self._largest(place), _LARGEST, SMALL)
            yield Label(self._end + _FIGURE, base, largest, Meaning.QUIET, SMALL)

    def _unknown_bar(self, base: float) -> Iterator[Shape]:
        """Say that a coefficient is missing: where its bar would be, else where its figure would."""
        text = f"{MISSING}数据，不能计算"
        if _LEFT + 4 + text_width(text, SMALL) < self._along(self.level.limit):
            yield Label(_LEFT + 4, base, text, Meaning.QUIET, SMALL)
        else:
            yield Label(self._end + 8, base, f"{MISSING}数据", Meaning.QUIET, SMALL)

    def _segments(
        self, place: int, found: Coefficient, top: float, height: float
    ) -> Iterator[Shape]:
        ink = Meaning.REACHED if found.passes else Meaning.SHORT
        end = self._along(Fraction(found.cv or 0))
        whole = Box(_LEFT, top, end - _LEFT, height, ink, place)
        yield whole
        if not found.passes:
            yield from hatching(whole, Meaning.GROUND)
        x = _LEFT
        for part, _ in (self.parts[place] or ())[:_SEGMENTS]:
            x += float(part) * whole.width
            if part and x < end - 1:
                yield Stroke(x, top, x, top + height, Meaning.GROUND, width=1.3)


def _number(value: Fraction | Decimal | None, decimals: int) -> str:
    return MISSING if value is None else rounded(Fraction(value), decimals)
