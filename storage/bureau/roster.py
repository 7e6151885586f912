"""The schools of the district, as the bureau's own list has them."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

from storage.database import Database, Row
from storage.errors import Refusal

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class School:
    """One school.

    Attributes:
        code: 学校标识码, 10 digits.
        name: Name; it is what certificates carry, whatever a request says.
        type: Code of 办学类型.
        sponsor: Code of 举办者类型.
        urban_rural: Code of 城乡类型.
        principal: Name of the principal.
        active: Whether it reports and may send packages.
        retired: Date (ISO) since which it does not, or empty.
        contact: Telephone of whoever fills the forms.
        note: Free text of the bureau.

    """

    code: str
    name: str
    type: str
    sponsor: str = ""
    urban_rural: str = ""
    principal: str = ""
    active: bool = True
    retired: str = ""
    contact: str = ""
    note: str = ""


_COLUMNS: Final = ", ".join(field.name for field in fields(School))
_UPDATES: Final = ", ".join(f"{f.name} = excluded.{f.name}" for f in fields(School)[1:])
_MARKS: Final = ", ".join("?" for _ in fields(School))


class Roster:
    """The list of schools. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def upsert(self, schools: Iterable[School]) -> None:
        """Add schools, and replace those whose code is known."""
        self._database.connection.executemany(
            f"INSERT INTO school ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608 - field names
            f" ON CONFLICT (code) DO UPDATE SET {_UPDATES}",
            [astuple(school) for school in schools],
        )

    def remove(self, codes: Iterable[str]) -> None:
        """Take schools off that nothing refers to.

        Raises:
            Refusal: A certificate, a request or a package is the school's.

        """
        for code in codes:
            try:
                self._database.connection.execute("DELETE FROM school WHERE code = ?", (code,))
            except sqlite3.IntegrityError as error:
                raise Refusal(
                    f"学校 {code} 已经开户或上报过，不能再从名册中撤销。不再上报的学校请停用。"
                ) from error

    def all(self, *, active_only: bool) -> list[School]:
        """Return schools by code."""
        sql = f"SELECT {_COLUMNS} FROM school WHERE active OR NOT ? ORDER BY code"  # noqa: S608
        return [_read(row) for row in self._database.all(sql, active_only)]

    def get(self, code: str) -> School | None:
        """Return one school, or ``None``."""
        row = self._database.one(f"SELECT {_COLUMNS} FROM school WHERE code = ?", code)  # noqa: S608
        return None if row is None else _read(row)


def to_json(school: School) -> list[object]:
    """Write a school for the journal: its fields in their order."""
    return list(astuple(school))


def from_json(row: Sequence[object]) -> School:
    """Read what :func:`to_json` wrote."""
    return School(**dict(zip((each.name for each in fields(School)), row, strict=True)))  # type: ignore[arg-type]


def create_tables(schema: "Schema") -> None:
    """Make the table of schools (format 1.0)."""
    schema.table("school").create(
        {field.name: int if field.name == "active" else str for field in fields(School)},
        pk="code",
        not_null={field.name for field in fields(School)} - {"code"},
        strict=True,
    )


def _read(row: Row) -> School:
    code, name, type_, sponsor, urban_rural, principal, active, *rest = map(str, row)
    retired, contact, note = rest
    return School(
        code,
        name,
        type_,
        sponsor,
        urban_rural,
        principal,
        active=active == "1",
        retired=retired,
        contact=contact,
        note=note,
    )
