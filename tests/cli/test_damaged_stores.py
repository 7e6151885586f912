"""Damaged and foreign stores of every kind: each verb says what is wrong, and none is surprised."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import District

Damage = Callable[[Path], None]


def sql(*statements: str) -> Damage:
    """Damage a store past the program."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA ignore_check_constraints = ON")
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in triggers.fetchall():
                connection.execute(f'DROP TRIGGER "{name}"')
            for statement in statements:
                connection.execute(statement)

    return damage


def cut(part: float) -> Damage:
    """Leave only the first part of the file."""

    def damage(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * part)])

    return damage


def zeroed(page: int) -> Damage:
    """Empty one page."""

    def damage(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[page * 4096 : (page + 1) * 4096] = bytes(4096)
        path.write_bytes(content)

    return damage


KINDS: dict[str, Damage] = {
    "cut in half": cut(0.5),
    "cut to its head": cut(0.001),
    "first page empty": zeroed(0),
    "second page empty": zeroed(1),
    "ninth page empty": zeroed(8),
    "another program's": sql("PRAGMA application_id = 7"),
    "older than all": sql("PRAGMA user_version = 0"),
    "a version below nothing": sql("PRAGMA user_version = -5"),
    "between two versions": sql("PRAGMA user_version = 999"),
    "a trigger that writes": sql(
        "CREATE TRIGGER evil AFTER INSERT ON journal BEGIN"
        " UPDATE reference SET value = 'x' WHERE name LIKE '%name%'; END"
    ),
    "a trigger that hides": sql(
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN"
        " DELETE FROM blob; SELECT RAISE(ABORT, 'x'); END"
    ),
    "a view for a table": sql(
        "ALTER TABLE blob RENAME TO kept", "CREATE VIEW blob AS SELECT * FROM kept"
    ),
    "much newer": sql("PRAGMA user_version = 99000"),
    "no journal": sql("DROP TABLE journal"),
    "no names": sql("DROP TABLE reference"),
    "no keys": sql("DROP TABLE blob"),
    "another schema": sql("DROP TABLE reference", "CREATE TABLE reference (x)"),
    "a kind nobody knows": sql("UPDATE journal SET kind = 'teleport'"),
    "a role nobody knows": sql("UPDATE journal SET role = 'king'"),
    "no JSON": sql("UPDATE journal SET payload = '{', addresses = '7'"),
    "no time": sql("UPDATE journal SET at = 'yesterday'"),
    "no period": sql("UPDATE reference SET value = 'x' WHERE name = 'period'"),
    "no creation": sql("UPDATE reference SET value = 'x' WHERE name = 'created'"),
    "no school": sql("DELETE FROM reference WHERE name LIKE '%_code'"),
    "a number for a name": sql("UPDATE reference SET value = '-1' WHERE name = 'period'"),
    "2096": sql("UPDATE journal SET at = '2096-01-01T00:00:00.000000Z'"),
    "floor in 2096": sql(
        "INSERT OR REPLACE INTO reference VALUES ('floor', 'last_time', '2096-01-01T00:00:00.000000Z')"
    ),
    "floor of nothing": sql(
        "INSERT OR REPLACE INTO reference VALUES ('floor', 'last_time', 'x')",
        "INSERT OR REPLACE INTO reference VALUES ('floor', 'crl_number', 'x')",
    ),
}
VERBS: dict[str, tuple[tuple[str, ...], ...]] = {
    "school": (("history",), ("history", "--verify"), ("check",), ("keys",), ("backup",)),
    "bureau": (("history",), ("history", "--verify"), ("roster",), ("keys",), ("evaluate",)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("group", VERBS)
def test_every_damage_has_its_sentence(
    group: str, kind: str, command: Command, district: District
) -> None:
    path = district.school() if group == "school" else district.bureau
    KINDS[kind](path)
    for name, *options in VERBS[group]:
        run = command(group, name, path, *options)
        assert "没有预料到" not in run.err, (name, options, run.err)
        assert "程序内部错误" not in run.err, (name, options, run.err)
        assert run.code in {0, 1, 3}, (name, options, run.err)
        if run.code:
            assert re.search("[一-鿿].*。$", (run.err or run.out).strip()), run
    run = command("verify", path)
    assert "没有预料到" not in run.err + run.out


@pytest.mark.parametrize(
    "kind", ["a trigger that writes", "a trigger that hides", "a view for a table"]
)
@pytest.mark.parametrize("group", VERBS)
def test_what_was_planted_acts_never(
    group: str, kind: str, command: Command, district: District
) -> None:
    path = district.school() if group == "school" else district.bureau
    KINDS[kind](path)
    before = path.read_bytes()
    write = ("return", "--reason", "x") if group == "school" else ("roster", "--due", "2024-12-01")
    run = command(group, write[0], path, *write[1:])
    assert run.code == 1
    assert "别的程序加进去的触发器或视图" in run.err
    assert path.read_bytes() == before
