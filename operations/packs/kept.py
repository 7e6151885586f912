"""A form pack kept ready: taken up in a quarter of the time that reading its TOML takes (decision 0054).

Beside the packs of a built program lies, for each, a file that ``tests.house.keep_packs`` made when the
program was built: a seal, the expressions of the pack, the pack; a line each. What is not a number or a
text is JSON of one key: a class, with the list of what an object of it is made from, or ``=`` with the
number of an expression. Only the classes below can be made.

The seal is a SHA-256 over the file itself, the pack's TOML and the state of the program. A file that
is not there, is damaged or has another seal is passed over, and the TOML is read.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from sys import intern
from typing import Any, Final

from forms import confirmation, indicator, last_year, problems, record, schooling, spec
from forms.expr import expression, nodes
from operations.version import VERSION

SHARED: Final = "="
"""Stands for an expression by its number: equal texts are one object."""

_MODULES: Final = (
    *(confirmation, last_year, problems, record, spec, schooling, indicator),
    *(expression, nodes),
)
_CLASSES: Final = tuple(
    (name, found)
    for module in _MODULES
    for name, found in vars(module).items()
    if isinstance(found, type)
)
_MAKERS: Final[Mapping[str, Callable[..., object]]] = {
    "tuple": lambda *parts: parts,
    "frozenset": lambda *names: frozenset(map(intern, names)) or expression.NO_NAMES,
    "dict": lambda *pairs: dict(pairs),
    "date": date.fromisoformat,
    "Decimal": Decimal,
    "Fraction": Fraction,
    **{name: found for name, found in _CLASSES if is_dataclass(found)},
    # As the class itself would find it, in a tenth of the time: a fifth of all objects are such.
    **{
        name: {one.value: one for one in found}.__getitem__
        for name, found in _CLASSES
        if issubclass(found, Enum)
    },
    "Name": lambda name: nodes.Name(intern(name)),  # stands in many expressions, and in their names
}
_READ_BY: Final = ("", "expr", "loader")
"""Folders of ``forms`` whose code decides what a pack is read to."""


def kept_place(folder: Path) -> Path:
    """Where the file of the pack in a folder is kept."""
    return folder.parent / "__pycache__" / f"{folder.name}.kept"


def read_kept(folder: Path, files: Mapping[str, bytes]) -> spec.Pack | None:
    """Take up the pack of a folder with these files; ``None`` if none is kept that fits them."""
    try:
        seal, _, content = kept_place(folder).read_bytes().partition(b"\n")
    except OSError:
        return None
    if seal != seal_of(content, files, program_state(code_files())):
        return None
    return _made(content)


def seal_of(content: bytes, files: Mapping[str, bytes], program: bytes) -> bytes:
    """The first line of a kept file: SHA-256 (hex), each part preceded by its length.

    Args:
        content: The lines after it.
        files: File name → content of what the pack was read from.
        program: See :func:`program_state`.

    """
    total = hashlib.sha256()
    named = (part for name in sorted(files) for part in (name.encode(), files[name]))
    for part in (program, *named, content):
        total.update(str(len(part)).encode() + b"\0" + part)
    return total.hexdigest().encode()


def code_files() -> list[Path]:
    """The files that decide what a pack is read to; a built program has none of them."""
    root = Path(spec.__file__).parent
    return sorted(path for folder in _READ_BY for path in (root / folder).glob("*.py"))


def program_state(code: Iterable[Path]) -> bytes:
    """What tells a program from another that might read the same TOML differently.

    It is the version, and of a checkout size and time of each file of code, by which Python itself
    knows whether a compiled module is still good.
    """
    found = ((path, path.stat()) for path in code)
    state = [f"{path.name} {about.st_size} {about.st_mtime_ns}" for path, about in found]
    return "\n".join((VERSION, *state)).encode()


def _made(content: bytes) -> spec.Pack:
    makers = dict(_MAKERS)

    def made(entry: dict[str, list[Any]]) -> object:
        ((name, parts),) = entry.items()
        return makers[name](*parts)

    expressions, _, pack = content.partition(b"\n")
    makers[SHARED] = json.loads(expressions, object_hook=made).__getitem__
    found: spec.Pack = json.loads(pack, object_hook=made)
    return found
