"""A PostgreSQL server of our own: an ordinary user, a temporary folder, a Unix socket, no port.

It is a child of the test run and ends with it, however that ends; what a killed run left in its folder goes
with the next server.
"""

import os
import pwd
import shlex
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

from storage.address import ServerAddress
from storage.files.temporary import scratch_folder
from tests.support import patience

_BINARIES: Final = Path("/usr/lib/postgresql")  # where Debian puts each version
_DATABASE: Final = "postgres"
_USER: Final = "officer"
_PORT: Final = 5432
_SMALL: Final = "-c shared_buffers=16MB -c max_connections=40"
_FAST: Final = "-c fsync=off -c full_page_writes=off"
_STOPS: Final = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_ORDINARY: Final = "postgres"
"""Who runs it where the tests are run by the administrator, whom PostgreSQL refuses."""
_numbers = count(1)


def binaries() -> Path | None:
    """Find the newest version's programs."""
    found = sorted(_BINARIES.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else None


class Server:
    """A running server.

    Attributes:
        folder: Where its socket lies, and its folder of data.
        port: Names the socket; nothing listens to the network unless ``more`` says so.

    """

    def __init__(
        self, folder: Path, *, port: int = _PORT, is_durable: bool = False, more: str = ""
    ) -> None:
        self.folder = folder
        self.port = port
        self._is_durable = is_durable
        self._more = more
        self._data = folder / "data"
        self._templates: set[str] = set()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        speed = "" if self._is_durable else _FAST
        options = (
            f"{_SMALL} {speed} -p {self.port} -c listen_addresses=''"
            f" -c unix_socket_directories='{self.folder}' {self._more}"
        )
        command = [_program("postgres"), "-D", str(self._data), *shlex.split(options)]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*_tied_as_ordinary_user(), *command], stdout=log, stderr=log, cwd="/"
            )
        self._wait_until_it_answers()

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``fast``, or ``immediate`` as when the power goes."""
        assert self._process is not None, "it was never started"
        self._process.send_signal(_STOPS[mode])
        self._process.wait()

    def wait(self, ended: Iterable[int]) -> None:
        """Wait until it answers again after processes of it ended; start it if that ended it as well.

        It takes no notice of a process before it has heard of its end, and answers until then.
        """
        patience.until(lambda: not any(map(_exists, ended)), "the server has heard of the end")

        def answers() -> bool:
            if self._has_ended():
                self.start()
            return self._answers()

        patience.until(answers, "the server answers")

    def _wait_until_it_answers(self) -> None:
        def answers() -> bool:
            assert not self._has_ended(), (self.folder / "log").read_text(errors="replace")
            return self._answers()

        patience.until(answers, "the server answers")

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _answers(self) -> bool:
        from psycopg.pq import PGconn, Ping

        return PGconn.ping(f"host={self.folder} port={self.port}".encode()) == Ping.OK

    def make(self, *more: object) -> None:
        """Make its folder of data, with further options of ``initdb``."""
        place = ("-D", self._data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        self._call("initdb", *place, *more)

    def make_standby(self, primary: "Server") -> None:
        """Make its folder of data a copy of another server's, which it then follows and never leads."""
        self._call(
            *("pg_basebackup", "-D", self._data, "-h", primary.folder, "-U", _USER),
            *("-R", "-c", "fast"),
        )

    def write(self, name: str, text: str) -> None:
        """Write a file into its folder of data, for the server's eyes alone."""
        path = self._data / name
        path.write_text(text)
        os.chown(path, self._data.stat().st_uid, self._data.stat().st_gid)
        path.chmod(0o600)

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
        place = ("-U", _USER, "-h", self.folder, "-p", self.port, "-d", database)
        return self._call("psql", *place, "-XAtq", "-c", statement)

    def sessions(self, database: str) -> frozenset[int]:
        """Number the processes that serve a database; each is there until it notices that its client left."""
        found = self.sql(
            "SELECT pid FROM pg_stat_activity"
            f" WHERE datname = '{database}' AND pid <> pg_backend_pid()"
        )
        return frozenset(map(int, found.split()))

    def end_sessions(self, which: str) -> None:
        """Cut connections, and wait until they are.

        Args:
            which: A condition on the rows of ``pg_stat_activity``.

        """
        self.sql(
            f"SELECT pg_terminate_backend(pid, {patience.MILLISECONDS}) FROM pg_stat_activity"
            f" WHERE {which} AND pid <> pg_backend_pid()"
        )

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
            patience.until(lambda: not self.sessions(name), f"nobody is in {name}")
            self._templates.add(name)
        copied = f"{name}{next(_numbers)}"
        self.sql(f'CREATE DATABASE "{copied}" TEMPLATE "{name}"')
        return self._database(copied)

    def _database(self, name: str) -> ServerAddress:
        return ServerAddress(f"postgresql://{_USER}@/{name}?host={self.folder}")

    def _call(self, program: str, *words: object) -> str:
        done = subprocess.run(
            [*_as_ordinary_user(), _program(program), *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            check=False,
        )
        text = done.stdout.decode(errors="replace")
        assert done.returncode == 0, f"{program}: {text}"
        return text.strip()


@contextmanager
def running_server(
    *,
    port: int = _PORT,
    is_durable: bool = False,
    more: str = "",
    make: Callable[[Server], None] = Server.make,
) -> Iterator[Server]:
    """Run a server until the block ends, and take it away.

    Args:
        port: Names its socket.
        is_durable: Whether it waits for the disk.
        more: Further options of the server.
        make: Makes its folder of data.

    """
    # Not under pytest's folder: the path of a socket has 107 bytes at most.
    with scratch_folder(Path("/tmp")) as folder:
        server = Server(folder, port=port, is_durable=is_durable, more=more)
        if os.geteuid() == 0:
            owner = pwd.getpwnam(_ORDINARY)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
            folder.chmod(0o755)
        make(server)
        try:
            server.start()
            yield server
        finally:
            server.stop("immediate")


def _exists(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def _program(name: str) -> str:
    folder = binaries()
    assert folder is not None, "no PostgreSQL is installed"
    return str(folder / name)


def _as_ordinary_user() -> Sequence[str]:
    return ("runuser", "-u", _ORDINARY, "--") if os.geteuid() == 0 else ()


def _tied_as_ordinary_user() -> Sequence[str]:
    """As :data:`tests.support.children.TIED`; a server that is told to quit takes its own children along."""
    user = ("--reuid", _ORDINARY, "--regid", _ORDINARY, "--init-groups")
    return ("setpriv", *(user if os.geteuid() == 0 else ()), "--pdeathsig", "QUIT")
