"""What surrounds a return while it is checked: the period, the bureau's settings, older figures.

All of it is constant while a return is open; it comes from the opening file and from the last
accepted return (forms catalogue 1.4, 1.7).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from forms.expr import Cells, Scope
from forms.spec import Field, FieldType, Pack, Setting
from forms.types import Codec, codec
from forms.values import Maybe, exact

DUE_DATE: Final = "period.due_date"
"""Under this name expressions read the last day for delivery, and stores keep it."""

LAST: Final = "last."
"""In front of the names of the last return."""


@dataclass(frozen=True, slots=True)
class Period:
    """The dates a return is about.

    Attributes:
        year: The year reported.
        point_date: Day of the 时点数 (pupils, staff, areas).
        start: First day of the 时期数, the last school year.
        end: Last day of it.
        fiscal_year: Last fiscal year.
        due_date: Last day for delivery, as set by the bureau; ``None`` while it has set none.

    """

    year: int
    point_date: date
    start: date
    end: date
    fiscal_year: int
    due_date: date | None = None

    @classmethod
    def of(cls, year: int, due_date: date | None = None) -> "Period":
        """The period of a year as the annual statistics have it: 1 September, the year before it."""
        return cls(
            year=year,
            point_date=date(year, 9, 1),
            start=date(year - 1, 9, 1),
            end=date(year, 8, 31),
            fiscal_year=year - 1,
            due_date=due_date,
        )


@dataclass(frozen=True)
class LastReturn:
    """What the last accepted return of the school said, calculated values included.

    Attributes:
        values: Field id → exact value.
        tables: Table id → rows, column id → exact value.
        justifications: The texts of its 说明; this year's may not repeat them.

    """

    values: Mapping[str, Maybe] = field(default_factory=dict)
    tables: Mapping[str, tuple[Cells, ...]] = field(default_factory=dict)
    justifications: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Context:
    """Everything outside the return that its checks may look at.

    Attributes:
        period: See :class:`Period`.
        settings: ``setting.name`` → exact value.
        last: The last accepted return; ``None`` if there is none.
        stat: Field id → exact value from the annual statistics, as the bureau sent it.
        schools: District form only: one scope per accepted return.

    """

    period: Period
    settings: Mapping[str, Maybe] = field(default_factory=dict)
    last: LastReturn | None = None
    stat: Mapping[str, Maybe] = field(default_factory=dict)
    schools: tuple[Scope, ...] = ()

    def names(self) -> dict[str, Maybe]:
        """Every value under the name expressions use for it."""
        period = self.period
        named: dict[str, Maybe] = {
            "period.year": period.year,
            "period.point_date": period.point_date,
            "period.start": period.start,
            "period.end": period.end,
            "period.fiscal_year": period.fiscal_year,
            DUE_DATE: period.due_date,
        }
        named.update(self.settings)
        named.update({f"stat.{name}": value for name, value in self.stat.items()})
        if self.last is not None:
            named.update({f"{LAST}{name}": value for name, value in self.last.values.items()})
        return named

    def last_rows(self, table: str) -> tuple[Cells, ...]:
        """Rows of a table of the last return.

        Without a last return nothing is known of them, which is not the same as no rows: one row
        of which every cell is missing makes every sum over it unknown.
        """
        return ({},) if self.last is None else self.last.tables.get(table, ())


def make_context(
    pack: Pack,
    *,
    period: Period,
    settings: Mapping[str, str] | None = None,
    last: LastReturn | None = None,
    stat: Mapping[str, str] | None = None,
) -> Context:
    """Make a context out of raw texts.

    Args:
        pack: Says of which type each setting and field is, and the settings' defaults.
        period: The period reported.
        settings: ``setting.name`` → raw text, what the bureau chose; the rest takes its default.
        last: The last accepted return.
        stat: Field id → raw text from the annual statistics. A text that cannot be read counts as
            not sent.

    """
    chosen = settings or {}
    return Context(
        period=period,
        settings={
            setting.id: _setting_value(setting, chosen.get(setting.id, setting.default))
            for setting in pack.settings
        },
        last=last,
        stat={
            name: _read(pack.fields[name], text, pack)
            for name, text in (stat or {}).items()
            if name in pack.fields
        },
    )


def _setting_value(setting: Setting, text: str | None) -> Maybe:
    if text is None or not text.strip():
        return None
    if setting.choices:
        return text if text in setting.choices else None
    return exact(_codec_of(setting.type).parse(text).value)


@cache
def _codec_of(kind: FieldType) -> Codec:
    """The codec of a setting: of those without choices the type says all."""
    return codec(Field("setting", "", kind), {})


def _read(item: Field, text: str, pack: Pack) -> Maybe:
    return exact(codec(item, pack.choices).parse(text).value)
