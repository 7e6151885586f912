"""A server whose processes are killed at random moments: nothing acknowledged is lost, nothing is done twice.

Each kill comes before a statement drawn by chance, or while it runs; then the step is done again, as
an officer would, until it is done.
"""

import os
import random
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from forms.exchange import ContainerKind
from storage.bureau.issued import IssuedFile
from storage.bureau.store import BureauStore
from storage.bureau.wide import WideColumn, WideKind
from storage.engines.postgres.store import ServerStore
from storage.errors import ChainError, EnvironmentProblem, ServerLost, StoreRefusal
from storage.journal.journal import EntryKind
from tests.storage.stores import OFFICER, START, identity_of, new_bureau, package
from tests.support.postgres import Server

SCHOOL = "4201040001"
FIELD = "pupils.a"
KILLS = int(os.environ.get("YOUHENG_SERVER_KILLS", "10"))
SEED = int(os.environ.get("YOUHENG_SEED") or random.randrange(1 << 30))
TRIES = 20

Step = Callable[[BureauStore, Path], object]


def made(store: BureauStore) -> None:
    """What stands before each step: the district's form begun, one package taken."""
    store.answers.write([SetAnswer("district.code", "420104")], actor=OFFICER)
    store.figures.make([WideColumn(FIELD, WideKind.INTEGER)])
    take(store, 1)


def take(store: BureauStore, number: int) -> None:
    store.imports.accept(
        package(SCHOOL, number),
        document=b"{}",
        wide_row={FIELD: number},
        actor=OFFICER,
        received_at=START,
    )


def importing(store: BureauStore, _folder: Path) -> None:
    with suppress(ChainError):  # taken by the try before
        take(store, 2)


def undoing(store: BureauStore, _folder: Path) -> None:
    with suppress(StoreRefusal):
        store.imports.undo(identity_of(SCHOOL, 1), actor=OFFICER, reason="x")


def answering(store: BureauStore, _folder: Path) -> None:
    if not store.issued.has_answer(identity_of(SCHOOL, 1)):
        number = store.issued.next_number(SCHOOL)
        told = IssuedFile(ContainerKind.RECEIPT, SCHOOL, number, START, identity_of(SCHOOL, 1), "")
        store.issued.add(told, b"receipt", actor=OFFICER)


def typing(store: BureauStore, _folder: Path) -> None:
    if store.answers.load().answers.get("district.name") != "东区":
        store.answers.write([SetAnswer("district.name", "东区")], actor=OFFICER)


def copying(store: BureauStore, folder: Path) -> None:
    target = folder / "copy.yhb"
    if not target.exists():
        with store.copying(target):
            pass


STEPS: dict[EntryKind | None, Step] = {
    EntryKind.ACCEPT: importing,
    EntryKind.UNDO_IMPORT: undoing,
    EntryKind.ISSUE: answering,
    EntryKind.EDIT: typing,
    None: copying,
}
"""The entry of the journal that a step writes → the step."""


class Killer:
    """Kills a store's process at the server when so many statements have been run."""

    def __init__(self, server: Server, chance: random.Random) -> None:
        self.left = 0
        self._server = server
        self._chance = chance
        self._timers: list[threading.Timer] = []
        self._killed: list[int] = []

    def strikes(self, store: ServerStore) -> None:
        """Tell of a statement about to be run."""
        self.left -= 1
        if self.left:
            return
        pid = store._connection.info.backend_pid
        match self._chance.choice(["backend", "meanwhile", "server"]):
            case "backend":
                self._kill(pid)
            case "meanwhile":
                timer = threading.Timer(self._chance.random() / 500, self._kill, [pid])
                self._timers.append(timer)
                timer.start()
            case _:
                self._server.stop("immediate")
                self._server.start()

    def _kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            self._killed.append(pid)

    def rest(self) -> None:
        """Wait for what is still to strike, and for the server."""
        for timer in self._timers:
            timer.join()
        self._server.wait(self._killed)


@pytest.mark.parametrize("kill", range(KILLS))
def test_a_killed_server_loses_nothing_and_repeats_nothing(
    kill: int, postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(f"{SEED} {kill}")
    kind, step = list(STEPS.items())[kill % len(STEPS)]
    print(f"YOUHENG_SEED={SEED}, {step.__name__}")
    killer = Killer(postgres, chance)
    run = ServerStore._run

    def running(store: ServerStore, sql: str, parameters: tuple[object, ...] = ()) -> object:
        killer.strikes(store)
        return run(store, sql, parameters)

    with new_bureau(postgres.new_place()) as store:
        made(store)
        before = store.journal.head().seq
        with monkeypatch.context() as patch:
            patch.setattr(ServerStore, "_run", running)
            killer.left = chance.randint(1, 25)
            tries = until_done(step, store, tmp_path, killer)
        assert tries <= TRIES
        written = [entry.kind for entry in store.journal.entries(limit=None)]
        assert store.verify_journal().intact
        assert store.journal.head().seq == before + (0 if kind is None else 1)
        assert kind is None or written[0] is kind
        assert is_whole(store, tmp_path, step)


def until_done(step: Step, store: BureauStore, folder: Path, killer: Killer) -> int:
    """Do a step as often as it takes; what is said in between has to be a sentence."""
    for tries in range(1, TRIES + 1):
        with suppress(EnvironmentProblem):
            step(store, folder)
            killer.rest()
            return tries
        killer.rest()
    raise AssertionError(f"{step.__name__} was not done after {TRIES} tries")


def is_whole(store: BureauStore, folder: Path, step: Step) -> bool:
    """Whether what the step left is all of it, once."""
    if step is copying:
        with BureauStore.open(folder / "copy.yhb", read_only=True) as copy:
            return copy.journal.head() == store.journal.head() and copy.verify_journal().intact
    standing = [record for record in store.packages.all() if record.undone_at is None]
    figures = [row.values[FIELD] for row in store.figures.rows()]
    numbers = [record.number for record in standing]
    answers = [file.number for file in store.issued.all()]
    text = store.answers.load().answers.get("district.name")
    if step is importing:
        return (numbers, figures, answers, text) == ([1, 2], [2], [], None)
    if step is undoing:
        return (numbers, figures, answers, text) == ([], [], [], None)
    if step is answering:
        return (numbers, figures, answers, text) == ([1], [1], [1], None)
    return (numbers, figures, answers, text) == ([1], [1], [], "东区")


def test_a_connection_that_breaks_before_any_statement_of_a_step_undoes_all_of_it(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ServerStore._run
    left = [0]

    def running(store: ServerStore, sql: str, parameters: tuple[object, ...] = ()) -> object:
        left[0] -= 1
        if left[0] == 0:
            pid = store._connection.info.backend_pid
            postgres.end_sessions(f"pid = {pid}")
        return run(store, sql, parameters)

    with new_bureau(postgres.new_place()) as store:
        made(store)
        monkeypatch.setattr(ServerStore, "_run", running)
        position = 0
        while left[0] <= 0:  # until a step has fewer statements
            position += 1
            before, left[0] = store.journal.head().seq, position
            edit = [SetAnswer("district.name", f"{position}区")]
            with suppress(ServerLost):
                store.answers.write(edit, actor=OFFICER)
            if store.answers.load().answers.get("district.name") != f"{position}区":
                assert store.journal.head().seq == before
                store.answers.write(edit, actor=OFFICER)
            assert store.journal.head().seq == before + 1
        assert position > 5
        assert store.verify_journal().intact
