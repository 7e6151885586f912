"""Table ``school``: the schools of the district, as the bureau's own list has them."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from typing import TYPE_CHECKING, Final

from forms.workflow import Actor
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.rows.repository import Repository
from storage.rows.stored_row import StoredRow

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
        education_group: Name of the 教联体 it belongs to, or empty.

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
    education_group: str = ""


_FIRST: Final = tuple(field.name for field in fields(School) if field.name != "education_group")
"""The columns of format 1.0."""
_COLUMNS: Final = ", ".join(field.name for field in fields(School))
_UPDATES: Final = ", ".join(f"{f.name} = excluded.{f.name}" for f in fields(School)[1:])
_MARKS: Final = ", ".join("?" for _ in fields(School))
_UPSERT: Final = (
    f"INSERT INTO school ({_COLUMNS}) VALUES ({_MARKS})"  # noqa: S608 - names of the fields above
    f" ON CONFLICT (code) DO UPDATE SET {_UPDATES}"
)


class Roster(Repository):
    """The list of schools."""

    table = "school"

    def upsert(self, schools: Iterable[School], *, actor: Actor | None = None) -> None:
        """Add schools, and replace those whose code is known; the journal keeps what stood there."""
        listed = list(schools)
        with self._ledger.transaction():
            self._put(listed, actor=actor)

    def undo(self, *, actor: Actor | None = None) -> tuple[str, ...]:
        """Take the last change of the list back; that is a change which can be taken back as well.

        Returns:
            Codes of the schools that are as before.

        Raises:
            StoreRefusal: The list was never changed, or a school that was added has been enrolled or
                has delivered since.

        """
        with self._ledger.transaction():
            before = self.before_last_change()
            if not before:
                raise StoreRefusal("学校名册没有可以撤销的改动。")
            self._put(
                [school for school in before.values() if school is not None],
                remove=[code for code, school in before.items() if school is None],
                actor=actor,
            )
        return tuple(sorted(before))

    def before_last_change(self) -> dict[str, School | None]:
        """Give the schools that the last change of the list touched as they were, ``None`` for a new one.

        Empty where the list was never changed.
        """
        entry = self._ledger.journal.last(EntryKind.SCHOOLS)
        before = None if entry is None else entry.payload.get("before")
        rows = before if isinstance(before, dict) else {}
        return {code: None if row is None else from_json(row) for code, row in rows.items()}

    def all(self, *, active_only: bool = False) -> list[School]:
        sql = f"SELECT {_COLUMNS} FROM school WHERE active = 1 OR ? = 0 ORDER BY code"  # noqa: S608
        return [_read(row) for row in self._all(sql, active_only)]

    def get(self, code: str) -> School | None:
        row = self._one(f"SELECT {_COLUMNS} FROM school WHERE code = ?", code)  # noqa: S608
        return None if row is None else _read(row)

    def require(self, code: str) -> None:
        """Make sure that a school is on the list.

        Raises:
            StoreRefusal: It is not.

        """
        if self.get(code) is None:
            raise StoreRefusal(f"学校 {code} 不在本区学校名册里。请先把它加入名册，或核对文件。")

    def _put(
        self, schools: Sequence[School], *, remove: Sequence[str] = (), actor: Actor | None
    ) -> None:
        codes = [*(school.code for school in schools), *remove]
        known = {code: self.get(code) for code in codes}
        self._write_many(_UPSERT, [astuple(school) for school in schools])
        for code in remove:
            self._remove(code)
        payload = {
            "schools": [to_json(school) for school in schools],
            "removed": list(remove),
            "before": {code: old and to_json(old) for code, old in known.items()},
        }
        self._ledger.note(
            EntryKind.SCHOOLS,
            actor,
            addresses=codes,
            payload=payload,
            touched=[(self.table, (code,)) for code in codes],
        )

    def _remove(self, code: str) -> None:
        if not self._delete_if_free("DELETE FROM school WHERE code = ?", code):
            raise StoreRefusal(
                f"学校 {code} 已经开户或上报过，不能再从名册中撤销。不再上报的学校请停用。"
            )


def to_json(school: School) -> list[object]:
    """Write a school for the journal: its fields in their order."""
    return list(astuple(school))


def from_json(row: Sequence[object]) -> School:
    """Read what :func:`to_json` wrote; what an earlier version did not know is empty."""
    names = (each.name for each in fields(School))
    return School(**dict(zip(names, row, strict=False)))  # type: ignore[arg-type]


def create_tables(schema: "Schema") -> None:
    """Make the table of schools (format 1.0)."""
    schema.table("school").create(
        {name: int if name == "active" else str for name in _FIRST},
        pk="code",
        not_null=set(_FIRST) - {"code"},
        strict=True,
    )


def add_education_group(schema: "Schema") -> None:
    """Let a school belong to a 教联体 (format 1.4)."""
    schema.execute("ALTER TABLE school ADD COLUMN education_group TEXT NOT NULL DEFAULT ''")


def _read(row: StoredRow) -> School:
    return School(
        code=row.text("code"),
        name=row.text("name"),
        type=row.text("type"),
        sponsor=row.text("sponsor"),
        urban_rural=row.text("urban_rural"),
        principal=row.text("principal"),
        active=row.truth("active"),
        retired=row.text("retired"),
        contact=row.text("contact"),
        note=row.text("note"),
        education_group=row.text("education_group"),
    )
