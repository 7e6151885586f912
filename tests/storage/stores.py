"""Stores, people, clocks and packages that the tests of storage use."""

import hashlib
import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forms.exchange import ContainerKind, PackageInfo, Signer, VerifiedPackage
from forms.record import PackRef
from forms.workflow import Actor, Role
from storage.address import ServerAddress, StorePlace
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.database import Database
from storage.engines.sqlite.store import StoreFile
from storage.migrations import Format
from storage.opening import making, open_database
from storage.school.store import SchoolStore
from storage.store import Store

CLERK = Actor("张会计", Role.CLERK)
PRINCIPAL = Actor("王校长", Role.PRINCIPAL)
OFFICER = Actor("李科长", Role.OFFICER)
PACK = PackRef("balance", "2024.1", "d" * 64)
START = datetime(2024, 9, 2, 8, 0, 0, tzinfo=UTC)


@dataclass
class StepClock:
    """A clock that stands still until it is moved."""

    moment: datetime = START
    step: timedelta = field(default=timedelta(0))

    def __call__(self) -> datetime:
        self.moment += self.step
        return self.moment

    def forward(self, **how: float) -> None:
        self.moment += timedelta(**how)


def created(path: Path, form: Format, clock: StepClock | None = None) -> Database:
    """Make a store with nothing but its tables and open it."""
    with making(path, form):
        pass
    return open_database(path, form, clock=clock or StepClock())


def connection_of(store: Store) -> sqlite3.Connection:
    """SQLite's connection of an open store, for tests that get around the program."""
    engine = store._database.engine
    assert isinstance(engine, StoreFile)
    return engine.connection


def new_school(path: Path, clock: StepClock | None = None) -> SchoolStore:
    return SchoolStore.create(
        path,
        school_code="4201040001",
        school_name="样例小学",
        period=2024,
        pack=PACK,
        actor=CLERK,
        clock=clock or StepClock(),
    )


def new_bureau(path: StorePlace, clock: StepClock | None = None) -> BureauStore:
    store = BureauStore.create(
        path,
        bureau_code="420104",
        bureau_name="样例区教育局",
        period=2024,
        pack=PACK,
        actor=OFFICER,
        clock=clock or StepClock(),
    )
    store.roster.upsert(
        [
            School("4201040001", "样例小学", "211", sponsor="7", urban_rural="111"),
            School("4201040002", "样例初中", "311"),
        ],
        actor=OFFICER,
    )
    return store


def for_an_officer(store: BureauStore) -> BureauStore:
    """Open a store on a server with the account of an ordinary officer instead; a file stays as it is."""
    place = store.place
    if not isinstance(place, ServerAddress):
        return store
    *common, own = (*store.grants(), *store.grant_for(2))
    with store:
        for statement in (*common, own):
            store._database.engine.execute(statement)
    account = own.split()[2]  # CREATE ROLE account LOGIN …
    return BureauStore.open(
        ServerAddress(place.url.replace("officer@", f"{account}@")), clock=StepClock()
    )


def identity_of(school: str, number: int, variant: str = "") -> str:
    return hashlib.sha256(f"{school}/{number}/{variant}".encode()).hexdigest()


def package(
    school: str, number: int, *, previous: str | None = None, variant: str = ""
) -> VerifiedPackage:
    """Make a package as the verifier would hand it over."""
    if previous is None:
        previous = identity_of(school, number - 1) if number > 1 else ""
    info = PackageInfo(
        ContainerKind.REPORT, "420104", school, "0" * 32, number, previous, 2024, START
    )
    signer = Signer("王校长", "样例小学", school, "school", "0a", "f" * 64, START)
    identity = identity_of(school, number, variant)
    return VerifiedPackage(identity, info, signer, {}, f"container {identity}".encode())
