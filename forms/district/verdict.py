"""The items of a district and the total verdict (forms catalogue 4.7)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forms.district.checks import Checked, check_schools
from forms.district.school import DistrictSchool
from forms.evaluation.district import DistrictEvaluation
from forms.expr import Expression
from forms.expr.logic import conjunction
from forms.indicator import Indicator, Method
from forms.indicator_value import IndicatorValue
from forms.live.sheet import Sheet
from forms.values import NA, Maybe

TOTAL: Final = "D_passes"
RESOURCES: Final = "district_passes_resources"
"""What the total takes from the evaluation of the seven indicators."""

_OF_EVALUATED: Final = frozenset({"D_G3", "D_G4", "D_G5"})
"""Items that look at the evaluated schools only; the others look at every school that reports."""


@dataclass(frozen=True)
class DistrictItem:
    """One item of the district.

    Attributes:
        indicator: What it is.
        passes: True, false, or ``None`` unknown; an item that does not apply passes.
        applies: Whether there is anything in the district that it asks about.
        shown: The figure shown beside it, ``None`` without one or unknown.
        failing: Schools that make an every-school check fail.
        unknown: Schools for want of whose data an every-school check is unknown.
        blanks: Labels of the answers the bureau has not given in its own form, of an unknown item.

    """

    indicator: Indicator
    passes: bool | None
    applies: bool = True
    shown: Maybe = None
    failing: tuple[DistrictSchool, ...] = ()
    unknown: tuple[DistrictSchool, ...] = ()
    blanks: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How it stands, in words; of a 否决疑点 whether there is one."""
        if not self.applies:
            return "不适用"
        return (_STANDINGS if self.indicator.wanted else _SUSPICIONS)[self.passes]


_STANDINGS: Final = {True: "达标", False: "不达标", None: "不能判断"}
_SUSPICIONS: Final = {True: "无疑点", False: "有疑点", None: "不能判断"}


@dataclass(frozen=True)
class DistrictVerdict:
    """The whole district.

    Attributes:
        sheet: The form the bureau fills.
        evaluation: Of the seven 资源配置 indicators.
        checked: The checks of every school.
        items: Item id → item, in the order of the pack.
        passes: The total verdict.

    """

    sheet: Sheet
    evaluation: DistrictEvaluation
    checked: Checked
    items: Mapping[str, DistrictItem]
    passes: bool | None

    @property
    def schools(self) -> Sequence[DistrictSchool]:
        """All schools, accepted or not."""
        return self.checked.schools

    @property
    def outstanding(self) -> tuple[DistrictSchool, ...]:
        """Schools without an accepted return."""
        return tuple(school for school in self.schools if not school.accepted)

    @property
    def evaluated(self) -> frozenset[str]:
        """Codes of the schools that count where only evaluated ones do: outstanding ones too."""
        return _evaluated(self.evaluation, self.schools)

    def asked_by(self, name: str) -> tuple[tuple[str, ...], frozenset[str] | None]:
        """The checks of an every-school item, or one check, and the codes of the schools they ask.

        ``None`` instead of codes means every school.

        Raises:
            KeyError: The pack has no such indicator.

        """
        indicator = self.sheet.plan.pack.indicator_by_id[name]
        if indicator.method is not Method.EVERY_SCHOOL:
            return (indicator.id,), None
        return indicator.operands, self.evaluated if name in _OF_EVALUATED else None


def judge(
    sheet: Sheet, *, schools: Sequence[DistrictSchool], evaluation: DistrictEvaluation
) -> DistrictVerdict:
    """Judge a district.

    Args:
        sheet: The form the bureau fills, opened with the scopes of ``schools`` in its context.
        schools: Every school of the district, by 学校标识码.
        evaluation: Of the same schools on the seven indicators.

    """
    pack = sheet.plan.pack
    checked = check_schools(pack, schools)
    among = _evaluated(evaluation, schools)
    values = sheet.indicators
    items: dict[str, DistrictItem] = {}
    for indicator in sheet.plan.indicators:
        if indicator.method is Method.EVERY_SCHOOL:
            codes = among if indicator.id in _OF_EVALUATED else None
            items[indicator.id] = _of_every_school(indicator, checked, codes)
        elif indicator.method is Method.EXPRESSION:
            items[indicator.id] = _of_form(values[indicator.id], sheet)
    answers = {name: item.passes for name, item in items.items()}
    answers[RESOURCES] = evaluation.passes
    total = pack.indicator_by_id[TOTAL]
    passes = conjunction(answers[name] for name in total.operands)
    return DistrictVerdict(sheet, evaluation, checked, items, passes)


def _of_every_school(
    indicator: Indicator, checked: Checked, codes: frozenset[str] | None
) -> DistrictItem:
    passing, failing, unknown = (
        checked.with_answer(indicator.operands, answer=answer, among=codes)
        for answer in (True, False, None)
    )
    passes = False if failing else None if unknown or not checked.schools else True
    applies = bool(passing or failing or unknown) or not checked.schools
    return DistrictItem(indicator, passes, applies, failing=failing, unknown=unknown)


def _of_form(value: IndicatorValue, sheet: Sheet) -> DistrictItem:
    # Not applicable asks nothing: no special school, no special school to pay for.
    applies = value.value is not NA
    passes = value.value if applies else True
    return DistrictItem(
        value.indicator,
        passes if isinstance(passes, bool) else None,
        applies,
        shown=None if value.shown is NA else value.shown,
        blanks=tuple(_blanks(sheet, value.indicator.expression, set())) if passes is None else (),
    )


def _blanks(sheet: Sheet, expression: Expression, seen: set[str]) -> Iterator[str]:
    """The labels of the blank answers an expression asks for; what is calculated is followed to them."""
    for name in (found.name for found in expression.quantities):
        field = sheet.plan.fields.get(name)
        if field is None or name in seen:
            continue
        seen.add(name)
        if field.calculate is not None:
            yield from _blanks(sheet, field.calculate, seen)
        elif sheet.value(name) is None:
            yield field.label


def _evaluated(evaluation: DistrictEvaluation, schools: Sequence[DistrictSchool]) -> frozenset[str]:
    taking_part = {
        school.unit.code for level in evaluation.levels.values() for school in level.schools
    }
    return frozenset(taking_part | {school.code for school in schools if not school.accepted})
