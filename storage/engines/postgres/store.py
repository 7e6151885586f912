"""A store as the tables of one schema of a PostgreSQL database.

Writers take turns by an advisory lock that each transaction holds: the journal is one chain, so
they have to, and what is exclusive about chains and numbers follows from it. A lock is held for as
long as the statements take; nothing is examined while it is held.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import psycopg
from psycopg.pq import TransactionStatus

from storage.address import ServerAddress
from storage.engines.engine import Cursor, new_session
from storage.engines.postgres import ddl, grants
from storage.engines.postgres.connection import Connection, connect
from storage.engines.postgres.errors import server_problem
from storage.engines.postgres.listening import SAY, ServerListener
from storage.engines.postgres.upgrade import FIRST, statements_of_upgrade
from storage.errors import (
    AlreadyThere,
    EnvironmentProblem,
    NewerVersion,
    NoStoreThere,
    NotOurFile,
    OutcomeUnknown,
    ServerLost,
    ServerNotEmpty,
    ServerOlder,
    ServerReadOnly,
    StoreBug,
    StoreError,
)
from storage.migrations import Format, VersionStanding, standing

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

_TURN: Final = (
    "BEGIN; SELECT pg_advisory_xact_lock("
    "hashtextextended(current_database() || '.' || current_schema(), 0));"
    " SELECT pg_current_xact_id()::text"
)
"""One text: a statement sent by itself after BEGIN would be repeated outside, should the connection break."""
_TABLES: Final = (
    "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p')"
    " AND relnamespace = current_schema()::regnamespace ORDER BY relname"
)
_NUMBERED: Final = (
    "SELECT table_name::text, column_name::text FROM information_schema.columns"
    " WHERE table_schema = current_schema() AND is_identity = 'YES'"
)
_WHERE: Final = "SELECT current_database()::text, current_schema()::text"
_OWNER: Final = (
    "SELECT tableowner::text, pg_has_role(tableowner, 'USAGE') AND NOT pg_is_in_recovery()"
    " FROM pg_tables"
    " WHERE schemaname = current_schema() AND tablename = 'store_format'"
)
_SESSIONS: Final = 0x59480000
"""Tells the locks that number connections from other advisory locks of the database."""
_LIVES: Final = (
    "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND classid = ?::oid AND objid = ?::oid"
)
_COMMIT: Final = f"{SAY.format(chr(39) * 2)}; COMMIT"
"""Those who listen hear of a transaction when it is kept, and not otherwise."""
_WAITS: Final = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds between tries to ask a server whether it has saved what it was saving when it went."""


