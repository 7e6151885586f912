"""One figure of a school back to its cells, to what was said about them, and to the signature."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms.confirmation import Confirmation
from forms.evaluation import FigureKey, SchoolResult
from forms.exchange import Signer
from forms.indicator import Indicator, Method
from forms.indicator_value import IndicatorValue
from forms.live.campuses import campus_note
from forms.live.sheet import Sheet
from forms.live.sources import Source, sources_of
from forms.problems import Operand, Problem
from forms.record import split_address
from operations.bureau.evaluation.figure_sentence import figure_sentence
from operations.bureau.returns.school_file import SchoolFile
from operations.packs.bundled import bundled_pack
from storage.bureau.packages import PackageRecord


@dataclass(frozen=True)
class Figure:
    """A figure or check of one school, with everything behind it.

    Attributes:
        school: 学校标识码.
        name: Whose it is: the school, or 校名（校区名） of a campus that counts by itself.
        campus: 校区号 of such a campus, else ``""``.
        value: Indicator, exact value and state.
        sentence: How it comes about, what is asked, what is missing; ``""`` for a check.
        note: What has to be known about the parts (Chinese sentences), or ``""``.
        sources: The quantities it is made from; empty if the return does not hold.
        problems: Findings about one of them, with the school's 说明.
        rules: Numbers of the rules that look at one of them.
        package: The package it comes from.
        signer: Whose signature holds for that package; ``None`` if it does not hold.
        confirmations: Who has confirmed the return; ``None`` of a program that did not ask for it.
        further: Who of them has signed it with a key of his own.
        fault: Why what is kept does not hold (Chinese sentences), or ``""``.

    """

    school: str
    name: str
    campus: str
    value: IndicatorValue
    sentence: str
    note: str
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    rules: tuple[str, ...]
    package: PackageRecord
    signer: Signer | None
    confirmations: tuple[Confirmation, ...] | None
    further: tuple[Signer, ...]
    fault: str

    @property
    def verified(self) -> str:
        """How its package stands, verified just now."""
        held = "签名有效，内容完整，与重新计算的结果一致"
        return self.fault or self.package.remark or held


def figure_of(result: SchoolResult, key: FigureKey, file: SchoolFile) -> Figure | None:
    """Take one of the seven figures of a section apart; ``None`` if no package stands behind it.

    Args:
        result: The section, judged.
        key: Which of its figures.
        file: What the store has of the school.

    """
    indicator = bundled_pack().indicator_by_id[key.indicator]
    note = "" if file.signed is None else campus_note(file.signed.sheet.scope)
    return _figure(
        IndicatorValue(indicator, result.values[key.place], result.states[key.place]),
        file,
        whose=(result.unit.name, result.unit.campus),
        sentence=figure_sentence(result, indicator),
        note=f"{note}下面各项是全校的数。" if note else "",
    )


def check_of(indicator: Indicator, name: str, file: SchoolFile) -> Figure | None:
    """Take another figure or check of a school apart; ``None`` if its return does not hold.

    Args:
        indicator: A school's indicator that is not one of the seven.
        name: Name of the school.
        file: What the store has of it.

    """
    if file.signed is None:
        return None
    return _figure(file.signed.sheet.indicators[indicator.id], file, whose=(name, ""))


def _figure(
    value: IndicatorValue,
    file: SchoolFile,
    *,
    whose: tuple[str, str],
    sentence: str = "",
    note: str = "",
) -> Figure | None:
    package, signed = file.newest, file.signed
    if package is None:
        return None
    sheet = None if signed is None else signed.sheet
    sources = () if sheet is None else _parts(sheet, value.indicator)
    names = {part.operand.name for part in sources} | {part.address for part in sources} - {""}
    return Figure(
        school=package.school_code,
        name=whose[0],
        campus=whose[1],
        value=value,
        sentence=sentence,
        note=note,
        sources=sources,
        problems=() if sheet is None else tuple(_about(sheet.problems, names)),
        rules=() if sheet is None else _rules(sheet, names),
        package=package,
        signer=None if signed is None else signed.signer,
        confirmations=None if signed is None else signed.confirmations,
        further=() if signed is None else signed.further,
        fault=file.fault,
    )


def _parts(sheet: Sheet, indicator: Indicator) -> tuple[Source, ...]:
    """The parts of an expression; of a verdict the figures it is about."""
    if indicator.method is Method.EXPRESSION:
        return sources_of(sheet, indicator.expression)
    found = (sheet.indicators[name] for name in indicator.operands)
    return tuple(
        Source(
            operand=Operand(one.indicator.id, one.indicator.label, one.value),
            text=f"{one.text} {one.indicator.unit}（{one.label}）",
            address="",
            place="指标",
            depth=0,
            calculated=True,
        )
        for one in found
    )


def _about(problems: Iterable[Problem], names: set[str]) -> Iterable[Problem]:
    for problem in problems:
        head, _, _ = split_address(problem.address)
        if head in names or any(operand.name in names for operand in problem.operands):
            yield problem


def _rules(sheet: Sheet, names: set[str]) -> tuple[str, ...]:
    found = (
        plan.rule.id
        for plan in sheet.plan.rules
        if plan.rule.table in names or plan.target in names or plan.reads & names
    )
    return tuple(dict.fromkeys(found))  # one rule per section of schooling has one number
