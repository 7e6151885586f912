"""What is compared of a return, read out of its document (:mod:`forms.document.format`).

The document was made again from its answers when the package was taken, so that its results hold.
A part that another version of the pack names otherwise is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from forms.live.findings import rule_of
from forms.spec import Pack
from forms.values import Number, is_exact, simplest

TableRows = tuple[tuple[str, ...], ...]
"""Rows as ``column=value`` of each cell that says something, without what is blank, zero or no."""


@dataclass(frozen=True, slots=True)
class SeenProblem:
    """A finding as the document has it.

    Attributes:
        rule: Number of the rule; a check every field has is one for each field or column.
        key: Under which its 说明 stands.
        address: What it is about.
        message: Its sentence.

    """

    rule: str
    key: str
    address: str
    message: str


@dataclass(frozen=True)
class SeenReturn:
    """One return.

    Attributes:
        code: 学校标识码.
        name: Of the school.
        problems: What was found in it.
        justifications: Problem key → 说明.
        figures: Field id → number, typed or calculated.
        last: The same of last year; empty where nothing is known.
        tables: Table id → its rows.
        type: Code of its 办学类型, or ``""``.

    """

    code: str
    name: str
    problems: tuple[SeenProblem, ...] = ()
    justifications: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Number] = field(default_factory=dict)
    last: Mapping[str, Number] = field(default_factory=dict)
    tables: Mapping[str, TableRows] = field(default_factory=dict)
    type: str = ""


def seen_return(
    document: object, *, code: str, name: str, pack: Pack, last: Mapping[str, Number]
) -> SeenReturn:
    """Read a document.

    Args:
        document: Decoded JSON.
        code: 学校标识码 of the school.
        name: What it is called.
        pack: Says which fields hold numbers.
        last: Last year's numbers by field.

    """
    parts = _mapping(document)
    answers = _mapping(parts.get("answers"))
    return SeenReturn(
        code=code,
        name=name,
        problems=tuple(map(_problem, _sequence(parts.get("problems")))),
        justifications={
            key: str(text).strip() for key, text in _mapping(parts.get("justifications")).items()
        },
        figures=dict(_figures({**answers, **_mapping(parts.get("calculated"))}, pack)),
        last=last,
        tables={
            table: tuple(_row(pack, table, row) for row in _sequence(rows))
            for table, rows in _mapping(parts.get("tables")).items()
            if table in pack.tables
        },
        type=str(answers.get("profile.school_type", "")),
    )


def number_in(value: object) -> Number | None:
    """Read a number as documents write it; ``None`` for anything else."""
    if is_exact(value):
        return value
    try:
        return simplest(Fraction(str(value)))
    except (ValueError, ZeroDivisionError):
        return None


def _figures(values: Mapping[str, object], pack: Pack) -> Iterator[tuple[str, Number]]:
    for name, value in values.items():
        known = pack.fields.get(name)
        number = None if known is None or not known.type.is_numeric else number_in(value)
        if number is not None:
            yield name, number


def _problem(value: object) -> SeenProblem:
    parts = {name: str(part) for name, part in _mapping(value).items()}
    code, instance = parts.get("code", ""), parts.get("instance", "")
    key = f"{code}@{instance}" if instance else code
    return SeenProblem(
        rule_of(key) if code else "", key, parts.get("address", ""), parts.get("message", "")
    )


def _row(pack: Pack, table: str, value: object) -> tuple[str, ...]:
    row = _mapping(value)
    cells = [f"{name}={cell}" for name, cell in _mapping(row.get("cells")).items() if _says(cell)]
    # The row of a fixed table is what it is about; the number of a free one means nothing.
    head = [str(row.get("id"))] if pack.tables[table].fixed_rows is not None else []
    return (*head, *sorted(cells)) if cells else ()


def _says(cell: object) -> bool:
    """Whether a cell says more than nothing, zero or no."""
    return bool(cell.strip("-0.")) if isinstance(cell, str) else bool(cell)


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _sequence(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
