"""Finding, by program, the smallest change of a return that breaks exactly one rule.

First single edits of the inputs behind the rule, then pairs, until it fires; then further edits that
put right what else broke. What was found is kept as data (tests/data/rules), so the tests need no
search. Run ``python -m tests.forms.rules`` after a change of the pack.
"""

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from typing import Any, Final

from forms.edits import EditError
from forms.live.engine import Sheet
from forms.record import cell_address, split_address
from forms.spec import Rule
from tests.forms.rules.cases import holds_somewhere
from tests.forms.rules.operands import addresses, alternatives, column_edits, inputs_of, row_edits
from tests.forms.rules.returns import changed

_MOST_TRIALS: Final = 250
_MOST_STARTS: Final = 2
_MOST_ATTEMPTS: Final = 120
_MOST_KEYS: Final = 3

Edits = Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """Edits that break a rule, and what else they break (problem keys)."""

    edits: Edits
    also: frozenset[str]

    @property
    def cost(self) -> tuple[int, int]:
        """What is to be made small."""
        return len(self.also), len(self.edits)


def search(sheets: Sequence[Sheet], number: int) -> tuple[Sheet, Found] | None:
    """Break a rule of the plan in one of some sheets, breaking as little else as possible.

    Args:
        sheets: Returns to try, the preferred ones first.
        number: Position of the rule in the plan.

    """
    rule = sheets[0].plan.rules[number].rule
    ready = sorted(
        (sheet for sheet in sheets if holds_somewhere(sheet, rule)),
        key=lambda sheet: _blanks(sheet, rule),
    )
    firsts: list[tuple[Sheet, Found]] = []
    for kind in (_single, _pairs):
        for sheet in ready:
            if len(firsts) == _MOST_STARTS:
                break
            best = _best(sheet, rule, kind(sheet, rule))
            if best is not None:
                firsts.append((sheet, best))
                if not best.also:
                    return sheet, best
        if firsts:
            break
    mended = [(sheet, mend(sheet, rule, found)) for sheet, found in firsts]
    return min(mended, key=lambda pair: pair[1].cost, default=None)


def _blanks(sheet: Sheet, rule: Rule) -> int:
    """How many of the inputs behind a rule nobody has filled; a table without rows counts much."""
    inputs = inputs_of(sheet, rule)
    empty = sum(not sheet.rows(table) for table in inputs.tables)
    return 100 * empty + sum(sheet.cell(field).raw is None for field in inputs.fields)


def _best(sheet: Sheet, rule: Rule, candidates: Iterable[Edits]) -> Found | None:
    best: Found | None = None
    for edits in itertools.islice(candidates, _MOST_TRIALS):
        found = attempt(sheet, rule, edits)
        if found is not None and (best is None or found.cost < best.cost):
            best = found
            if not best.also:
                break
    return best


def attempt(sheet: Sheet, rule: Rule, edits: Edits) -> Found | None:
    """Make some edits for a moment; ``None`` if the rule does not fire."""
    before = visible(sheet)
    try:
        with changed(sheet, edits):
            fired = visible(sheet) - before
    except EditError:
        return None
    own = {key for key in fired if is_of(key, rule)}
    return Found(edits, frozenset(fired - own)) if own else None


def visible(sheet: Sheet) -> set[str]:
    """Keys of the problems of a sheet, without sorting them."""
    return set(sheet._findings.visible)


def is_of(key: str, rule: Rule) -> bool:
    """Whether a problem key belongs to a rule (of this section of schooling)."""
    code, _, instance = key.partition("@")
    if code != rule.id:
        return False
    return rule.section is None or instance == rule.section.value


def _single(sheet: Sheet, rule: Rule) -> Iterator[Edits]:
    inputs = inputs_of(sheet, rule)
    for address in addresses(sheet, inputs):
        for text in alternatives(sheet, address, rule):
            yield {address: text}
    for table, column in inputs.columns:
        yield from column_edits(sheet, table, column)
    for table in inputs.tables:
        yield from row_edits(sheet, sheet.plan.tables[table].table)


def _pairs(sheet: Sheet, rule: Rule) -> Iterator[Edits]:
    singles = list(_single(sheet, rule))
    pairs = list(itertools.combinations(range(len(singles)), 2))
    random.Random(1).shuffle(pairs)
    for first, second in pairs:
        if not singles[first].keys() & singles[second].keys():
            yield {**singles[first], **singles[second]}


def mend(sheet: Sheet, rule: Rule, start: Found) -> Found:
    """Add edits that put right what else broke, while the rule still fires: best first."""
    best, attempts = start, 0
    numbered = itertools.count()
    queue = [(start.cost, next(numbered), start)]
    seen = {start.also}
    while queue and best.also and attempts < _MOST_ATTEMPTS:
        _, _, found = heappop(queue)
        for option in _options(sheet, found):
            attempts += 1
            tried = attempt(sheet, rule, {**found.edits, **option})
            if tried is None or tried.also in seen or len(tried.also) > len(found.also):
                continue
            seen.add(tried.also)
            heappush(queue, (tried.cost, next(numbered), tried))
            best = min(best, tried, key=lambda one: one.cost)
            if len(tried.also) < len(found.also):
                break
    return best


def _options(sheet: Sheet, found: Found) -> list[Edits]:
    """Edits that may end one of the further problems, none that undoes an edit made before."""
    steps = differences(sheet, found.edits)
    options: list[Edits] = []
    with changed(sheet, found.edits):
        for key in sorted(found.also)[:_MOST_KEYS]:
            options += mends(sheet, key, steps)
    return [option for option in options if not option.keys() & found.edits.keys()]


def mends(sheet: Sheet, key: str, steps: Iterable[Fraction]) -> Iterator[Edits]:
    """Edits that may end a problem of the sheet as it is now."""
    code, _, instance = key.partition("@")
    if not code.startswith("R-"):
        for address in _cells(sheet, instance):
            for text in alternatives(sheet, address, sheet.plan.rules[0].rule, steps):
                yield {address: text}
        return
    other = next(plan.rule for plan in sheet.plan.rules if is_of(key, plan.rule))
    where = addresses(sheet, inputs_of(sheet, other))
    row = instance if "[" in instance else ""
    for address in where:
        if not row or address.startswith(row) or "[" not in address:
            for text in alternatives(sheet, address, other, steps):
                yield {address: text}


def _cells(sheet: Sheet, instance: str) -> list[str]:
    """The cells behind a field check: one cell, the key of a row, or none for a table."""
    head, row, column = split_address(instance)
    if row is None:
        return [] if head in sheet.plan.tables else [head]
    if column is not None:
        return [instance]
    return [cell_address(head, row, key) for key in sheet.plan.tables[head].table.key]


def differences(sheet: Sheet, edits: Edits) -> list[Fraction]:
    """By how much numbers were changed."""
    found = []
    for address, text in edits.items():
        if not isinstance(text, str) or address.endswith("]"):
            continue
        try:
            before = sheet.cell(address)
            if before.item.type.is_numeric and before.raw:
                found.append(abs(Fraction(text) - Fraction(before.raw)))
        except (KeyError, ValueError):
            continue
    return [step for step in found if step]
