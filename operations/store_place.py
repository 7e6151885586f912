"""Where a store lies, as people name it: a file, or the address of a database on a server."""

from operations.errors import Misused
from storage.address import ServerAddress, StorePlace, UnfitAddressError, is_server, place_of

__all__ = ["ServerAddress", "StorePlace", "is_server", "read_place"]


def read_place(text: str) -> StorePlace:
    """Read the path of a file or the address of a server.

    Raises:
        Misused: It is the address of a server and cannot be used, for instance with a password in it.

    """
    try:
        return place_of(text)
    except UnfitAddressError as error:
        raise Misused(str(error)) from error
