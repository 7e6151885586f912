"""Measure and print: ``python -m tests.bench [--json] [--races | --growth] [NAME …]``."""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from resources import resource
from tests.bench.alive import alive
from tests.bench.measure import Row
from tests.bench.table import table
from tests.house.keep_packs import keep_packs

BUDGETS = (
    "window",
    "briefing",
    "memory",
    "edit",
    "check",
    "pack",
    "evaluation",
    "plan",
    "signing",
    "documents",
    "imports",
    "engines",
    "stalls",
)
LONG = ("city",)
"""Measured only by name: it takes minutes."""
RACES = ("race_signing", "race_checking", "race_tables")
MACHINE = "machine"
"""Ends each table: how quick the machine is that measured it."""
GROWTH = "tests.bench.growth.run"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements asked for (default: the budgets); 1 if one could not be run."""
    parser = argparse.ArgumentParser(prog="bench", description="设计预算，与同一次测得的下限之比")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--races", action="store_true", help="同样的活，与通用的库和 openssl 比")
    kind.add_argument(
        "--growth", metavar="文件.svg", type=Path, help="数量增大时的时间，并画成这个图"
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="、".join((*BUDGETS, *LONG, *RACES))
    )
    chosen = parser.parse_args(arguments)
    if chosen.growth is not None:
        return int(importlib.import_module(GROWTH).run(chosen.growth, as_json=chosen.json))
    unknown = set(chosen.names) - {*BUDGETS, *LONG, *RACES, MACHINE}
    if unknown:
        parser.error(f"没有这一项：{'、'.join(sorted(unknown))}")
    keep_packs(
        resource("forms"), built=False
    )  # all that starts here has its pack as a built program
    begin = monotonic()
    names = chosen.names or (RACES if chosen.races else BUDGETS)
    rows, failures = _measured((*(name for name in names if name != MACHINE), MACHINE))
    if chosen.json:
        found = {"rows": [row.as_json() for row in rows], "failures": failures}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(table(rows))
        for name, reason in failures.items():
            print(f"{name}：没有测成，{reason}")
        print(f"用时 {monotonic() - begin:.0f} 秒")
    return 1 if failures else 0


def _measured(names: Sequence[str]) -> tuple[list[Row], dict[str, str]]:
    """Give the rows, and why the rest could not be measured."""
    rows: list[Row] = []
    failures: dict[str, str] = {}
    for number, name in enumerate(names, start=1):
        with alive(f"{name}（{number}/{len(names)}）"):
            try:
                rows.extend(importlib.import_module(f"tests.bench.{name}").rows())
            except Exception as error:  # noqa: BLE001 - one broken measurement must not hide the others
                failures[name] = f"{type(error).__name__}: {error}"
    return rows, failures


if __name__ == "__main__":
    sys.exit(main())
