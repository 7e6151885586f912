"""What somebody put into a store past the program, and what would act when the program writes."""

import re
import sqlite3
from typing import Final

_ONLY_REFUSES: Final = re.compile(
    r"CREATE TRIGGER \w+ BEFORE (INSERT|UPDATE|DELETE) ON \w+"
    r"( WHEN EXISTS \(SELECT 1 FROM journal WHERE seq >= NEW\.seq\))?"
    r" BEGIN SELECT RAISE\(ABORT, '[^']*'\); END",
    re.ASCII,
)
"""Such are the triggers of a store: they let nobody take an entry of the journal away."""


def planted_in(connection: sqlite3.Connection) -> str:
    """Name of a trigger that does more than refuse, or of a view; empty if there is none.

    A trigger changes what nobody entered, with the next entry; a view stands in for a table.
    """
    found = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('trigger', 'view') ORDER BY name"
    )
    for name, kind, sql in found:
        if kind == "view" or _ONLY_REFUSES.fullmatch(sql) is None:
            return str(name)
    return ""
