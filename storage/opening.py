"""Open or make a store where its place says: in a file, or on a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.address import ServerAddress, StorePlace
from storage.database import Database
from storage.engines.server import server_engine
from storage.engines.sqlite.store import StoreFile
from storage.errors import NoStoreThere
from storage.migrations import Format
from storage.rows import instants
from storage.rows.instants import Clock


def open_database(
    place: StorePlace, form: Format, *, read_only: bool = False, clock: Clock = instants.now
) -> Database:
    """Open a store that exists; an older file is backed up and upgraded first.

    Raises:
        StoreVanished: There is none.
        StoreLocked: Another program has the file (never when ``read_only``).
        OnShare: The file lies on a network share (never when ``read_only``).
        NotOurFile, NewerVersion, NeedsUpgrade, StoreDamaged: As the names say.
        ServerOlder: A store on a server has to be upgraded, when all who use it have closed it.
        EnvironmentProblem: Anything else of disk, permission and server.

    """
    match place:
        case ServerAddress():
            server = server_engine(place).open(place, form, read_only=read_only)
            return Database(server, clock=clock)
        case Path():
            file = StoreFile.open(place, form, read_only=read_only, clock=clock)
            return Database(file, clock=clock)


def upgrade_database(place: StorePlace, form: Format) -> None:
    """Bring a store to the format of this program, whole or not at all; errors as :func:`open_database`.

    A file is backed up first; a server is backed up by those who run it.
    """
    match place:
        case ServerAddress():
            server_engine(place).upgrade(place, form)
        case Path():
            open_database(place, form).close()


def open_to_look(place: StorePlace, form: Format, *, clock: Clock = instants.now) -> Database:
    """Open a store of any version to look at what can be read of it; never for writing.

    Raises:
        EnvironmentProblem: See :meth:`StoreFile.open_to_look`.

    """
    match place:
        case ServerAddress():
            return open_database(place, form, read_only=True, clock=clock)
        case Path():
            return Database(StoreFile.open_to_look(place, form, clock=clock), clock=clock)


@contextmanager
def making(place: StorePlace, form: Format, *, clock: Clock = instants.now) -> Iterator[Database]:
    """Make a new store with what the block writes into it: whole, or not at all.

    Raises:
        AlreadyThere: There is a file of that name, or something else in the database.
        OnShare: It would lie on a network share.
        EnvironmentProblem: The place cannot be written, or is full.

    """
    match place:
        case ServerAddress():
            with server_engine(place).making(place, form) as server:
                database = Database(server, clock=clock)
                with database.transaction():
                    server.found()
                    yield database
        case Path():
            with StoreFile.making(place, form, clock=clock) as file:
                yield Database(file, clock=clock)


def is_there(place: StorePlace, form: Format) -> bool:
    """Tell whether something lies where a new store would.

    Raises:
        EnvironmentProblem: The server cannot be asked, or has something else there.

    """
    match place:
        case ServerAddress():
            try:
                open_database(place, form, read_only=True).close()
            except NoStoreThere:
                return False
            return True
        case Path():
            return place.exists()
