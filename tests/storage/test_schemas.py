"""The tables of both stores, as sqlite-utils finds them in a file."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database as Schema

from storage.bureau.schema import BUREAU_FORMAT
from storage.migrations import Format
from storage.opening import open_database
from storage.school.schema import SCHOOL_FORMAT
from storage.store import Store
from tests.storage.stores import created, new_bureau, new_school

STORES = pytest.mark.parametrize("make", [new_school, new_bureau])
FORMATS = pytest.mark.parametrize("form", [SCHOOL_FORMAT, BUREAU_FORMAT])


@STORES
def test_every_table_is_strict(make: Callable[[Path], Store], tmp_path: Path) -> None:
    make(tmp_path / "s").close()
    with closing(sqlite3.connect(tmp_path / "s")) as connection:
        tables = Schema(connection).tables
        assert len(tables) > 10
        assert [table.name for table in tables if not table.strict] == ["sqlite_sequence"]


@STORES
def test_every_reference_leads_to_a_key(make: Callable[[Path], Store], tmp_path: Path) -> None:
    make(tmp_path / "s").close()
    with closing(sqlite3.connect(tmp_path / "s")) as connection:
        schema = Schema(connection)
        references = [key for table in schema.tables for key in table.foreign_keys]
        assert references
        for key in references:
            assert schema.table(key.other_table).pks == [key.other_column]


@FORMATS
def test_an_upgraded_store_has_the_tables_of_a_new_one(form: Format, tmp_path: Path) -> None:
    old = Format(form.application_id, form.label, form.steps[:1])
    created(tmp_path / "old", old).close()
    open_database(tmp_path / "old", form).close()
    created(tmp_path / "new", form).close()
    assert described(tmp_path / "old") == described(tmp_path / "new")


def described(path: Path) -> dict[str, object]:
    """Tables with columns, keys and indexes; triggers."""
    with closing(sqlite3.connect(path)) as connection:
        schema = Schema(connection)
        tables = {
            table.name: (table.columns, table.pks, table.foreign_keys, table.indexes)
            for table in schema.tables
        }
        return tables | {"": schema.triggers_dict}
