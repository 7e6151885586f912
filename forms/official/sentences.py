"""Sentences of the official tables with the district's figures in them, and where each came from.

A template is Chinese text with places in braces:

* ``{district.quota_planned|0 人}``: the value of an expression over the bureau's form, with so many
  decimals and the unit behind it; ``dsum`` and ``dcount`` read every school;
* ``{district.layout_ok}``: without decimals a text, or 是 and 否;
* ``{district.layout_note|。}``: a text that ends a sentence, whether or not its writer did;
* ``{failing:D_G4@211,218|0}``, ``{passing:D_Q3|0}``, ``{asked:D_Q3|0}``: schools of an every-school
  check that fail it, pass it, or are asked at all, if wanted of some 办学类型 only;
* ``{share:D_Q4|1}``: per cent that pass; a check of one school can stand in place of the item.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from forms.district import DistrictSchool, DistrictVerdict
from forms.expr import Expression, parse
from forms.indicator_value import as_figure
from forms.official.cells import number
from forms.official.model import NOT_APPLICABLE_TEXT, UNKNOWN_TEXT, Align, OfficialCell
from forms.rounding import rounded
from forms.values import NA, Maybe, Number

_PLACE: Final = re.compile(r"\{([^{}|]+)(?:\|(\d?)([^{}]*))?\}")
_COUNT: Final = re.compile(r"(failing|passing|asked|share):(\w+)(?:@([\d,]+))?")
_STOP: Final = "。"
_ENDS: Final = ("。", "！", "？", "；")
ALL_SCHOOLS: Final = "*/"
"""Starts a source that is a figure of every school."""


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A cell, and whether every figure in it is known."""

    cell: OfficialCell
    is_known: bool


class Teller:
    """Fills templates with the figures of one district."""

    def __init__(self, verdict: DistrictVerdict) -> None:
        self._verdict = verdict
        self._scope = verdict.sheet.scope

    def tell(self, template: str, *, align: Align = Align.LEFT) -> ToldFigure:
        """A sentence as a cell."""
        sources: list[str] = []
        unknown: list[str] = []

        def fill(found: re.Match[str]) -> str:
            what, decimals, behind = found.groups()
            value, names = self.look_up(what)
            sources.extend(names)
            if value is None:
                unknown.append(what)
            return _shown(value, decimals, behind)

        text = _PLACE.sub(fill, template)
        cell = OfficialCell(text, align=align, sources=tuple(dict.fromkeys(sources)))
        return ToldFigure(cell, not unknown)

    def figure(self, what: str, decimals: int) -> OfficialCell:
        """One figure as a cell."""
        value, sources = self.look_up(what)
        if value is NA:
            return OfficialCell(NOT_APPLICABLE_TEXT, sources=sources)
        return number(as_figure(value), decimals, *sources)

    def number_of(self, what: str) -> Number | None:
        """The figure itself; ``None`` for what is unknown or no number."""
        return as_figure(self.look_up(what)[0])

    def look_up(self, what: str) -> tuple[Maybe, tuple[str, ...]]:
        """Value and sources of what stands in braces, without its decimals."""
        counted = _COUNT.fullmatch(what)
        if counted is not None:
            return self._count(counted[1], counted[2], types=counted[3])
        expression = parsed(what)
        return expression.evaluate(self._scope), sources_of(expression)

    def _count(
        self, kind: str, name: str, *, types: str | None
    ) -> tuple[Number | None, tuple[str, ...]]:
        checks, among = self._verdict.asked_by(name)
        sources = tuple(ALL_SCHOOLS + check for check in checks)

        def count(*, answer: bool | None) -> int:
            found = self._verdict.checked.with_answer(checks, answer=answer, among=among)
            return len(_of_types(found, types))

        passing, failing, unknown = (count(answer=answer) for answer in (True, False, None))
        asked = passing + failing + unknown
        if kind == "asked":
            return asked, sources
        if unknown:
            return None, sources
        if kind == "share":
            percentage = as_figure(parsed(f"pct({passing}, {asked})").evaluate(self._scope))
            return percentage, sources
        return (passing if kind == "passing" else failing), sources


@lru_cache(maxsize=512)
def parsed(text: str) -> Expression:
    """An expression of a template, parsed once."""
    return parse(text)


def sources_of(expression: Expression) -> tuple[str, ...]:
    """What an expression reads: of the bureau's form, and of every school."""
    own = sorted(expression.names | expression.cells)
    return (*own, *(ALL_SCHOOLS + name for name in sorted(expression.school_names)))


def _of_types(schools: Iterable[DistrictSchool], types: str | None) -> Sequence[DistrictSchool]:
    wanted = None if types is None else types.split(",")
    return [school for school in schools if wanted is None or school.type in wanted]


def _shown(value: Maybe, decimals: str | None, behind: str | None) -> str:
    figure = as_figure(value)
    if figure is not None:
        return rounded(figure, int(decimals or 0)) + (behind or "")
    text = _words(value)
    return text if behind != _STOP or text.endswith(_ENDS) else text + _STOP


def _words(value: Maybe) -> str:
    if value is None:
        return UNKNOWN_TEXT
    if value is NA:
        return NOT_APPLICABLE_TEXT
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)
