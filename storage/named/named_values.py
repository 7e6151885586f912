"""Table ``reference``: small named values of a store, in groups.

What the store is, the bureau's settings, figures the bureau sent along, what must not go back.
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from forms.workflow import Actor
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows.repository import Ledger, Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

Read = TypeVar("Read")


class ValueGroup(StrEnum):
    """The groups, as they are stored."""

    META = "meta"
    SETTINGS = "settings"
    LAST = "last"
    OWN_LAST = "own_last"
    ORIGIN = "origin"
    STAT = "stat"
    FLOOR = "floor"
    PLACE = "place"
    PEOPLE = "people"
    REVIEW = "review"


class NamedValues(Repository):
    """One group of name → text."""

    table = "reference"

    def __init__(self, ledger: Ledger, group: ValueGroup) -> None:
        super().__init__(ledger)
        self._group = group.value

    def all(self) -> dict[str, str]:
        """Read the whole group; empty if nothing was ever put."""
        rows = self._all("SELECT name, value FROM reference WHERE grp = ?", self._group)
        return {row.text("name"): row.text("value") for row in rows}

    def parsed(self, parse: Callable[[Mapping[str, str]], Read]) -> Read:
        """Read what ``parse`` makes of the group.

        Raises:
            UnreadableValue: ``parse`` misses a name or cannot read a value.

        """
        try:
            return parse(self.all())
        except (KeyError, ValueError) as error:
            raise self._database.unreadable(self.table, f"value（{self._group}）") from error

    def replace(
        self, values: Mapping[str, str], *, actor: Actor | None = None, reason: str = ""
    ) -> None:
        """Put a whole group in the place of the one there is."""
        with self._ledger.transaction():
            before = self.all()
            for name in before.keys() - values.keys():
                self._write("DELETE FROM reference WHERE grp = ? AND name = ?", self._group, name)
            self.put(values)
            payload = {self._group: dict(values)}
            touched = self.places({**before, **values})
            self._ledger.note(
                EntryKind.SETTINGS, actor, payload=payload, reason=reason, touched=touched
            )

    def put(self, values: Mapping[str, str]) -> None:
        """Set some values and leave the others, as part of a write that keeps the journal itself."""
        self._write_many(
            "INSERT INTO reference (grp, name, value) VALUES (?, ?, ?)"
            " ON CONFLICT (grp, name) DO UPDATE SET value = excluded.value",
            [(self._group, name, value) for name, value in values.items()],
        )

    def places(self, names: Iterable[str]) -> list[RowPlace]:
        """Say where values of the group are kept."""
        return [(self.table, (self._group, name)) for name in names]


def create_tables(schema: "Schema") -> None:
    """Make the table of named values (format 1.0)."""
    schema.table("reference").create(
        {"grp": str, "name": str, "value": str},
        pk=("grp", "name"),
        not_null={"grp", "name", "value"},
        strict=True,
    )
