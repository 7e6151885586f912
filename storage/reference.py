"""Small named values of a store: what it is, settings, and figures the bureau sent along."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from storage.database import Database

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

META: Final = "meta"
SETTINGS: Final = "settings"
LAST: Final = "last"
STAT: Final = "stat"
FLOOR: Final = "floor"


class Reference:
    """Groups of name → text. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def group(self, group: str) -> dict[str, str]:
        """Read all values of a group."""
        rows = self._database.all("SELECT name, value FROM reference WHERE grp = ?", group)
        return {str(name): str(value) for name, value in rows}

    def put(self, group: str, values: Mapping[str, str]) -> None:
        """Set some values of a group and leave its others."""
        self._database.connection.executemany(
            "INSERT INTO reference (grp, name, value) VALUES (?,?,?)"
            " ON CONFLICT DO UPDATE SET value = excluded.value",
            [(group, name, value) for name, value in values.items()],
        )

    def replace(self, group: str, values: Mapping[str, str]) -> None:
        """Set a whole group."""
        self._database.connection.execute("DELETE FROM reference WHERE grp = ?", (group,))
        self.put(group, values)


def create_tables(schema: "Schema") -> None:
    """Make the table of named values (format 1.0)."""
    schema.table("reference").create(
        {"grp": str, "name": str, "value": str},
        pk=("grp", "name"),
        not_null={"grp", "name", "value"},
        strict=True,
    )
