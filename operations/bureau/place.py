"""Where a bureau's store lies, as people name it: a file, or the address of a database on a server."""

from collections.abc import Callable

from operations.errors import Misused
from storage import opening
from storage.address import ServerAddress, StorePlace, UnfitAddressError, is_server, place_of
from storage.engines.postgres.problems import ServerLoginRefused

__all__ = ["ServerAddress", "StorePlace", "is_server", "log_in", "read_place"]

_TRIES = 3


def read_place(text: str) -> StorePlace:
    """Read the path of a file or the address of a server.

    Raises:
        Misused: It is the address of a server and cannot be used, for instance with a password in it.

    """
    try:
        return place_of(text)
    except UnfitAddressError as error:
        raise Misused(str(error)) from error


def log_in(place: ServerAddress, ask: Callable[[str], str | None]) -> None:
    """Make sure that the server lets this user in, before anything is asked of the store.

    Args:
        place: The database.
        ask: Asks the user, in the words given, for the password of the database; ``None`` when
            nobody can be asked or the user gave up.

    Raises:
        storage.errors.EnvironmentProblem: It does not, or nobody answers.

    """
    password: str | None = None
    for left in reversed(range(_TRIES + 1)):
        try:
            return opening.log_in(place, password)
        except ServerLoginRefused as error:
            again = error.needs_password and left > 0
            password = ask(f"数据库口令（{place.name}）") if again else None
            if password is None:
                raise
    return None
