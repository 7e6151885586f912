"""A return written down as one JSON document."""

from collections.abc import Mapping, Sequence

from forms.confirmation import Confirmation
from forms.document.comments import format_version
from forms.document.confirmed import confirmation_json
from forms.document.format import FORMAT, DocumentError, Json
from forms.live.answer import Answer
from forms.live.sheet import Sheet
from forms.problems import Problem
from forms.record import PackRef, cell_address
from forms.values import NA, Attachment, Maybe, exact


def to_document(
    sheet: Sheet,
    *,
    program_version: str,
    journal_head: str,
    comments: Sequence[Mapping[str, str]] = (),
    confirmations: Sequence[Confirmation] | None = (),
) -> dict[str, Json]:
    """Write a return down, with everything that follows from it.

    Args:
        sheet: The return.
        program_version: Version of the program.
        journal_head: Hash of the last entry of the store's journal.
        comments: Comments resolved, as flat objects of texts (:func:`forms.document.comments.comment_json`).
        confirmations: Who has confirmed it, in order; ``None`` writes the format before confirmations.

    Raises:
        DocumentError: A relevant answer is no value of its type; correct it first.

    """
    record = sheet.record
    answers, calculated = _fields(sheet)
    tables = _tables(sheet, calculated)
    problems = sheet.problems
    confirmed: dict[str, Json] = {}
    if confirmations is not None:
        confirmed["confirmations"] = [confirmation_json(found) for found in confirmations]
    return {
        "format": FORMAT,
        "format_version": format_version(comments, confirmed=bool(confirmed)),
        "school": record.school_code,
        "period": record.period,
        "revision": record.revision,
        "pack": _pack_json(record.pack),
        "program_version": program_version,
        "journal_head": journal_head,
        "answers": answers,
        "tables": tables,
        "empty_tables": _empty_tables(sheet),
        "justifications": {
            problem.key: problem.justification for problem in problems if problem.justification
        },
        "comments": [dict(comment) for comment in comments],
        **confirmed,
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


def _pack_json(ref: PackRef) -> Json:
    return {"id": ref.id, "version": ref.version, "digest": ref.digest}


def _empty_tables(sheet: Sheet) -> Json:
    """The relevant tables that are marked 本表无数据, and have none."""
    marked = sorted(sheet.record.empty_tables & sheet.plan.tables.keys())
    return [name for name in marked if sheet.is_relevant(name) and not sheet.rows(name)]


def _fields(sheet: Sheet) -> tuple[dict[str, Json], dict[str, Json]]:
    """Answers and calculated values outside tables."""
    answers: dict[str, Json] = {}
    calculated: dict[str, Json] = {}
    found = sheet.answers()
    for name, slot in sheet.plan.slots.items():
        answer = found[name]
        if not answer.relevant:
            continue
        if slot.calculate is not None:
            _add_calculated(calculated, name, answer)
        elif (value := _typed(answer, name)) is not None:
            answers[name] = value
    return answers, calculated


def _tables(sheet: Sheet, calculated: dict[str, Json]) -> dict[str, Json]:
    """Rows of the tables; their calculated cells join the other calculated values."""
    tables: dict[str, Json] = {}
    for name, plan in sheet.plan.tables.items():
        rows: list[Json] = []
        for row_id, answers in sheet.row_answers(name):
            cells: dict[str, Json] = {}
            for column, is_input in plan.own_cells:
                answer = answers[column]
                if not answer.relevant:
                    continue
                if not is_input:
                    _add_calculated(calculated, cell_address(name, row_id, column), answer)
                elif (value := _typed(answer, name, row_id, column)) is not None:
                    cells[column] = value
            rows.append({"id": row_id, "cells": cells})
        if rows:
            tables[name] = rows
    return tables


def _add_calculated(calculated: dict[str, Json], address: str, answer: Answer) -> None:
    if answer.value is not NA:
        calculated[address] = exact_json(answer.value)


def _typed(answer: Answer, name: str, row: str = "", column: str = "") -> Json:
    """What was typed in a relevant field or cell: its canonical text, unless JSON has a type for it.

    ``None`` for blanks.
    """
    parsed = answer.parsed
    if answer.plain is not None or parsed is None:
        return answer.plain
    if parsed.fault is not None:
        address = cell_address(name, row, column) if row else name
        raise DocumentError(address, f"填写有误，不能写入上报数据：{parsed.fault.reason}")
    return [_part_json(part) for part in parsed.value] if isinstance(parsed.value, tuple) else None


def _part_json(part: str | Attachment) -> Json:
    if isinstance(part, Attachment):
        return {"name": part.name, "size": part.size, "sha256": part.sha256}
    return part