class ServerStore:
    """An open store on a server."""

    is_shared: Final = True
    errors: Final = (psycopg.Error,)

    def __init__(
        self, place: ServerAddress, connection: Connection, form: Format, *, read_only: bool
    ) -> None:
        self.place = place
        self.read_only = read_only
        self._form = form
        self._use(connection)
        self._began: str | None = None
        self._numbered: tuple[Connection, int] | None = None

    @classmethod
    def open(cls, place: ServerAddress, form: Format, *, read_only: bool) -> Self:
        """Open a store that exists.

        Raises:
            ServerUnreachable, ServerLoginRefused: There is no connection.
            NoStoreThere, NotOurFile, NewerVersion, ServerOlder, ServerReadOnly: As the names say.

        """
        return cls._opened(place, form, read_only=read_only, upgrades=False)

    @classmethod
    def upgrade(cls, place: ServerAddress, form: Format) -> None:
        """Bring a store to this program's format, unless another was quicker; errors as :meth:`open`."""
        cls._opened(place, form, read_only=False, upgrades=True).close()

    @classmethod
    def _opened(
        cls, place: ServerAddress, form: Format, *, read_only: bool, upgrades: bool
    ) -> Self:
        store = cls(place, connect(place), form, read_only=read_only)
        try:
            store._check(upgrades=upgrades)
        except psycopg.Error as error:
            store.close()
            raise store.problem(error) from error
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    @contextmanager
    def making(cls, place: ServerAddress, form: Format) -> Iterator[Self]:
        """Connect to where :meth:`found` will make a store; errors as :meth:`open`."""
        store = cls(place, connect(place), form, read_only=False)
        try:
            yield store
        finally:
            store.close()

    def found(self) -> None:
        """Make the tables, as part of the transaction that is open.

        Raises:
            AlreadyThere: There is a store.
            ServerNotEmpty: There is something else.

        """
        there = sorted(self.tables())
        if "store_format" in there:
            raise AlreadyThere(self.place)
        if there:
            raise ServerNotEmpty(self.place, there[0])
        for statement in ddl.statements_of(self._form):
            self._run(statement)

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status in {
            TransactionStatus.INTRANS,
            TransactionStatus.INERROR,
        }

    def problem(self, error: Exception) -> StoreError:
        return server_problem(self.place, error, is_lost=self._connection.closed)

    def backups(self) -> tuple[Path, ...]:
        """Name none: a server is backed up by those who run it."""
        return ()

    def version(self) -> int:
        found = self.execute("SELECT version FROM store_format").fetchone()
        return 0 if found is None else int(found[0])

    def tables(self) -> frozenset[str]:
        return frozenset(name for (name,) in self.execute(_TABLES))

    def highest_ever(self, table: str) -> int:
        found = self.execute(f"SELECT seq FROM {table}_head").fetchone()  # noqa: S608 - our own name
        return 0 if found is None else int(found[0])

    def grants(self) -> tuple[str, ...]:
        [(database, schema)] = self.execute(_WHERE).fetchall()
        return tuple(grants.statements_for_officers(database, schema))

    def grant_for(self, officer: int) -> tuple[str, ...]:
        [(database, schema)] = self.execute(_WHERE).fetchall()
        return (grants.statement_for_officer(database, schema, officer),)

    def session(self) -> int:
        """Number this connection by a lock of the server's that ends with it, however it ends."""
        if self._numbered is None or self._numbered[0] is not self._connection:
            number = new_session()
            self.execute("SELECT pg_advisory_lock(?, ?)", (_SESSIONS, number))
            self._numbered = self._connection, number
        return self._numbered[1]

    def lives(self, session: int) -> bool:
        return self.execute(_LIVES, (_SESSIONS, session)).fetchone() is not None

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        """Run a statement; one that reads alone is repeated after the connection broke."""
        if not self._connection.closed:
            try:
                return self._run(sql, parameters)
            except psycopg.OperationalError:
                if self._began is not None or not self._connection.closed:
                    raise
        elif self._began is not None:
            raise ServerLost(self.place)
        self._reconnect()
        return self._run(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        self._connection.cursor().executemany(_marked(sql), list(rows))

    def begin(self) -> None:
        """Begin a transaction when it is this writer's turn.

        Raises:
            ServerReadOnly: The store was opened to be read.
            ServerBusy: The others leave no turn.

        """
        if self.read_only:
            raise ServerReadOnly(self.place)
        try:
            found = self.execute(_TURN).fetchone()
        except BaseException:
            self.rollback()
            raise
        self._began = None if found is None else str(found[0])

    def begin_reading(self) -> None:
        self.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        self._began = ""

    def commit(self) -> None:
        """End the transaction.

        Raises:
            ServerLost: It is undone.
            OutcomeUnknown: The server cannot be asked what became of it.

        """
        began, self._began = self._began, None
        try:
            ended = self._run(_COMMIT)
        except psycopg.OperationalError:
            if not self._connection.closed:
                raise
            if began is not None and self._outcome(began, _WAITS):
                return
            raise ServerLost(self.place) from None
        if (
            ended.statusmessage != "COMMIT"
        ):  # the server undoes a transaction in which anything failed
            raise StoreBug(f"the server answered COMMIT with {ended.statusmessage}")

    def was_saved(self, transaction: str) -> bool:
        return self._outcome(transaction, (0,))

    def rollback(self) -> None:
        self._began = None
        if self.in_transaction:
            self._run("ROLLBACK")

    def number_on(self) -> None:
        for table, column in self.execute(_NUMBERED).fetchall():
            place = f"pg_get_serial_sequence('{table}', '{column}')"
            self._run(f'SELECT setval({place}, max("{column}")) FROM "{table}"')  # noqa: S608

    def remake(self, tables: Sequence[str], build: Callable[["Schema"], None]) -> None:
        given = [row[0] for table in tables for row in self._run(grants.OF_TABLE, (table,))]
        for statement in (*ddl.statements_to_remake(self._form, tables, build), *given):
            self._run(str(statement))

    def listen(self) -> ServerListener:
        """Connect once more, to listen; errors as :meth:`open`."""
        return ServerListener.open(self.place)

    def say(self, text: str) -> None:
        self.execute(SAY.format("?"), (text,))

    def processes(self) -> frozenset[int]:
        found = self.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return frozenset(int(pid) for (pid,) in found)

    def close(self) -> None:
        self._connection.close()

    def _run(self, sql: str, parameters: Sequence[object] = ()) -> psycopg.Cursor[tuple[Any, ...]]:
        cursor = self._connection.cursor()
        # Without values nothing is marked, and several statements may stand in one text.
        cursor.execute(_marked(sql), parameters) if parameters else cursor.execute(sql.encode())
        while cursor.nextset():
            pass
        return cursor

    def _reconnect(self) -> None:
        self._connection.close()
        self._use(connect(self.place))

    def _use(self, connection: Connection) -> None:
        self._connection = connection
        self.process = connection.info.backend_pid

    def _outcome(self, transaction: str, waits: Iterable[float]) -> bool:
        for wait in waits:
            time.sleep(wait)
            try:
                self._reconnect()
                state = self._run("SELECT pg_xact_status(?::xid8)", (transaction,)).fetchone()
            except (psycopg.Error, EnvironmentProblem):
                continue
            if state in {("committed",), ("aborted",)}:
                return state == ("committed",)
        raise OutcomeUnknown(self.place, transaction)

    def _check(self, *, upgrades: bool) -> None:
        there = self.tables()
        if "store_format" not in there:
            if there:
                raise NotOurFile(self.place, self._form.label)
            raise NoStoreThere(self.place)
        kind = self._run("SELECT application_id FROM store_format").fetchone()
        if kind != (self._form.application_id,):
            raise NotOurFile(self.place, self._form.label)
        if not self.read_only and self._run("SELECT pg_is_in_recovery()").fetchone() == (True,):
            raise ServerReadOnly(self.place)
        found = self.version()
        match standing(found, self._form.version):
            case VersionStanding.NEWER_MAJOR:
                raise NewerVersion(self.place, found=found, known=self._form.version)
            case VersionStanding.OLDER if upgrades and found >= FIRST:
                self._upgrade(found)
            case VersionStanding.OLDER:
                raise self._older(found)
            case _:
                pass

    def _upgrade(self, found: int) -> None:
        self.begin()
        try:
            found = self.version()
            if found < self._form.version:
                for statement in statements_of_upgrade(self._form, found):
                    self._run(statement)
            self.commit()
        except psycopg.errors.InsufficientPrivilege as error:
            self.rollback()
            raise self._older(found) from error
        except BaseException:
            self.rollback()
            raise

    def _older(self, found: int) -> ServerOlder:
        row = self._run(_OWNER).fetchone()
        owner, is_ours = ("", False) if row is None else (str(row[0]), bool(row[1]))
        return ServerOlder(self.place, owner, may_upgrade=is_ours and found >= FIRST)


@lru_cache(maxsize=512)
def _marked(sql: str) -> bytes:
    """Write a statement with psycopg's marks for values; our SQL has no ``?`` of another meaning."""
    return re.sub(r"\?", "%s", sql.replace("%", "%%")).encode()
