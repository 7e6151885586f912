"""The two example schools of the forms catalogue, opened with the form pack of the program."""

import itertools
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from forms.edits import Edit, InsertRow, SetAnswer, SetCell
from forms.live.engine import Engine, Period, Sheet, make_context
from forms.loader import load_pack
from forms.record import Return, Row
from forms.spec import FieldType, Pack
from resources import resource
from tests.support.places import EXAMPLES

CODE = "4201040001"


@cache
def engine() -> Engine:
    """The engine of the bundled pack, compiled once."""
    folder = resource("forms", "balance-2024.1")
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")}
    return Engine(load_pack(texts))


def pack() -> Pack:
    return engine().pack


def empty_sheet() -> Sheet:
    record = Return(CODE, 2024, pack().ref)
    return engine().open(record, make_context(pack(), period=Period.of(2024)))


def example_sheet(name: str) -> Sheet:
    """``primary`` or ``nine_year`` as a clerk would have typed it; attachments left out."""
    document = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"), parse_float=Decimal)
    sheet = empty_sheet()
    sheet.apply_all(list(_edits(document["input"])))
    return sheet


def next_row_from(first: int) -> Any:  # noqa: ANN401 - a counter behind a callable
    numbers = itertools.count(first)
    return lambda table: f"r{next(numbers)}"


def _edits(content: Mapping[str, Any]) -> Iterator[Edit]:
    for name, value in content.items():
        if name in pack().tables:
            if value:
                yield from _rows(name, value["columns"], value["rows"])
            continue
        for short, entry in value.items():
            item = pack().fields[f"{name}.{short}"]
            if item.is_input and item.type is not FieldType.ATTACHMENT:
                yield SetAnswer(item.id, _text(entry))


def _rows(name: str, columns: list[str], rows: list[list[Any]]) -> Iterator[Edit]:
    table = pack().tables[name]
    for number, row in enumerate(rows):
        cells = {
            column: text
            for column, value in zip(columns, row, strict=True)
            if table.by_id[column].is_input and (text := _text(value))
        }
        if table.fixed_rows is None:
            yield InsertRow(name, number, Row(f"r{number + 1}", cells))
        else:
            key = cells.pop(table.key[0])
            yield from (SetCell(name, key, column, text) for column, text in cells.items())


def _text(value: Any) -> str | None:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ",".join(map(str, value)) or None
    return None if value is None else str(value)
