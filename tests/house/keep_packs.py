"""Keep the packs of the program ready (decision 0054): ``python -m tests.house.keep_packs [--built]``."""

import json
import sys
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path

from forms.expr import Expression
from forms.loader import load_pack
from forms.spec import Pack
from operations.packs.bundled import pack_files
from operations.packs.kept import SHARED, code_files, kept_place, program_state, seal_of
from resources import resource


def keep_packs(root: Path, *, built: bool) -> None:
    """Keep the packs in a folder.

    Args:
        root: Holds a folder for each pack.
        built: For a program that is built of this checkout, and not for the checkout itself.

    """
    program = program_state(() if built else code_files())
    for folder in sorted(path.parent for path in root.glob("*/pack.toml")):
        files = pack_files(folder)
        content = told(load_pack({name: text.decode() for name, text in files.items()}))
        place = kept_place(folder)
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(seal_of(content, files, program) + b"\n" + content)


def told(pack: Pack) -> bytes:
    """Tell a pack in the two lines that :mod:`operations.packs.kept` describes."""
    numbers: dict[int, int] = {}
    expressions: list[object] = []

    def entry(value: object) -> object:
        if value is None or type(value) in {str, int, bool}:
            return value
        if isinstance(value, Expression) and id(value) in numbers:
            return {SHARED: [numbers[id(value)]]}
        made_of = {type(value).__name__: [entry(part) for part in _parts(value)]}
        if not isinstance(value, Expression):
            return made_of
        numbers[id(value)] = len(expressions)
        expressions.append(made_of)
        return {SHARED: [numbers[id(value)]]}

    whole = entry(pack)
    separators = (",", ":")
    lines = (
        json.dumps(part, ensure_ascii=False, separators=separators) for part in (expressions, whole)
    )
    return "\n".join(lines).encode()


def _parts(value: object) -> Sequence[object]:
    """What an object is made from."""
    if isinstance(value, Enum):
        return [value.value]
    if isinstance(value, (Decimal, Fraction, date)):
        return [str(value)]
    if isinstance(value, dict):
        return list(value.items())
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return value
    parts = [(getattr(value, part.name), part.default) for part in fields(value)]  # type: ignore[arg-type]
    while parts and parts[-1][0] == parts[-1][1]:  # comes by itself
        parts.pop()
    return [part for part, _ in parts]


if __name__ == "__main__":
    keep_packs(resource("forms"), built="--built" in sys.argv)
