"""Logging in to the database on a server in which a bureau's store lies."""

from collections.abc import Callable

from operations.store_place import ServerAddress
from storage.engines import server
from storage.errors import ServerLoginRefused

_TRIES = 3


def try_password(place: ServerAddress, password: str) -> None:
    """Log in with this password, which is used from now on while the program runs if it fits.

    Raises:
        storage.errors.EnvironmentProblem: The server does not let the user in, or does not answer.

    """
    server.log_in(place, password)


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
            return server.log_in(place, password)
        except ServerLoginRefused as error:
            again = error.needs_password and left > 0
            password = ask(f"数据库口令（{place.name}）") if again else None
            if password is None:
                raise
    return None
