"""Bring a bureau's store that an earlier version of the program made to the format of this one."""

from storage.address import StorePlace
from storage.bureau.store import BureauStore


def upgrade_bureau(place: StorePlace) -> None:
    """Upgrade a store in its place, whole or not at all; one of this format stays as it is.

    A file is backed up first; a server is backed up by those who run it.

    Raises:
        storage.errors.EnvironmentProblem: It cannot be written, or this user may not upgrade it.

    """
    BureauStore.upgrade(place)
