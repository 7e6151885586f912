"""Stores as a crash leaves them, made by copying an open one in the middle of a transaction."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

CHANGE = "UPDATE answer SET text = '9'"


def left_in_the_middle(path: Path, *, earlier: bool = False) -> None:
    """Let the closed store at ``path`` be one whose writer was killed.

    Args:
        path: The store; its field ``pupils.a`` is answered.
        earlier: As an earlier version left it: its last answer, 9, is only in the write-ahead log.
            Else the transaction that made it 9 is half written over the file, not committed.

    """
    wreck = path.with_name("wreck")
    wreck.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if earlier:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA wal_autocheckpoint = 0")
            connection.execute(CHANGE)
        else:
            # So little memory that pages go to the file before the end.
            connection.execute("PRAGMA cache_size = 1")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(CHANGE)
            connection.execute("CREATE TABLE filler (x)")
            connection.execute(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 400)"
                " INSERT INTO filler SELECT randomblob(2000) FROM n"
            )
        for ending in ("", "-wal", "-journal"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                shutil.copy(beside, wreck / beside.name)
        if not earlier:
            connection.execute("ROLLBACK")
    for found in wreck.iterdir():
        found.replace(path.with_name(found.name))
    wreck.rmdir()
