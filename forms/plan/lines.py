"""A plan in sentences, one for each step: 崇仁路小学 增加骨干教师 2 人（4 → 6）."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation import INDICATORS, LEVELS, VERDICT_WORDS, RawColumns
from forms.evaluation.raw import SECTIONS, campus_number
from forms.plan.offer import Bound
from forms.plan.plan import Outlook
from forms.plan.steps import COLUMN, Merger, SetFigure, Step
from forms.plan.things import THINGS
from forms.rounding import rounded, shortest

Amount = int | Decimal


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One step in words.

    Attributes:
        school: 学校标识码 of the school it is about first.
        name: Its name.
        what: What is done, without the school: ``增加骨干教师 2 人``.
        before: The figure before, with its measure; ``""`` where there is none.
        after: The figure after.
        cost: 元; 0 where nothing is bought.

    """

    school: str
    name: str
    what: str
    before: str
    after: str
    cost: Fraction

    @property
    def sentence(self) -> str:
        """The whole sentence."""
        figures = f"（{self.before} → {self.after}）" if self.before and self.after else ""
        return f"{self.name} {self.what}{figures}"


@dataclass(frozen=True)
class Roll:
    """Names and types of the schools of a district, to speak of them."""

    names: Mapping[tuple[str, str], str]
    types: Mapping[str, str]

    @classmethod
    def of(cls, raw: RawColumns) -> "Roll":
        """Take them from the figures."""
        campuses = map(campus_number, raw["profile.campus_no"])
        keys = list(zip(raw.codes, campuses, strict=True))
        return cls(
            dict(zip(keys, raw.texts("profile.school_name"), strict=True)),
            dict(zip(raw.codes, raw.texts("profile.school_type"), strict=True)),
        )

    def name(self, school: str, campus: str = "") -> str:
        """What a school is called; its code if it is not known."""
        return self.names.get((school, campus)) or self.names.get((school, "")) or school

    def has_several(self, school: str) -> bool:
        """Whether it has sections of both levels."""
        return set(LEVELS) <= set(SECTIONS.get(self.types.get(school, ""), ()))


def plan_lines(steps: Sequence[Step], roll: Roll, prices: Sequence[Decimal]) -> list[PlanLine]:
    """Write the steps as sentences."""
    return [_line(step, roll, prices) for step in steps]


def _line(step: Step, roll: Roll, prices: Sequence[Decimal]) -> PlanLine:
    if isinstance(step, SetFigure):
        return _set_line(step, roll, prices)
    if isinstance(step, Merger):
        what = f"并入{roll.name(step.into)}"
        return PlanLine(step.school, roll.name(step.school), what, "", "", Fraction(0))
    word, measure = _word(step.column, several=roll.has_several(step.source))
    what = f"调出{word} {step.amount} {measure}到{roll.name(step.target)}"
    before = after = ""
    if step.before is not None:
        here, there = step.before
        before = f"两校 {here} {measure}、{there} {measure}"
        after = f"{here - step.amount} {measure}、{there + step.amount} {measure}"
    return PlanLine(step.source, roll.name(step.source), what, before, after, Fraction(0))


def _set_line(step: SetFigure, roll: Roll, prices: Sequence[Decimal]) -> PlanLine:
    word, measure = _word(step.column, several=roll.has_several(step.school))
    after = f"{number(step.after)} {measure}"
    name = roll.name(step.school, step.campus)
    if step.before is None:
        return PlanLine(step.school, name, f"{word}填为 {after}", "缺", after, Fraction(0))
    change = Fraction(step.after) - Fraction(step.before)
    verb = "增加" if change >= 0 else "减少"
    what = f"{verb}{word} {number(abs(change))} {measure}"
    place = _PLACES.get(step.column)
    cost = Fraction(0) if place is None or change < 0 else Fraction(prices[place]) * change
    return PlanLine(step.school, name, what, f"{number(step.before)} {measure}", after, cost)


def number(value: Fraction | Decimal | int) -> str:
    """A figure as short as it can be, areas and money to two decimals."""
    return shortest(Fraction(value), 2)


_PLACES: Final[Mapping[str, int]] = {
    column: place
    for place, thing in enumerate(THINGS)
    for level in LEVELS
    for column in thing.columns_at(level)
}
"""Column → which of the seven it is counted in, for what it costs."""

_WORDS: Final[Mapping[str, str]] = {
    thing.columns_at(level)[0]: thing.word for thing in THINGS for level in LEVELS
}

_PREFIXES: Final = {f"_{level.value}": level.label for level in LEVELS}


def _word(column: str, *, several: bool) -> tuple[str, str]:
    """What a column counts and its measure; with the level where a school has several."""
    if column not in COLUMN:
        return column, ""
    word = _WORDS.get(column)
    if word is None:
        return COLUMN[column].label, _measure(column)
    prefix = _PREFIXES.get(column[column.rfind("_") :], "") if several else ""
    return f"{prefix}{word}", _measure(column)


def _measure(column: str) -> str:
    place = _PLACES.get(column)
    if place is not None:
        return THINGS[place].measure
    if column.endswith("_area") or "area_" in column:
        return "㎡"
    if ".classes" in column or ".grades" in column:
        return "个"
    return "人"


def bound_sentence(bound: Bound) -> str:
    """How far a plan is from the least that could do."""
    level, place = bound.goal
    thing = THINGS[place]
    text = (
        f"{level.label} {INDICATORS[place]} {thing.word}：方案 {number(bound.planned)} {thing.measure}，"
        f"若可以任意拆分，最少要 {number(bound.least)} {thing.measure}，"
        f"多 {number(bound.planned - bound.least)} {thing.measure}"
    )
    return text + (f"；{bound.spared} 所学校这一项留在 85%。" if bound.spared else "。")


def outlook_sentences(before: Outlook, after: Outlook) -> list[str]:
    """What a plan changes for the district: the verdict, passing schools, coefficients."""
    found = [f"全区资源配置：{VERDICT_WORDS[before.passes]} → {VERDICT_WORDS[after.passes]}。"]
    for section in LEVELS:
        old, new = before.levels.get(section), after.levels.get(section)
        if old is None or new is None:
            continue
        text = f"{section.label}：七项指标达标的学校 {old.passing} / {old.schools} 所"
        text += f" → {new.passing} / {new.schools} 所"
        changes = [
            f"{name} {cv_text(was)} → {cv_text(now)}{'' if kept else '（超过限值）'}"
            for name, was, now, kept in zip(INDICATORS, old.cvs, new.cvs, new.kept, strict=True)
            if cv_text(was) != cv_text(now)
        ]
        found.append(text + (f"；差异系数 {'，'.join(changes)}。" if changes else "。"))
    return found


def cv_text(cv: str) -> str:
    """A coefficient as it is shown everywhere: four decimals, so that columns stand in line."""
    return rounded(Fraction(cv), 4) if cv else "缺"
