"""Hearing what others do with a store on a server, by PostgreSQL's LISTEN and NOTIFY.

A second connection does nothing but listen. Each store has a channel of its own, named by the number that
the server gave its journal. Nothing is sent with it but that something was written: the journal says what.
"""

from typing import Final, Self

import psycopg

from storage.address import ServerAddress
from storage.engines.engine import Heard
from storage.engines.postgres.connection import Connection, connect
from storage.engines.postgres.errors import server_problem
from storage.errors import ServerLost

_CHANNEL: Final = "'youheng_' || 'journal'::regclass::oid"
SAY: Final = f"SELECT pg_notify({_CHANNEL}, {{}})"
"""Lets all who listen hear a text, when the transaction is kept."""


class ServerListener:
    """A connection that listens."""

    def __init__(self, place: ServerAddress, connection: Connection) -> None:
        self._place = place
        self._connection = connection
        self.process: Final = connection.info.backend_pid

    @classmethod
    def open(cls, place: ServerAddress) -> Self:
        """Listen to the store at a place.

        Raises:
            ServerUnreachable, ServerLoginRefused: There is no connection.

        """
        connection = connect(place)
        try:
            [channel] = connection.execute(f"SELECT {_CHANNEL}".encode())
            connection.execute(f'LISTEN "{channel[0]}"'.encode())
        except psycopg.Error as error:
            problem = server_problem(place, error, is_lost=connection.closed)
            connection.close()
            raise problem from error
        return cls(place, connection)

    def fileno(self) -> int:
        return self._connection.fileno()

    def hear(self) -> tuple[Heard, ...]:
        server = self._connection.pgconn
        try:
            server.consume_input()
        except psycopg.Error as error:
            self.close()
            raise ServerLost(self._place) from error
        heard = []
        while (found := server.notifies()) is not None:
            heard.append(Heard(found.be_pid, found.extra.decode(errors="replace")))
        return tuple(heard)

    def close(self) -> None:
        self._connection.close()
