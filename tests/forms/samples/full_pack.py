"""The real pack and the two example schools of the forms catalogue, ready to open."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any

from forms.live.engine import Context, Engine, Period, Sheet, make_context
from forms.loader import load_pack
from forms.record import Return, Row
from forms.spec import Field, FieldType, Pack, Table
from resources import resource
from tests.support.places import EXAMPLES

NAMES = ("primary", "nine_year")


@cache
def pack() -> Pack:
    folder = resource("forms", "balance-2024.1")
    return load_pack({path.name: path.read_text("utf-8") for path in folder.glob("*.toml")})


@cache
def engine() -> Engine:
    return Engine(pack())


@cache
def example(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))
    return content


def raw(item: Field, value: object) -> str | None:
    """A value of the catalogue's examples as a clerk would leave it."""
    if value is None or value == []:
        return None
    if item.type is FieldType.ATTACHMENT:
        assert isinstance(value, list)
        files = [
            {"name": file, "sha256": sha256(file.encode()).hexdigest(), "size": 1000}
            for file in value
        ]
        return json.dumps(files, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ",".join(value) if isinstance(value, list) else str(value)


def rows(table: Table, content: Mapping[str, Any] | None) -> tuple[Row, ...]:
    if not content:
        return ()
    found = []
    for number, values in enumerate(content["rows"], start=1):
        named = dict(zip(content["columns"], values, strict=True))
        row_id = f"r{number}"
        if table.fixed_rows is not None:
            row_id = str(named.pop(table.key[0]))
        cells = {column: raw(table.by_id[column], value) for column, value in named.items()}
        found.append(Row(row_id, {column: text for column, text in cells.items() if text}))
    return tuple(found)


def record(name: str) -> Return:
    content = example(name)["input"]
    known = pack()
    answers = {
        f"{form}.{field}": raw(known.fields[f"{form}.{field}"], value)
        for form, values in content.items()
        if "." not in form
        for field, value in values.items()
    }
    school_tables = [table for form in known.school_forms for table in form.tables()]
    tables = {table.id: rows(table, content.get(table.id)) for table in school_tables}
    return Return(
        school_code=content["profile"]["school_code"],
        period=2024,
        pack=known.ref,
        answers={field: text for field, text in answers.items() if text is not None},
        tables={table: found for table, found in tables.items() if found},
        empty_tables=frozenset(
            table.id for table in school_tables if table.fixed_rows is None and not tables[table.id]
        ),
    )


def context(name: str, **settings: str) -> Context:
    content = example(name)
    chosen = {
        **content["settings"],
        "setting.school_code": content["input"]["profile"]["school_code"],
        **{f"setting.{key}": value for key, value in settings.items()},
    }
    due = date.fromisoformat(content["period"]["due_date"])
    return make_context(pack(), period=Period.of(2024, due), settings=chosen)


def sheet(name: str, **settings: str) -> Sheet:
    return engine().open(record(name), context(name, **settings))
