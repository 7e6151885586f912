"""What an officer's account of the database may do: as little as the daily work needs.

The tables of the program's rights, of its format and of the journal's length are read only; what is
written once stays as it is; rows are deleted where that is the work itself: in the form the bureau fills,
and in the figures that follow from the packages.
"""

from collections.abc import Iterator
from typing import Final

READ: Final = ("officer", "store_format", "journal_head")
"""Tables that the owner alone writes; the journal's length through the journal's own trigger."""
APPENDED: Final = ("journal", "anchor", "crl", "import_log", "issued", "package_content")
"""Tables whose rows stay as they were written."""
EMPTIED: Final = (
    *("answer", "table_row", "empty_table", "unconfirmed", "justification"),
    "wide",
)
"""Tables from which rows are deleted."""

OF_TABLE: Final = (
    "SELECT format('GRANT %s ON %I TO %I', privilege_type, relname, rolname)"
    " FROM pg_class, aclexplode(relacl) AS granted, pg_roles"
    " WHERE relname = ? AND relnamespace = current_schema()::regnamespace"
    " AND pg_roles.oid = grantee AND grantee <> relowner ORDER BY 1"
)
"""Finds the statements that would give the present rights to a table once more."""


def statements_for_officers(database: str, schema: str) -> Iterator[str]:
    """Give the statements for the common role; the owner of the tables runs them once."""
    role, place = _role(database, schema, "officers"), _name(schema)
    yield f"CREATE ROLE {role} NOLOGIN;"
    yield f"GRANT USAGE ON SCHEMA {place} TO {role};"
    yield f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {place} TO {role};"
    yield f"REVOKE INSERT, UPDATE ON {_tables(place, READ)} FROM {role};"
    yield f"REVOKE UPDATE ON {_tables(place, APPENDED)} FROM {role};"
    yield f"GRANT DELETE ON {_tables(place, EMPTIED)} TO {role};"
    yield (
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA {place} GRANT SELECT, INSERT, UPDATE ON TABLES TO {role};"
    )


def statement_for_officer(database: str, schema: str, number: int) -> str:
    """Give the statement that makes an officer's own account."""
    own, common = (_role(database, schema, end) for end in (str(number), "officers"))
    return f"CREATE ROLE {own} LOGIN IN ROLE {common};"


def _role(database: str, schema: str, end: str) -> str:
    """Name a role: those of a server have one list, and districts may share a database."""
    return _name("_".join((database, *([] if schema == "public" else [schema]), end)))


def _tables(place: str, tables: tuple[str, ...]) -> str:
    return ", ".join(tables if place == "public" else (f"{place}.{table}" for table in tables))


def _name(text: str) -> str:
    is_plain = text.isascii() and text.isidentifier() and text == text.lower()
    return text if is_plain else '"' + text.replace('"', '""') + '"'
