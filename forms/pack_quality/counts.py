"""How large a pack is, in the figures its author is asked for."""

from collections import Counter
from dataclasses import dataclass

from forms.problems import Severity
from forms.spec import Pack


@dataclass(frozen=True, slots=True)
class PackCounts:
    """The figures of a pack; a rule that stands for several sections of schooling counts once."""

    forms: int
    fields: int
    calculated: int
    tables: int
    columns: int
    errors: int
    queries: int
    hints: int
    indicators: int
    settings: int
    choice_lists: int

    @property
    def rules(self) -> int:
        return self.errors + self.queries + self.hints


def count_pack(pack: Pack) -> PackCounts:
    """Count what a pack holds."""
    severities = Counter({rule.id: rule.severity for rule in pack.rules}.values())
    return PackCounts(
        forms=len(pack.forms),
        fields=len(pack.fields),
        calculated=sum(not field.is_input for field in pack.fields.values()),
        tables=len(pack.tables),
        columns=sum(len(table.columns) for table in pack.tables.values()),
        errors=severities[Severity.ERROR],
        queries=severities[Severity.QUERY],
        hints=severities[Severity.HINT],
        indicators=len(pack.indicators),
        settings=len(pack.settings),
        choice_lists=len(pack.choices),
    )
