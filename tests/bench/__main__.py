"""Measure and print: ``python -m tests.bench [--json] [NAME …]``."""

import argparse
import importlib
import json
import sys
from collections.abc import Sequence

from tests.bench.measure import Row

MEASURES = (
    "window",
    "memory",
    "edit",
    "check",
    "pack",
    "evaluation",
    "signing",
    "documents",
    "imports",
    "stalls",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the measurements asked for (default: all); 1 if one could not be run."""
    parser = argparse.ArgumentParser(prog="bench", description="设计预算，与同一次测得的下限之比")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")
    parser.add_argument("names", nargs="*", metavar="NAME", help="、".join(MEASURES))
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - set(MEASURES)
    if unknown:
        parser.error(f"没有这一项：{'、'.join(sorted(unknown))}")
    rows: list[Row] = []
    failures: dict[str, str] = {}
    names = chosen.names or MEASURES
    for number, name in enumerate(names, start=1):
        print(f"… {name}（{number}/{len(names)}）", file=sys.stderr, flush=True)
        try:
            rows.extend(importlib.import_module(f"tests.bench.{name}").rows())
        except Exception as error:  # noqa: BLE001 - one broken measurement must not hide the others
            failures[name] = f"{type(error).__name__}: {error}"
    if chosen.json:
        found = {"rows": [row.as_json() for row in rows], "failures": failures}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        _print_table(rows, failures)
    return 1 if failures else 0


def _print_table(rows: Sequence[Row], failures: dict[str, str]) -> None:
    for row in rows:
        sign, mark = ("+", row.unit) if row.added else ("", "×")
        limit = "—" if row.limit is None else f"≤ {sign}{row.limit:g} {mark}"
        verdict = "" if row.limit is None else "　达到" if row.is_within else "　未达到"
        print(f"{row.what}")
        print(
            f"    {row.value:.3f} {row.unit}，{row.floor} {row.floor_value:.3f} {row.unit}："
            f"{sign}{row.ratio:.2f} {mark}（{limit}）{verdict}"
        )
        if row.note:
            print(f"    {row.note}")
    for name, reason in failures.items():
        print(f"{name}：没有测成，{reason}")


if __name__ == "__main__":
    sys.exit(main())
