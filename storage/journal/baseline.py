"""The step of the format from which on entries carry the rows they leave behind.

The entries of an older store do not carry them, so its tables cannot be told to follow from them;
one entry vouches for what they hold on the day of the upgrade.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from forms.workflow import Role
from storage.journal import kept_rows
from storage.journal.entry_json import canonical
from storage.journal.journal import APPEND, EntryKind, entry_hash
from storage.rows import instants

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


def noting(role: Role) -> Callable[["Schema"], None]:
    """Make the step for stores of one side, whose program acts as ``role``."""

    def note(schema: "Schema") -> None:
        connection = schema.conn
        last = connection.execute("SELECT max(seq), hash FROM journal").fetchone()
        if last[0] is None:
            return  # A store in the making: its founding carries what it begins with.
        sealed = (
            last[0] + 1,
            instants.to_text(instants.now()),
            "优衡填报",
            role.value,
            EntryKind.BASELINE.value,
            0,
            canonical([]),
            canonical(kept_rows.all_left(connection, schema.table_names())),
            canonical([]),
            "升级库的格式",
            last[1],
        )
        connection.execute(APPEND, (*sealed, entry_hash(sealed)))

    return note
