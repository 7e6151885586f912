"""A return as one JSON document, the heart of the signed package, and back."""

from collections.abc import Mapping, Sequence

from forms.canonical import canonical_bytes
from forms.document_format import FORMAT, FORMAT_VERSION, DocumentError, Json
from forms.document_reading import from_document
from forms.problems import Problem
from forms.record import cell_address
from forms.sheet import Cell, Sheet
from forms.types import Codec
from forms.values import NA, Attachment, Maybe, exact

__all__ = ["DocumentError", "canonical_bytes", "from_document", "to_document"]


def to_document(
    sheet: Sheet,
    *,
    program_version: str,
    journal_head: str,
    comments: Sequence[Mapping[str, str]] = (),
) -> dict[str, Json]:
    """Write a return down, with everything that follows from it.

    Args:
        sheet: The return.
        program_version: Version of the program.
        journal_head: Hash of the last entry of the store's journal.
        comments: Comments resolved, as flat objects of texts.

    Raises:
        DocumentError: A relevant answer is no value of its type; correct it first.

    """
    record = sheet.record
    answers, calculated = _fields(sheet)
    tables = _tables(sheet, calculated)
    problems = sheet.problems
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "school": record.school_code,
        "period": record.period,
        "revision": record.revision,
        "pack": {
            "id": record.pack.id,
            "version": record.pack.version,
            "digest": record.pack.digest,
        },
        "program_version": program_version,
        "journal_head": journal_head,
        "answers": answers,
        "tables": tables,
        "empty_tables": [
            name
            for name in sorted(record.empty_tables & sheet.plan.tables.keys())
            if sheet.is_relevant(name) and not sheet.rows(name)
        ],
        "justifications": {
            problem.key: problem.justification for problem in problems if problem.justification
        },
        "comments": [dict(comment) for comment in comments],
        "calculated": calculated,
        "problems": [problem_json(problem) for problem in problems],
        "indicators": indicators_json(sheet),
    }


def problem_json(problem: Problem) -> dict[str, Json]:
    """One problem as it stands in a document."""
    return {
        "code": problem.code,
        "instance": problem.instance,
        "severity": problem.severity.value,
        "address": problem.address,
        "message": problem.message,
    }


def indicators_json(sheet: Sheet) -> dict[str, Json]:
    """The indicators as they stand in a document."""
    return {
        name: exact_json(indicator.value)
        for name, indicator in sheet.indicators.items()
        if indicator.value is not NA
    }


def calculated_json(sheet: Sheet) -> dict[str, Json]:
    """The calculated values as they stand in a document."""
    _, calculated = _fields(sheet)
    _tables(sheet, calculated)
    return calculated


def exact_json(value: Maybe) -> Json:
    """A calculated value: nothing of it is lost."""
    number = exact(value)
    if number is None or isinstance(number, (bool, int, str)):
        return number
    return str(number)


def _fields(sheet: Sheet) -> tuple[dict[str, Json], dict[str, Json]]:
    """Answers and calculated values outside tables."""
    answers: dict[str, Json] = {}
    calculated: dict[str, Json] = {}
    for name, codec in sheet.plan.codecs.items():
        cell = sheet.cell(name)
        _sort_in(cell, codec, key=name, answers=answers, calculated=calculated)
    return answers, calculated


def _tables(sheet: Sheet, calculated: dict[str, Json]) -> dict[str, Json]:
    """Rows of the tables; their calculated cells join the other calculated values."""
    tables: dict[str, Json] = {}
    for name, plan in sheet.plan.tables.items():
        fixed = plan.table.fixed_rows is not None
        columns = [column.id for column in plan.table.columns if not (fixed and column.is_key)]
        rows: list[Json] = []
        for row in sheet.rows(name):
            cells: dict[str, Json] = {}
            for column in columns:
                cell = sheet.cell(cell_address(name, row.id, column))
                codec = plan.codecs[column]
                _sort_in(cell, codec, key=column, answers=cells, calculated=calculated)
            rows.append({"id": row.id, "cells": cells})
        if rows:
            tables[name] = rows
    return tables


def _sort_in(
    cell: Cell,
    codec: Codec,
    *,
    key: str,
    answers: dict[str, Json],
    calculated: dict[str, Json],
) -> None:
    """Put a value where it belongs; what is blank or does not concern the school is left out."""
    if not cell.relevant:
        return
    if cell.calculated:
        if cell.value is not NA:
            calculated[cell.address] = exact_json(cell.value)
    elif cell.fault:
        raise DocumentError(cell.address, f"填写有误，不能写入上报数据：{cell.fault}")
    elif cell.raw is not None and cell.value is not None:
        answers[key] = _answer_json(cell.value, codec)


def _answer_json(value: Maybe, codec: Codec) -> Json:
    """A typed value: its canonical text, unless JSON has a type for it."""
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, tuple):
        return [_part_json(part) for part in value]
    return codec.canonical(value)


def _part_json(part: str | Attachment) -> Json:
    if isinstance(part, Attachment):
        return {"name": part.name, "size": part.size, "sha256": part.sha256}
    return part
