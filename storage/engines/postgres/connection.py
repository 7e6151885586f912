"""A connection to a server, made with what libpq itself knows: service file, password file, TLS."""

import logging
from typing import Final, cast

import psycopg
from psycopg import ClientCursor
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import IntDumper

from storage.address import ServerAddress
from storage.engines.postgres.errors import connection_problem
from storage.errors import StoreError

# What it warns of when a connection breaks is raised as well, and told to the officer in words.
logging.getLogger("psycopg").setLevel(logging.ERROR)

Connection = psycopg.Connection[tuple[object, ...]]

_PATIENCE: Final = {
    "application_name": "youheng",
    "connect_timeout": "10",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}
"""A cable that was pulled out is noticed within some twenty seconds."""
_SESSION: Final = (
    "SET lock_timeout = '30s'",
    "SET synchronous_commit = on",
    "SET client_min_messages = warning",
)


class _TruthDumper(IntDumper):
    """Truth values are kept as 0 and 1, as SQLite keeps them."""

    def dump(self, obj: bool) -> bytes:  # noqa: FBT001 - psycopg's signature
        return b"1" if obj else b"0"


_passwords: dict[ServerAddress, str] = {}
"""What officers typed, for as long as the program runs; never written."""


def log_in(place: ServerAddress, password: str | None) -> None:
    """Try whether the server lets this user in; a password that opens is used from now on.

    Raises:
        ServerUnreachable, ServerLoginRefused: As the names say.

    """
    if password is not None:
        _passwords[place] = password
    try:
        connect(place).close()
    except StoreError:
        _passwords.pop(place, None)
        raise


def connect(place: ServerAddress) -> Connection:
    """Connect.

    Raises:
        ServerUnreachable, ServerLoginRefused: As the names say.

    """
    try:
        given = conninfo_to_dict(place.url)
        words = {name: value for name, value in _PATIENCE.items() if name not in given}
        if place in _passwords:
            words["password"] = _passwords[place]
        connection = psycopg.connect(
            make_conninfo(place.url, **words),
            autocommit=True,
            # Values are written into the statement here, so that the server never has to guess the
            # type of one that stands alone.
            cursor_factory=ClientCursor,
        )
    except psycopg.Error as error:
        raise connection_problem(place, error) from error
    connection.adapters.register_dumper(bool, _TruthDumper)
    try:
        for statement in _SESSION:
            connection.execute(statement.encode())
    except psycopg.Error as error:
        connection.close()
        raise connection_problem(place, error) from error
    return cast("Connection", connection)
