"""The door to servers: what speaks with them is an optional extra, loaded when a store lies on one."""

from typing import TYPE_CHECKING

from storage.address import ServerAddress
from storage.errors import NoDriver

if TYPE_CHECKING:
    from storage.engines.postgres.store import ServerStore


def server_engine(place: ServerAddress) -> "type[ServerStore]":
    """Load what keeps a store on a server.

    Raises:
        NoDriver: It is not installed.

    """
    try:
        from storage.engines.postgres.store import ServerStore  # an optional extra
    except ImportError as error:
        raise NoDriver(place) from error
    return ServerStore


def log_in(place: ServerAddress, password: str | None = None) -> None:
    """Try whether a server lets this user in; a password that opens is kept while the program runs.

    Raises:
        ServerLoginRefused: It does not; the error says whether another password may help.
        EnvironmentProblem: Nobody answers.

    """
    server_engine(place)
    from storage.engines.postgres import connection  # an optional extra

    connection.log_in(place, password)
