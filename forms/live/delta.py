"""What one edit changed, so that pages refresh only that."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from forms.live.findings import ProblemChanges
from forms.live.values import Changed, LiveValues
from forms.problems import Problem
from forms.record import cell_address, split_address


@dataclass(frozen=True, slots=True)
class Delta:
    """The consequences of an edit.

    Attributes:
        addresses: Fields and cells of which text, value or relevance changed.
        tables: Tables of which rows came, went or moved, or the relevance or mark changed.
        problems_added: New problems, in no particular order.
        problems_removed: Problems that are gone.
        problems_changed: Problems that stay but read differently now, as they read now.
        indicators: Ids of indicators of which the value or state changed.

    """

    addresses: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    problems_added: tuple[Problem, ...] = ()
    problems_removed: tuple[Problem, ...] = ()
    problems_changed: tuple[Problem, ...] = ()
    indicators: frozenset[str] = frozenset()

    @property
    def problems_touched(self) -> bool:
        """Whether the list of problems reads differently now."""
        return bool(self.problems_added or self.problems_removed or self.problems_changed)

    def forms(self) -> frozenset[str]:
        """Ids of the forms with anything to refresh."""
        places: Iterable[str] = (
            *self.addresses,
            *self.tables,
            *(problem.place for problem in self.problems_added),
            *(problem.place for problem in self.problems_removed),
            *(problem.place for problem in self.problems_changed),
        )
        return frozenset(place.partition(".")[0] for place in places)


def delta_of(
    changed: Changed,
    values: LiveValues,
    difference: ProblemChanges,
    visible: Mapping[str, Problem],
    indicators: Collection[str],
) -> Delta:
    """Put together what changed.

    Args:
        changed: Which values changed.
        values: The values as they are now.
        difference: The problems that were touched, as they were before.
        visible: The problems as they are now, by key.
        indicators: Ids of the indicators that changed.

    """
    fields, rows = set(changed.fields), {table: set(own) for table, own in changed.rows.items()}
    for address in changed.marked:
        head, row, _ = split_address(address)
        if row is None:
            fields.add(head)
        else:
            rows.setdefault(head, set()).add(row)
    cells = (
        cell_address(table, row, column)
        for table, own in rows.items()
        for row in own & values.tables[table].rows.keys()
        for column in values.plan.tables[table].column_ids
    )
    pairs = [(before, visible.get(key)) for key, before in difference.before.items()]
    return Delta(
        addresses=frozenset((*fields, *cells, *_left_places(pairs))),
        tables=frozenset(changed.tables),
        problems_added=tuple(now for before, now in pairs if before is None and now is not None),
        problems_removed=tuple(
            before for before, now in pairs if before is not None and now is None
        ),
        problems_changed=tuple(
            now for before, now in pairs if before is not None and now is not None and before != now
        ),
        indicators=frozenset(indicators),
    )


def _left_places(pairs: Iterable[tuple[Problem | None, Problem | None]]) -> Iterable[str]:
    """Where a problem that stays was marked before and is no longer."""
    for before, now in pairs:
        if before is not None and now is not None and before.place != now.place:
            yield before.place


def values_between(before: LiveValues, after: LiveValues) -> Changed:
    """What is different between two states of one return."""
    changed = Changed(
        fields={name for name in after.fields if after.fields[name] != before.fields[name]}
    )
    for name, live in after.tables.items():
        old = before.tables[name]
        changed.rows[name] = {row for row in live.rows if live.rows[row] != old.rows.get(row)}
        marks = {name in values.record.empty_tables for values in (before, after)}
        if live.relevant != old.relevant or tuple(live.rows) != tuple(old.rows) or len(marks) > 1:
            changed.tables.add(name)
    changed.marked = set(before.record.unconfirmed ^ after.record.unconfirmed)
    return changed
