"""What a form pack says of an indicator: a figure or a check, how it comes about, what it should reach."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from forms.expr import Expression
from forms.schooling import Section


@dataclass(frozen=True, slots=True)
class Standard:
    """What a resource indicator is compared with, exact."""

    reached: Decimal
    ge85: Decimal


class Method(StrEnum):
    """How an indicator comes about; all but the first are worked out by :mod:`forms.evaluation`."""

    EXPRESSION = "expression"
    VERDICT = "verdict"
    """Six of the operands reach their standard, the other one its lower line (4.3)."""
    COEFFICIENT = "coefficient"
    """差异系数 of the operand over the schools of its level (4.5)."""
    MEAN = "mean"
    """Arithmetic mean of the operands."""
    EVERY_SCHOOL = "every_school"
    """Kleene's *and* of the operands over all schools taking part."""
    ALL = "all"
    """Kleene's *and* of the operands; a coefficient counts as whether it keeps its limit."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure or check of the pack (forms catalogue 4), per school and, with a section, per level.

    Attributes:
        id: ``L1_primary``, ``S_all``, ``D_G3`` …
        label: Chinese name.
        expression: Its value, true or false of a check; missing for all other methods.
        method: How it comes about, see :class:`Method`.
        operands: Ids of the indicators a method other than ``expression`` works on.
        unit: Unit as shown.
        decimals: Decimals shown; ``None`` for a check.
        section: Level it belongs to.
        standard: Lines to reach, for L1–L7.
        shown: The figure shown beside a check.
        judged: Whether it decides anything; else it is only shown.
        wanted: What a check should give; ``False`` for the 否决疑点, where true is a suspicion.
        scope: ``school`` or ``district``.
        source: Keys of the sources.

    """

    id: str
    label: str
    expression: Expression
    unit: str = ""
    decimals: int | None = None
    section: Section | None = None
    standard: Standard | None = None
    scope: str = "school"
    source: str = ""
    method: Method = Method.EXPRESSION
    operands: tuple[str, ...] = ()
    shown: Expression | None = None
    judged: bool = True
    wanted: bool = True
