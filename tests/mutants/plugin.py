"""Loads one module of the product with a fault in it: ``pytest -p tests.mutants.plugin``.

Which one stands in the environment (so that the workers of a run know it too) as ``file:number``;
nothing is written to the disk.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Final

from tests.mutants.faults import with_fault
from tests.support.places import ROOT

VARIABLE: Final = "YOUHENG_MUTANT"


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, fault: int) -> None:
        super().__init__(name, path)
        self._fault = fault

    def get_code(self, fullname: str) -> CodeType:
        """Compile the source with its fault; cached bytecode is none of it."""
        source = Path(self.path).read_text(encoding="utf-8")
        return compile(with_fault(source, self._fault), self.path, "exec", dont_inherit=True)


class Finder(importlib.abc.MetaPathFinder):
    """Finds the one module that has a fault."""

    def __init__(self, mutant: str) -> None:
        file, _, number = mutant.rpartition(":")
        self._name = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self._path = str(ROOT / file)
        self._fault = int(number)

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for that module alone."""
        if fullname != self._name:
            return None
        loader = _Loader(fullname, self._path, self._fault)
        package = self._path.endswith("__init__.py")
        return importlib.util.spec_from_file_location(
            fullname,
            self._path,
            loader=loader,
            submodule_search_locations=[str(Path(self._path).parent)] if package else None,
        )


if mutant := os.environ.get(VARIABLE):
    sys.meta_path.insert(0, Finder(mutant))
