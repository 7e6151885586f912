"""A bureau of two officers beside its school: the first may do everything, the second what a test says."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from exporters.pki.authority import Authority
from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.keys.officers import add_officer, set_rights
from operations.bureau.store import DailyKeys, Desk, at_work, officer, unlock_daily_keys
from operations.demo.run import BUREAU
from storage.bureau.officers import Officer
from tests.operations import care
from tests.operations.care import Life, Made

FIRST = officer(BUREAU.operator)
SECOND = officer("李娜")
PASSPHRASE = "seven quiet herons 88"


@dataclass(frozen=True)
class Office:
    """The bureau and its school, and the second officer at work."""

    life: Life
    second: Desk

    def allow(self, *rights: Right, to: Actor = SECOND) -> None:
        """Give exactly these rights."""
        set_rights(
            self.second.store,
            to.name,
            frozenset(rights),
            authority=self.life.authority,
            actor=FIRST,
        )


@cache
def _made(made: Made) -> tuple[Path, DailyKeys]:
    """Add the second officer once for all tests."""
    folder = Path(tempfile.mkdtemp(dir=made.folder.parent)) / "office"
    with care.life_of(made, folder) as life:
        with at_work(life.desk.store, life.desk.keys, FIRST) as desk:
            add_officer(
                desk,
                SECOND.name,
                frozenset(),
                authority=life.authority,
                passphrase=PASSPHRASE,
            )
        keys = unlock_daily_keys(life.desk.store, PASSPHRASE, name=SECOND.name)
    return folder, keys


@contextmanager
def office_of(made: Made, folder: Path) -> Iterator[Office]:
    """Open copies of both stores; the second officer may do nothing yet."""
    source, keys = _made(made)
    shutil.copytree(source, folder.parent / "source")
    with care.life_of(replace(made, folder=folder.parent / "source"), folder) as life:
        yield Office(life, Desk(life.desk.store, keys, SECOND))


def added(desk: Desk, name: str, authority: Authority, passphrase: str = PASSPHRASE) -> Officer:
    """Let an officer at work add another, who may do nothing yet."""
    return add_officer(desk, name, frozenset(), authority=authority, passphrase=passphrase)
