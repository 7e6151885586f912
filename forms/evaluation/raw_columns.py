"""The raw rows of a district column by column: the form in which ten thousand schools are calculated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from forms.evaluation.columns import COLUMNS
from forms.evaluation.raw import RawSchool
from forms.values import Maybe


@dataclass(frozen=True)
class RawColumns:
    """Raw rows side by side.

    Attributes:
        values: Column id → one value per row, as in :attr:`RawSchool.values`; 学校标识码 at least. A
            column that is not there is missing for all.

    """

    values: Mapping[str, Sequence[Maybe]]

    @classmethod
    def of(cls, rows: Iterable[RawSchool]) -> "RawColumns":
        """Turn rows into columns."""
        found = [row.values for row in rows]
        return cls({column.id: [values.get(column.id) for values in found] for column in COLUMNS})

    def with_rows(self, rows: Iterable[RawSchool]) -> "RawColumns":
        """These rows and, after them, further ones."""
        more = RawColumns.of(rows)
        if not len(more):
            return self
        return RawColumns({name: [*self[name], *column] for name, column in more.values.items()})

    def __len__(self) -> int:
        return len(self.values["profile.school_code"])

    def __getitem__(self, name: str) -> Sequence[Maybe]:
        found = self.values.get(name)
        return [None] * len(self) if found is None else found

    def texts(self, name: str) -> list[str]:
        """A column of codes or texts; ``""`` is missing or not applicable."""
        return [str(value or "") for value in self[name]]

    @cached_property
    def codes(self) -> Sequence[str]:
        """学校标识码 of each row."""
        return self.texts("profile.school_code")

    def row(self, place: int) -> RawSchool:
        """One row by itself."""
        return RawSchool({name: column[place] for name, column in self.values.items()})

    @cached_property
    def rows(self) -> Sequence[RawSchool]:
        """All rows one by one, made when they are first asked for."""
        rows = zip(*self.values.values(), strict=True)
        return [RawSchool(dict(zip(self.values, row, strict=True))) for row in rows]
