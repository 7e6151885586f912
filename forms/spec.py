"""What a form pack says: forms, fields, tables, rules, choices, settings, and the pack they make up.

Plain frozen data, made by :mod:`forms.loader`: *what* a field is, never which widget shows it. Ids
are final and in full (``pupils.classes``), a column's bare (``enrolled``) (catalogue 1.2).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from forms.confirmation import ConfirmationRule
from forms.expr import Expression
from forms.indicator import Indicator
from forms.last_year import LastYear
from forms.problems import Severity
from forms.record import PackRef
from forms.schooling import Section


class FieldType(StrEnum):
    """The types of forms catalogue 1.3."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    DECIMAL3 = "decimal3"
    MONEY = "money"
    PERCENT = "percent"
    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    MULTI_CHOICE = "multi_choice"
    YES_NO = "yes_no"
    DATE = "date"
    TIME = "time"
    DURATION_MINUTES = "duration_minutes"
    ATTACHMENT = "attachment"

    @property
    def is_numeric(self) -> bool:
        """Whether values of this type are numbers."""
        return self in _NUMERIC


_NUMERIC = frozenset(
    {
        FieldType.INTEGER,
        FieldType.DECIMAL,
        FieldType.DECIMAL3,
        FieldType.MONEY,
        FieldType.PERCENT,
        FieldType.DURATION_MINUTES,
    }
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list; ``code`` is stored and exported, ``label`` shown."""

    code: str
    label: str


@dataclass(frozen=True)
class ChoiceList:
    """A list of choices (forms catalogue 1.8)."""

    id: str
    label: str
    options: tuple[Option, ...]

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Code → label."""
        return {option.code: option.label for option in self.options}


@dataclass(frozen=True, slots=True)
class Bounds:
    """A closed range of literals or expressions of the period; characters of a text, files at most."""

    low: Expression | None
    high: Expression | None


@dataclass(frozen=True, slots=True)
class Field:
    """One question, or one column of a table (whose ``id`` is then the bare column id).

    Attributes:
        id: ``form.field``; for a column its bare id.
        label: Chinese label, sections of schooling already written out.
        type: See :class:`FieldType`.
        choices: Id of the choice list, for the two choice types.
        unit: Unit as shown, e.g. ``人`` or ``㎡``; ``""`` without one.
        required: Whether a relevant blank is an F1.
        relevant: When the question concerns the school; ``None`` means always.
        calculate: How it is calculated; such a field is never typed.
        is_key: Column only: the code of a fixed row, or part of the key of a free row.
        is_code: Text only: a code (学校标识码, 电话 …), brought to half width when it is read.
        hard: Outside is F3.
        pattern: Regular expression the whole text has to match (F3).
        plausible: Outside is F4.
        max_size: Attachment only: bytes one file may have.
        help: 填报说明.
        source: Keys of the sources.
        confidence: How sure the source is (高, 中, 低), empty where a text says so.
        section: The section of schooling the id ends in, if it does.
        last_year: What may be done with last year's answer.

    """

    id: str
    label: str
    type: FieldType
    choices: str | None = None
    unit: str = ""
    required: bool = False
    relevant: Expression | None = None
    calculate: Expression | None = None
    is_key: bool = False
    is_code: bool = False
    hard: Bounds | None = None
    pattern: str | None = None
    plausible: Bounds | None = None
    max_size: int | None = None
    help: str = ""
    source: str = ""
    confidence: str = ""
    section: Section | None = None
    last_year: LastYear = LastYear.COMPARE

    @property
    def is_input(self) -> bool:
        """Whether the clerk types it."""
        return self.calculate is None


@dataclass(frozen=True)
class Table:
    """A table with repeating rows.

    Attributes:
        id: ``form.table``.
        label: Chinese label.
        columns: In display order, key columns first where the catalogue has them so.
        key: Column ids whose values together may not repeat (F8).
        fixed_rows: Choice codes with one row each, or ``None`` for free rows.
        row_relevant: Over ``row.<key>``: whether the school has this fixed row.
        at_least_one: Free rows: 本表无数据 is not offered.
        relevant: When the table concerns the school.
        help: 填报说明.
        source: Keys of the sources.

    """

    id: str
    label: str
    columns: tuple[Field, ...]
    key: tuple[str, ...]
    fixed_rows: tuple[str, ...] | None = None
    row_relevant: Expression | None = None
    at_least_one: bool = False
    relevant: Expression | None = None
    help: str = ""
    source: str = ""

    @cached_property
    def by_id(self) -> Mapping[str, Field]:
        """Column id → column."""
        return {column.id: column for column in self.columns}


Item = Field | Table


@dataclass(frozen=True, slots=True)
class FormSection:
    """A titled part of a form; one page of the desktop."""

    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One 表. ``filled_by`` is ``school`` or ``bureau``."""

    id: str
    label: str
    filled_by: str
    note: str
    sections: tuple[FormSection, ...]

    def fields(self) -> Iterator[Field]:
        """All fields outside tables, in display order."""
        return (item for part in self.sections for item in part.items if isinstance(item, Field))

    def tables(self) -> Iterator[Table]:
        """All tables, in display order."""
        return (item for part in self.sections for item in part.items if isinstance(item, Table))


@dataclass(frozen=True, slots=True)
class Rule:
    """One numbered rule; it fires when ``condition`` is false (not when it is unknown).

    One of the pack that stands for several sections of schooling is several here, with one ``id``.

    Attributes:
        id: ``R-staffing-014``.
        severity: See :class:`~forms.problems.Severity`.
        condition: What has to hold.
        message: Sentence for the user; ``{name}`` stands for the live value of that name.
        table: Table id of a rule that is run once per row, else ``None``.
        section: Section of schooling of this instance, if it has one.
        example: A sufficient 说明.
        source: Keys of the sources.
        confidence: 文 stated in a text, 算 arithmetic, 高 中 低 from memory, 估 our own line.
        tag: Short English name, for developers.

    """

    id: str
    severity: Severity
    condition: Expression
    message: str
    table: str | None = None
    section: Section | None = None
    example: str = ""
    source: str = ""
    confidence: str = ""
    tag: str = ""

    @property
    def form(self) -> str:
        """Id of the form the rule is numbered under."""
        return self.id.split("-")[1]


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice of the bureau (forms catalogue 1.7); reaches the school in the opening file.

    Attributes:
        id: ``setting.name``, as expressions write it.
        label: Chinese label.
        type: See :class:`FieldType`.
        default: Canonical text; ``None`` is missing, and rules that read it do not fire.
        choices: For a choice, the codes.
        choice_labels: Their labels, in the same order.
        help: What it decides.
        source: Keys of the sources.
        confidence: As :attr:`Field.confidence`.

    """

    id: str
    label: str
    type: FieldType
    default: str | None
    choices: tuple[str, ...] = ()
    choice_labels: tuple[str, ...] = ()
    help: str = ""
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class PeriodFact:
    """How a fact of the period follows from the year reported (catalogue 1.4).

    Attributes:
        id: ``period.point_date``, as expressions write it.
        label: Chinese label.
        year: Years to add to the year reported; ``None`` for a fact the bureau gives.
        day: ``MM-DD`` of a date; ``None`` for a bare year.

    """

    id: str
    label: str
    year: int | None
    day: str | None


@dataclass(frozen=True)
class Pack:
    """One versioned set of forms and everything that belongs to it."""

    ref: PackRef
    label: str
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    indicators: tuple[Indicator, ...]
    choices: Mapping[str, ChoiceList]
    settings: tuple[Setting, ...]
    cv_limits: Mapping[str, Decimal] = field(default_factory=dict)
    period: tuple[PeriodFact, ...] = ()
    notes: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    confirmation: ConfirmationRule = field(default_factory=ConfirmationRule)

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Field id → field, over all forms."""
        return {item.id: item for form in self.forms for item in form.fields()}

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """Table id → table, over all forms."""
        return {item.id: item for form in self.forms for item in form.tables()}

    @cached_property
    def form_by_id(self) -> Mapping[str, Form]:
        """Form id → form."""
        return {form.id: form for form in self.forms}

    @cached_property
    def indicator_by_id(self) -> Mapping[str, Indicator]:
        """Indicator id → indicator."""
        return {indicator.id: indicator for indicator in self.indicators}

    @cached_property
    def school_forms(self) -> tuple[Form, ...]:
        """The forms a school fills."""
        return tuple(form for form in self.forms if form.filled_by == "school")
