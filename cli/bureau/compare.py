"""``main.py bureau compare``: this year beside an earlier one, by coefficient and by school."""

import argparse
from collections.abc import Iterator

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs
from cli.places import store_place
from forms.evaluation.two_years import TwoYears
from forms.pictures import Room, two_years
from forms.pictures.moves import school_moves
from operations.bureau.evaluation.two_years import read_two_years, two_years_json
from operations.bureau.store import open_bureau

_TABLE_ALONE = Room(480, 240)


def add_to(verbs: Verbs) -> None:
    """Add the verb ``compare``."""
    text = "与往年的局端库比较：每项指标和差异系数的前后，哪些学校上升、哪些下降；两个库都不改动"
    verb = bureau_verb(verbs, "compare", _compare, text=text)
    verb.add_argument(
        "earlier", type=store_place, metavar="往年的局端库", help="本局往年的局端库，只读"
    )


def _compare(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=True) as store:
        both = read_two_years(store, arguments.earlier)
        return Result(two_years_json(both), list(_lines(both)))


def _lines(both: TwoYears) -> Iterator[str]:
    yield f"{both.years[0]} 年与 {both.years[1]} 年比较："
    if not both.sections:
        yield "两年都没有可以评估的学校。"
    for section in both.sections:
        picture = two_years(both, section, _TABLE_ALONE)
        yield picture.sentence
        for table in (picture.table, school_moves(both, section)):
            heads = [heading.label for heading in table.headings]
            for row in table.rows:
                cells = [cell.text for cell in row.cells]
                told = (f"{head} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True))
                yield f"  {cells[0]}：{'，'.join(told)}"
