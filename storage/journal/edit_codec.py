"""Edits as JSON for the journal, and what each of them is about."""

from collections.abc import Sequence

from forms.edits import Await, DeleteRow, Edit, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.record import Row, cell_address, row_address

Json = dict[str, object]


def to_json(edits: Sequence[Edit]) -> list[Json]:
    """Write edits as plain JSON values."""
    return [_one_to_json(edit) for edit in edits]


def _one_to_json(edit: Edit) -> Json:
    match edit:
        case SetAnswer(field, text):
            return {"do": "set", "field": field, "text": text}
        case SetCell(table, row, column, text):
            return {"do": "cell", "table": table, "row": row, "column": column, "text": text}
        case InsertRow(table, position, row_value):
            return {
                "do": "insert",
                "table": table,
                "position": position,
                "row": row_value.id,
                "cells": dict(row_value.cells),
            }
        case DeleteRow(table, row):
            return {"do": "delete", "table": table, "row": row}
        case Justify(key, text):
            return {"do": "justify", "key": key, "text": text}
        case _:
            return _mark_to_json(edit)


def _mark_to_json(mark: MarkEmpty | Await) -> Json:
    if isinstance(mark, MarkEmpty):
        return {"do": "empty", "table": mark.table, "empty": mark.empty}
    return {"do": "await", "address": mark.address, "waiting": mark.waiting}


def from_json(entries: Sequence[object]) -> tuple[Edit, ...]:
    """Read what :func:`to_json` wrote; :class:`ValueError` if it is something else."""
    return tuple(_one_from_json(entry) for entry in entries)


def _one_from_json(entry: object) -> Edit:
    match entry:
        case {"do": "set", "field": str(field), "text": str() | None as text}:
            return SetAnswer(field, text)
        case {
            "do": "cell",
            "table": str(t),
            "row": str(r),
            "column": str(c),
            "text": str() | None as text,
        }:
            return SetCell(t, r, c, text)
        case {
            "do": "insert",
            "table": str(t),
            "position": int(at),
            "row": str(r),
            "cells": dict(cells),
        }:
            return InsertRow(t, at, Row(r, cells))
        case {"do": "delete", "table": str(t), "row": str(r)}:
            return DeleteRow(t, r)
        case {"do": "justify", "key": str(key), "text": str() | None as text}:
            return Justify(key, text)
        case _:
            return _mark_from_json(entry)


def _mark_from_json(entry: object) -> Edit:
    match entry:
        case {"do": "empty", "table": str(table), "empty": bool(empty)}:
            return MarkEmpty(table, empty)
        case {"do": "await", "address": str(address), "waiting": bool(waiting)}:
            return Await(address, waiting)
        case _:
            message = f"not an edit: {entry!r}"
            raise ValueError(message)


def address_of(edit: Edit) -> str:
    """Return what an edit is about.

    A field, cell or row by its address, 本表无数据 as ``form.table#none``, a 说明 by its key.
    """
    match edit:
        case SetAnswer(place, _) | Justify(place, _) | Await(place, _):
            return place
        case SetCell(table, row, column, _):
            return cell_address(table, row, column)
        case InsertRow(table, _, row_value):
            return row_address(table, row_value.id)
        case DeleteRow(table, row):
            return row_address(table, row)
        case _:
            return f"{edit.table}#none"


def types_text(edit: Edit) -> bool:
    """Tell whether an edit is typing into one place, which joins with more typing there."""
    return isinstance(edit, SetAnswer | SetCell | Justify)
