"""Findings on data: what is wrong, where, and what to do about it.

A problem is data, not an exception. Its ``code`` is ``R-staffing-014`` for a rule of the pack,
``F1`` to ``F8`` for the checks every field has (forms catalogue 1.3). People read its ``number``.
"""

from dataclasses import dataclass
from typing import NamedTuple

from forms.labelled_enum import LabelledEnum
from forms.values import Maybe


class Severity(LabelledEnum):
    """How much a problem asks of the clerk."""

    ERROR = "error", "逻辑校验"
    """逻辑校验: cannot be true, has to be corrected before submission."""
    QUERY = "query", "经验校验"
    """经验校验: correct it, or write a 说明."""
    HINT = "hint", "提示"
    """Asks for nothing."""


class Operand(NamedTuple):
    """One quantity a rule looked at, with the value it had then.

    Attributes:
        name: Name in the expression, e.g. ``pupils.enrolled_primary`` or ``row.enrolled``.
        label: Chinese label.
        value: Live value; ``None`` missing, ``NA`` not applicable.
        unit: Unit of the field, or the empty string.
        table: Id of the table a total is taken over, or the empty string.

    """

    name: str
    label: str
    value: Maybe
    unit: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding.

    Attributes:
        code: ``R-…-nnn`` or ``F1`` … ``F8``.
        severity: See :class:`Severity`.
        address: What its rule is about, whatever the values, as the signed document says:
            ``form.field``, ``form.table``, ``form.table[row]`` or ``form.table[row].column``.
        instance: What tells two findings of one rule apart: ``""`` (once per school), a section of
            schooling (``primary``) or the address of a row. See :attr:`key`.
        message: The sentence for the user, operands already filled in, row title in front.
        operands: What the rule looked at.
        example: A sufficient 说明 for this query, else the empty string.
        source: Key of the regulation or plan behind the rule.
        justification: The clerk's 说明, or the empty string.
        justification_fault: Why that 说明 is not enough (Chinese sentence), or the empty string.
        culprit: The address that makes the rule fire, where that is another than :attr:`address`.

    """

    code: str
    severity: Severity
    address: str
    message: str
    instance: str = ""
    operands: tuple[Operand, ...] = ()
    example: str = ""
    source: str = ""
    justification: str = ""
    justification_fault: str = ""
    culprit: str = ""

    @property
    def place(self) -> str:
        """Where it is marked and where the clerk is led: the cell that is wrong."""
        return self.culprit or self.address

    @property
    def key(self) -> str:
        """Identity of the finding over edits; the key its 说明 is stored under."""
        return f"{self.code}@{self.instance}" if self.instance else self.code

    @property
    def number(self) -> str:
        """The code as people read it out; ``F3`` alone would be taken for a key of the keyboard."""
        return self.code if self.code.startswith("R-") else f"基本校验 {self.code[1:]}"

    @property
    def is_blank(self) -> bool:
        """Whether it only says that something is not filled in yet: a field, or a whole table."""
        return self.code in {"F1", "F6"}

    @property
    def is_query(self) -> bool:
        """Whether a 说明 answers it."""
        return self.severity is Severity.QUERY

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of submission."""
        if self.severity is Severity.HINT:
            return False
        if self.severity is Severity.ERROR:
            return True
        return not self.justification or bool(self.justification_fault)
