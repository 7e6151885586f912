"""Checking a return and loading a pack, beside libraries for forms and data of any kind.

``jsonschema`` knows types, choices and shapes; ``frictionless`` also ranges and keys, of flat tables;
``pyxform`` reads an XLSForm. None of them knows the pack's rules between fields, its calculations or its
indicators, so what they do is a part of what the engine does. ``pyxform`` is no part of the workshop:
where it is installed beside it it takes part.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from jsonschema import Draft202012Validator

from forms.document import canonical_bytes, to_document
from forms.document.schema import json_schema
from forms.live.engine import make_context
from forms.loader import load_pack
from resources import resource
from tests.bench.measure import Row, compared, in_turns
from tests.bench.samples import PERIOD, engine, example_sheet

_ROUNDS = 9
_QUESTIONS = 600


def rows() -> list[Row]:
    """A row for each of the others that is installed."""
    return list(_rows())


def _rows() -> Iterator[Row]:
    sheet = example_sheet()
    document = json.loads(
        canonical_bytes(to_document(sheet, program_version="0.1.0", journal_head="0" * 64))
    )
    context = make_context(engine().pack, period=PERIOD)
    validator = Draft202012Validator(json_schema(engine().pack))

    def validate() -> None:
        if list(validator.iter_errors(document)):
            raise RuntimeError("the example does not fit the schema")

    def check() -> None:
        engine().open(sheet.record, context)

    yield _race("race-jsonschema", _CHECK, "jsonschema：只查类型和选项", validate, check)
    with TemporaryDirectory() as folder:
        table = _flat(sheet.record.answers, Path(folder))
        yield _race("race-frictionless", _CHECK, "frictionless：同样的答案", table, check)
        if find_spec("pyxform"):
            form = _xlsform()
            yield _race("race-pyxform", _LOAD, f"pyxform：{_QUESTIONS} 个问题", form, _load)


_CHECK = "打开一份填报表并全部检查一遍"
_LOAD = "装入整个表册"


def _race(
    name: str, what: str, floor: str, other: Callable[[], None], ours: Callable[[], None]
) -> Row:
    return compared(
        name, what, floor, in_turns(other, ours, rounds=_ROUNDS, clock=process_time), None
    )


def _load() -> None:
    folder = resource("forms", "balance-2024.1")
    load_pack({path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")})


def _flat(answers: Mapping[str, str], folder: Path) -> Callable[[], None]:
    import frictionless

    fields = [slot for slot in engine().plan.inputs if slot.item.type.is_numeric]
    path = folder / "answers.csv"
    lines = [(slot.name, answers.get(slot.name, "")) for slot in fields]
    path.write_text(
        "\n".join(",".join(part) for part in zip(*lines, strict=True)) + "\n", encoding="utf-8"
    )
    schema = frictionless.Schema.from_descriptor(
        {"fields": [{"name": name, "type": "number"} for name, _ in lines]}
    )

    def check() -> None:
        report = frictionless.validate(
            frictionless.Resource(path=path.name, basepath=str(folder), schema=schema)
        )
        if not report.valid:
            raise RuntimeError(str(report.flatten(["type", "message"])[:1]))

    return check


def _xlsform() -> Callable[[], None]:
    convert = import_module("pyxform.xls2xform").convert
    survey = [
        {
            "type": "integer",
            "name": f"q{number}",
            "label": f"第 {number} 项",
            "constraint": ". >= 0",
        }
        for number in range(_QUESTIONS)
    ]

    def load() -> None:
        convert(xlsform={"survey": [dict(row) for row in survey]}, validate=False)

    return load
