"""Measure all that grows, print it and draw it."""

import json
from pathlib import Path
from typing import Final

from tests.bench.alive import alive
from tests.bench.growth.districts import packages, schools
from tests.bench.growth.drawing import drawing
from tests.bench.growth.returns import fields, journal, rows, undoing
from tests.bench.growth.series import Series, growing

_ALL: Final = (
    ("表册的指标", (100, 300, 1000, 3000), fields),
    ("表的行数", (10, 100, 1000, 5000), rows),
    ("日志的条数", (1_000, 10_000, 100_000, 1_000_000), journal),
    ("可撤销的步数", (10, 100, 1000), undoing),
    ("库里的上报包", (10, 100, 500, 2000), packages),
    ("学校", (10, 100, 1000, 10_000), schools),
)


def run(picture: Path, *, as_json: bool) -> int:
    """Measure, print and draw; 0."""
    found: list[Series] = []
    for name, numbers, measure in _ALL:
        with alive(name):
            found.extend(growing(name, numbers, measure))
    picture.write_text(drawing(found), encoding="utf-8")
    if as_json:
        print(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=2))
        return 0
    for one in found:
        figures = "，".join(f"{number:,} → {figure:.3g}" for number, figure in one.points)
        print(f"{one.name}：{one.what}（{one.unit}）　{figures}")
        print(f"    上半段最陡处是数量的 {one.exponent:.2f} 次方：{one.verdict}")
    return 0
