"""A PostgreSQL server of our own: an ordinary user, a temporary folder, a Unix socket, no port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from storage.address import ServerAddress

_BINARIES: Final = Path("/usr/lib/postgresql")  # where Debian puts each version
_DATABASE: Final = "postgres"
_USER: Final = "officer"
_SMALL: Final = "-c shared_buffers=16MB -c max_connections=40"
_FAST: Final = "-c fsync=off -c full_page_writes=off"
_REJECTING: Final = 1
"""What pg_isready answers while a server recovers."""
_numbers = count(1)


def binaries() -> Path | None:
    """Find the newest version's programs."""
    found = sorted(_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Server:
    """A running server."""

    def __init__(self, folder: Path, *, is_durable: bool = False, more: str = "") -> None:
        self.folder = folder
        self._is_durable = is_durable
        self._more = more
        self._data = folder / "data"
        self._templates: set[str] = set()

    def start(self) -> None:
        """Start it and wait until it answers."""
        speed = "" if self._is_durable else _FAST
        options = (
            f"{_SMALL} {speed} -c listen_addresses='' -c unix_socket_directories='{self.folder}'"
            f" {self._more}"
        )
        self._call(
            "pg_ctl", "-w", "-D", self._data, "-l", self.folder / "log", "-o", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast``, or ``immediate`` as when the power goes."""
        self._call("pg_ctl", "-w", "-D", self._data, "-m", mode, "stop")

    def make(self) -> None:
        """Make its folder of data."""
        self._call(
            "initdb", "-D", self._data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N"
        )

    def make_standby(self, primary: "Server") -> None:
        """Make its folder of data a copy of another server's, which it then follows and never leads."""
        self._call(
            "pg_basebackup", "-D", self._data, "-h", primary.folder, "-U", _USER, "-R", "-c", "fast"
        )

    def write(self, name: str, text: str) -> None:
        """Write a file into its folder of data, for the server's eyes alone."""
        path = self._data / name
        path.write_text(text)
        os.chown(path, self._data.stat().st_uid, self._data.stat().st_gid)
        path.chmod(0o600)

    def wait(self) -> None:
        """Wait until it answers again after a crash."""
        self._call("pg_ctl", "-w", "-D", self._data, "status")
        folder = binaries()
        assert folder is not None
        asked = [str(folder / "pg_isready"), "-q", "-t", "20", "-h", str(self.folder)]
        while subprocess.run(asked, check=False).returncode == _REJECTING:
            pass

    def guard(self, user: str, password: str) -> None:
        """Make an officer whom the server asks for a password."""
        hba = self._data / "pg_hba.conf"
        text = hba.read_text()
        hba.write_text(f"local all {user} scram-sha-256\n{text}")
        self._call("pg_ctl", "-D", self._data, "reload")
        self.sql(f"CREATE ROLE {user} LOGIN SUPERUSER PASSWORD '{password}'")

    def address(self, schema: str, user: str = _USER) -> ServerAddress:
        """Name the place of one store: a schema of its own."""
        options = f"-csearch_path%3D{schema}"
        return ServerAddress(
            f"postgresql://{user}@/{_DATABASE}?host={self.folder}&options={options}"
        )

    def sql(self, statement: str, *, database: str = _DATABASE) -> str:
        """Run a statement as the owner of the server; return what it prints."""
        words = ("-U", _USER, "-h", self.folder, "-d", database, "-XAtq", "-c", statement)
        return self._call("psql", *words)

    def new_place(self) -> ServerAddress:
        """Make an empty schema and name it."""
        schema = f"s{next(_numbers)}"
        self.sql(f'CREATE SCHEMA "{schema}"')
        return self.address(schema)

    def copy_of(self, name: str, make: Callable[[ServerAddress], object]) -> ServerAddress:
        """Give a database of its own that is as ``make`` once made the one of this name."""
        if name not in self._templates:
            self.sql(f'CREATE DATABASE "{name}"')
            make(self._database(name))
            self._templates.add(name)
        copied = f"{name}{next(_numbers)}"
        self.sql(f'CREATE DATABASE "{copied}" TEMPLATE "{name}"')
        return self._database(copied)

    def _database(self, name: str) -> ServerAddress:
        return ServerAddress(f"postgresql://{_USER}@/{name}?host={self.folder}")

    def _call(self, program: str, *words: object) -> str:
        folder = binaries()
        assert folder is not None, "no PostgreSQL is installed"
        command = [str(folder / program), *map(str, words)]
        # What goes to a pipe would be held open by the server that pg_ctl leaves running.
        with tempfile.TemporaryFile() as told:
            done = subprocess.run(
                [*_as_ordinary_user(), *command], stdout=told, stderr=told, cwd="/", check=False
            )
            told.seek(0)
            text = told.read().decode(errors="replace")
        assert done.returncode == 0, f"{program}: {text}"
        return text.strip()


@contextmanager
def running_server(
    *, is_durable: bool = False, more: str = "", make: Callable[[Server], None] = Server.make
) -> Iterator[Server]:
    """Run a server until the block ends, and take it away.

    Args:
        is_durable: Whether it waits for the disk.
        more: Further options of the server.
        make: Makes its folder of data.

    """
    # Not under pytest's folder: the path of a socket has 107 bytes at most.
    folder = Path(tempfile.mkdtemp(prefix="yh-pg-", dir="/tmp"))
    server = Server(folder, is_durable=is_durable, more=more)
    try:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            folder.chmod(0o755)
        make(server)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_ordinary_user() -> Sequence[str]:
    return ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
