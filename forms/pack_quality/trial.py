"""Trying a rule on made-up data, to see whether it can fail and whether it can hold.

Values are drawn, with a seed of the rule's own, from what its fields allow and from the constants
it is written with, until both answers were seen or the trials are used up. What a calculated field
yields is drawn like any other value, so the answer is about the rule, not about whole returns; that
each rule of the program's own pack can be broken by a real return is shown by its tests.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Final

from forms.expr import Cells, Scope
from forms.pack_quality.domain import Domains, Draw
from forms.spec import Pack, Rule
from forms.values import Maybe

_TRIALS: Final = 5000
_SCHOOLS: Final = 2
_ROWS: Final = (0, 1, 2, 12)
_MOST_ROWS: Final = 20
_VARIETY: Final = (2, 4, 8, 1000)
"""Of how many values a trial chooses: sums agree among few values, limits show among many."""


class RuleTrial:
    """Tries the rules of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._domains = Domains(pack)

    def outcomes(self, rule: Rule) -> frozenset[bool]:
        """The answers a rule's condition gave: true, false, both or neither."""
        # Not for secrets: the same rule has to meet the same data every time.
        chance = Random(rule.id)  # noqa: S311
        draws = _Draws(rule, self._domains)
        found: set[bool] = set()
        for _ in range(_TRIALS):
            answer = rule.condition.evaluate(draws.scope(chance))
            if isinstance(answer, bool):
                found.add(answer)
            if len(found) == len((True, False)):
                break
        return frozenset(found)


class _Draws:
    """What one rule reads, each with the values it may have."""

    def __init__(self, rule: Rule, domains: Domains) -> None:
        condition = rule.condition
        constants = domains.constants(condition)
        self._names: dict[str, Draw] = {
            name: domains.of(name, constants) for name in sorted(condition.names - condition.tables)
        }
        self._school: dict[str, Draw] = {
            name: domains.of(name, constants) for name in sorted(condition.school_names)
        }
        self._row: dict[str, Draw] = {
            column: domains.of(f"{rule.table}.{column}", constants)
            for column in sorted(condition.row_columns)
        }
        counted = [number for number in constants.numbers if number in range(_MOST_ROWS)]
        self._row_counts = (*_ROWS, *counted, *(2 * number for number in counted))
        self._tables: dict[str, dict[str, Draw]] = {name: {} for name in sorted(condition.tables)}
        for cell in sorted(condition.cells):
            table, _, column = cell.rpartition(".")
            self._tables[table][column] = domains.of(cell, constants)

    def scope(self, chance: Random) -> "_TrialScope":
        """Draw all values once."""
        most = chance.choice(_VARIETY)
        return _TrialScope(
            values=_drawn(self._names, chance, most),
            tables={
                table: [_drawn(columns, chance, most) for _ in range(self._count(chance))]
                for table, columns in self._tables.items()
            },
            row=_drawn(self._row, chance, most),
            schools=[
                _TrialScope(_drawn(self._school, chance, most), {}, {}, ()) for _ in range(_SCHOOLS)
            ],
        )

    def _count(self, chance: Random) -> int:
        return int(chance.choice(self._row_counts))


def _drawn(draws: Mapping[str, Draw], chance: Random, most: int) -> dict[str, Maybe]:
    return {name: draw(chance, most) for name, draw in draws.items()}


class _TrialScope:
    """A scope of drawn values."""

    def __init__(
        self,
        values: Cells,
        tables: Mapping[str, Sequence[Cells]],
        row: Cells,
        schools: Sequence[Scope],
    ) -> None:
        self._values = values
        self._tables = tables
        self._schools = schools
        self.row: Cells | None = row

    def value(self, name: str) -> Maybe:
        return self._values.get(name)

    def rows(self, table: str) -> Sequence[Cells]:
        return self._tables.get(table, ())

    def schools(self) -> Sequence[Scope]:
        return self._schools
