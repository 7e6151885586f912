"""What stands between the program and its server: network, password, certificate, standby, disk."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from storage.address import ServerAddress
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.store import BureauStore
from storage.engines.postgres import store as server_store
from storage.engines.server import log_in
from storage.errors import (
    NoConnection,
    ServerFull,
    ServerLoginRefused,
    ServerNotTrusted,
    ServerReadOnly,
    ServerUnreachable,
)
from storage.opening import open_database
from tests.storage.stores import OFFICER, new_bureau
from tests.support import patience
from tests.support.postgres import Server, running_server

LOCAL = "127.0.0.1"


@contextmanager
def own_port() -> Iterator[int]:
    """A port that nobody else is given meanwhile: held here, and shared with the server on it."""
    with closing(socket.socket()) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind((LOCAL, 0))
        yield held.getsockname()[1]


def certificate(folder: Path, name: str) -> tuple[str, str]:
    """Key and certificate of a server that vouches for itself, by openssl."""
    key, made = folder / f"{name}.key", folder / f"{name}.crt"
    words = ("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    names = ("-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}", "-days", "2")
    subprocess.run(
        ["openssl", *words, *names, "-keyout", key, "-out", made], check=True, capture_output=True
    )
    return key.read_text(), made.read_text()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with own_port() as held:
        yield held


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("roots")
    for name in ("localhost", "other.example"):
        certificate(folder, name)
    return folder


@pytest.fixture(scope="module")
def reached(port: int, roots: Path) -> Iterator[Server]:
    """A server that is reached over the network of this machine, with password and certificate."""

    def make(server: Server) -> None:
        server.make()
        for ending in ("key", "crt"):
            server.write(f"server.{ending}", (roots / f"localhost.{ending}").read_text())
        server.write("pg_hba.conf", f"local all all trust\nhost all all {LOCAL}/32 scram-sha-256\n")

    # The last word on listening counts.
    more = f"-c listen_addresses={LOCAL} -c ssl=on"
    with running_server(port=port, more=more, make=make) as server:
        server.sql("CREATE ROLE li LOGIN PASSWORD 'geheim7'")
        server.sql("CREATE DATABASE district OWNER li")
        yield server


def address(port: int, host: str = "localhost", **options: object) -> ServerAddress:
    told = {"hostaddr": LOCAL, **options}
    words = "&".join(f"{name}={value}" for name, value in told.items())
    return ServerAddress(f"postgresql://li@{host}:{port}/district?{words}")


@pytest.mark.usefixtures("reached")
def test_the_password_is_asked_for_until_it_is_right(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = address(port, sslmode="disable")
    for password in (None, "falsch"):
        with pytest.raises(ServerLoginRefused, match="请输入数据库口令") as told:
            log_in(place, password)
        assert told.value.needs_password
        assert "falsch" not in str(told.value)
    monkeypatch.setenv("PGPASSWORD", "geheim7")
    log_in(place)
    with new_bureau(place) as store:
        assert store.verify_journal().intact


@pytest.mark.usefixtures("reached")
def test_a_server_that_nobody_vouches_for_is_not_spoken_with(
    port: int, roots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "geheim7")
    right, wrong = roots / "localhost.crt", roots / "other.example.crt"
    log_in(address(port, sslmode="verify-full", sslrootcert=right))
    for place in (
        address(port, sslmode="verify-full", sslrootcert=wrong),
        address(port, "db.example", sslmode="verify-full", sslrootcert=right),
        address(port, sslmode="verify-full", sslrootcert=roots / "none.crt"),
    ):
        with pytest.raises(ServerNotTrusted, match=r"可信的加密连接.*不要为了连上而降低 sslmode"):
            log_in(place)


def test_a_server_without_encryption_is_refused_where_it_is_wanted(postgres: Server) -> None:
    with own_port() as port:
        with (
            running_server(port=port, more=f"-c listen_addresses={LOCAL}"),
            pytest.raises(ServerNotTrusted, match="does not support SSL"),
        ):
            log_in(address(port, sslmode="verify-full"))
        with pytest.raises(ServerUnreachable, match="请检查地址、端口和网络"):
            log_in(address(port))
    assert postgres.sql("SELECT 1") == "1"


def test_a_standby_is_read_and_refuses_to_be_written(postgres: Server) -> None:
    place = postgres.new_place()
    new_bureau(place).close()
    with running_server(make=lambda server: server.make_standby(postgres)) as standby:
        there = ServerAddress(place.url.replace(str(postgres.folder), str(standby.folder)))
        with BureauStore.open(there, read_only=True) as store:
            assert store.verify_journal().intact
            assert len(store.roster.all()) == 2
        with pytest.raises(ServerReadOnly, match="请连接主服务器，或以只读方式打开"):
            open_database(there, BUREAU_FORMAT)


@pytest.fixture
def small_disk(postgres: Server, tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes, which only an administrator can make."""
    folder = postgres.folder / tmp_path.name
    folder.mkdir()
    owner = (postgres.folder / "data").stat()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size=24m,mode=700,uid={owner.st_uid}", "small", folder],
        capture_output=True,
        check=False,
    )
    if made.returncode != 0:
        pytest.skip("only an administrator can mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def fill(store: BureauStore, kept: list[str]) -> None:
    """Keep a megabyte again and again; ``kept`` names what was acknowledged."""
    for number in range(40):
        store.blobs.put(f"part-{number}", os.urandom(1_000_000), actor=OFFICER)
        kept.append(f"part-{number}")


def test_a_full_disk_at_the_server_stops_a_step_and_loses_nothing(
    postgres: Server, small_disk: Path
) -> None:
    postgres.sql(f"CREATE TABLESPACE small LOCATION '{small_disk}'")
    postgres.sql("CREATE DATABASE small TABLESPACE small")
    place = ServerAddress(postgres.address("public").url.replace("/postgres?", "/small?"))
    kept: list[str] = []
    with new_bureau(place) as store:
        with pytest.raises(ServerFull, match=r"数据库服务器的磁盘已满.*此前的都已保存"):
            fill(store, kept)
        assert kept
        assert store.blobs.get(f"part-{len(kept)}") is None
        subprocess.run(["mount", "-o", "remount,size=48m", small_disk], check=True)
        store.blobs.put("after", b"room again", actor=OFFICER)
        assert [len(store.blobs.get(name) or b"") for name in kept] == [1_000_000] * len(kept)
        assert store.verify_journal().intact
    patience.until(lambda: not postgres.sessions("small"), "nobody is in it")
    postgres.sql("DROP DATABASE small")
    postgres.sql("DROP TABLESPACE small")


def test_a_server_whose_log_finds_no_room_goes_down_and_loses_nothing(
    small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ends itself rather than promise what it cannot keep; it runs again when there is room."""
    monkeypatch.setattr(server_store, "_WAITS", (0,))
    kept: list[str] = []
    with (
        running_server(make=lambda server: server.make("-X", small_disk)) as server,
        new_bureau(server.new_place()) as store,
    ):
        ours = store.neighbours.process
        with pytest.raises(NoConnection, match=r"连接断了|连不上"):
            fill(store, kept)
        assert kept
        subprocess.run(["mount", "-o", "remount,size=96m", small_disk], check=True)
        server.wait([ours])
        store.blobs.put("after", b"room again", actor=OFFICER)
        assert [len(store.blobs.get(name) or b"") for name in kept] == [1_000_000] * len(kept)
        assert store.blobs.get(f"part-{len(kept) + 1}") is None
        assert store.verify_journal().intact
        log = (server.folder / "log").read_text(encoding="utf-8")
        assert "PANIC:  could not write to file" in log
