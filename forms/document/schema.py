"""The published JSON Schema (draft 2020-12) of ``data/return.json``, made from the pack.

It says what a reader elsewhere may rely on: which parts there are, which ids a pack has, and how a
value of each type is written. What makes a return right beyond its shape is the business of the
rules.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from forms.confirmation import LONGEST_NAME, Signatory
from forms.document.format import (
    FORMAT,
    FORMAT_VERSIONS,
    LARGEST_TABLE,
    MOST_COMMENTS,
    MOST_JUSTIFICATIONS,
    Json,
)
from forms.problems import Severity
from forms.reply import LONGEST_REPLY, SPEAKERS, ReplyKind
from forms.spec import Field, FieldType, Pack, Table

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_DECIMAL: Final = r"^-?(0|[1-9][0-9]{0,17})\.[0-9]{%d}$"

_LARGEST: Final = 2**53 - 1

_TEXT: Final[dict[str, Json]] = {"type": "string", "minLength": 1}
_COMMENT: Final[dict[str, Json]] = {
    "address": {"type": "string"},
    "text": _TEXT,
    "origin": {"enum": list(SPEAKERS)},
}
_REPLY: Final[dict[str, Json]] = {
    "reply": {"enum": [kind.value for kind in ReplyKind]},
    "reply_text": {"type": "string", "maxLength": LONGEST_REPLY},
}
_SIMPLE: Final[Mapping[FieldType, dict[str, Json]]] = {
    FieldType.INTEGER: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
    FieldType.DURATION_MINUTES: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
    FieldType.DECIMAL: {"type": "string", "pattern": _DECIMAL % 2},
    FieldType.DECIMAL3: {"type": "string", "pattern": _DECIMAL % 3},
    FieldType.MONEY: {"type": "string", "pattern": _DECIMAL % 2},
    FieldType.TEXT: _TEXT,
    FieldType.LONG_TEXT: _TEXT,
    FieldType.YES_NO: {"type": "boolean"},
    FieldType.DATE: {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    FieldType.TIME: {"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2}$"},
    FieldType.ATTACHMENT: {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name", "size", "sha256"],
            "properties": {
                "name": _TEXT,
                "size": {"type": "integer", "minimum": 0},
                "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
            },
        },
    },
}
_EXACT: Final[dict[str, Json]] = {
    "description": "exact value of a calculation; null is unknown",
    "type": ["integer", "boolean", "string", "null"],
}


def json_schema(pack: Pack) -> dict[str, Json]:
    """Make the schema of the returns of a pack."""
    forms = pack.school_forms
    fields = [item for form in forms for item in form.fields()]
    tables = [item for form in forms for item in form.tables()]
    reference: dict[str, Json] = {
        "id": {"const": pack.ref.id},
        "version": {"const": pack.ref.version},
        "digest": {"const": pack.ref.digest},
    }
    parts: dict[str, Json] = {
        "format": {"const": FORMAT},
        "format_version": {"enum": [*FORMAT_VERSIONS[1:]]},
        "school": {"type": "string", "pattern": "^[0-9]{10}$"},
        "period": {"type": "integer", "minimum": 2000, "maximum": 2999},
        "revision": {"type": "integer", "minimum": 1, "maximum": 9999},
        "pack": _closed(reference, required=reference),
        "program_version": {"type": "string"},
        "journal_head": {"type": "string"},
        "answers": _closed({item.id: _typed(item, pack) for item in _inputs(fields)}),
        "tables": _closed({table.id: _rows(table, pack) for table in tables}),
        "empty_tables": _empty_tables(tables),
        "justifications": {
            "type": "object",
            "maxProperties": MOST_JUSTIFICATIONS,
            "additionalProperties": _TEXT,
        },
        "comments": {
            "type": "array",
            "maxItems": MOST_COMMENTS,
            "items": {
                **_closed({**_COMMENT, **_REPLY}, required=_COMMENT),
                "dependentRequired": {"reply": ["reply_text"], "reply_text": ["reply"]},
            },
        },
        "confirmations": _confirmations(),
        "calculated": {"type": "object", "additionalProperties": _EXACT},
        "problems": {"type": "array", "items": _problem()},
        "indicators": _closed(
            {item.id: _EXACT for item in pack.indicators if item.scope == "school"}
        ),
    }
    return {
        "$schema": DIALECT,
        "title": f"{pack.label} {pack.ref.version}",
        **_closed(parts, required=parts),
    }


def _closed(properties: Mapping[str, Json], required: Iterable[str] = ()) -> dict[str, Json]:
    """An object with these properties and no others."""
    schema: dict[str, Json] = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(properties),
    }
    names: list[Json] = list(required)
    if names:
        schema["required"] = names
    return schema


def _inputs(items: Iterable[Field]) -> list[Field]:
    return [item for item in items if item.is_input]


def _typed(item: Field, pack: Pack) -> dict[str, Json]:
    return {"title": item.label, **_value(item, pack)}


def _value(item: Field, pack: Pack) -> dict[str, Json]:
    if item.choices is None:
        return _SIMPLE[item.type]
    codes: list[Json] = [option.code for option in pack.choices[item.choices].options]
    one: dict[str, Json] = {"type": "string", "enum": codes}
    if item.type is FieldType.CHOICE:
        return one
    return {"type": "array", "minItems": 1, "uniqueItems": True, "items": one}


def _rows(table: Table, pack: Pack) -> dict[str, Json]:
    fixed: list[Json] | None = None if table.fixed_rows is None else list(table.fixed_rows)
    row_id: dict[str, Json] = {"type": "string", "pattern": "^r[1-9][0-9]{0,8}$"}
    columns = _inputs(table.columns)
    if fixed is not None:
        row_id = {"type": "string", "enum": fixed}
        columns = [column for column in columns if not column.is_key]
    row: dict[str, Json] = {
        "id": row_id,
        "cells": _closed({column.id: _typed(column, pack) for column in columns}),
    }
    return {
        "title": table.label,
        "type": "array",
        "maxItems": LARGEST_TABLE,
        "items": _closed(row, required=row),
    }


def _empty_tables(tables: Iterable[Table]) -> dict[str, Json]:
    free: list[Json] = [table.id for table in tables if table.fixed_rows is None]
    return {"type": "array", "uniqueItems": True, "items": {"type": "string", "enum": free}}


def _confirmations() -> dict[str, Json]:
    signatories: list[Json] = [signatory.value for signatory in Signatory]
    parts: dict[str, Json] = {
        "signatory": {"enum": signatories},
        "name": {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME},
        "at": {
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
        },
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }
    return {
        "type": "array",
        "maxItems": len(Signatory),
        "items": _closed(parts, required=parts),
    }


def _problem() -> dict[str, Json]:
    severities: list[Json] = [severity.value for severity in Severity]
    parts: dict[str, Json] = {
        "code": {"type": "string", "pattern": "^(R-[a-z]+-[0-9]{3}|F[1-8])$"},
        "instance": {"type": "string"},
        "severity": {"enum": severities},
        "address": {"type": "string"},
        "message": _TEXT,
    }
    return _closed(parts, required=parts)
