"""An officer at work in a process of its own: ``… officer ADDRESS SEED SCHOOLS… PACKAGES``.

Takes packages in an order drawn by chance until all are taken by somebody, and answers some of them;
now and then the own connection is cut. Says ``ready`` when it has taken its first and waits for a line, so
that none is done before the others have begun. The last line says how many it took and answered.
"""

import random
import sys
from contextlib import suppress

from forms.exchange import Code, ContainerKind
from storage.address import ServerAddress
from storage.bureau.issued import IssuedFile
from storage.bureau.store import BureauStore
from storage.engines.postgres.store import ServerStore
from storage.errors import ChainError, EnvironmentProblem, StoreRefusal
from tests.storage.stores import OFFICER, START, identity_of, package

FIELD = "pupils.a"


def figure_of(school: str, number: int) -> int:
    """What a package says."""
    return int(identity_of(school, number)[:6], 16)


def take(store: BureauStore, school: str, number: int) -> None:
    """Take one package."""
    store.imports.accept(
        package(school, number),
        document=b"{}",
        wide_row={FIELD: figure_of(school, number)},
        actor=OFFICER,
        received_at=START,
    )


def answer(store: BureauStore, school: str, number: int) -> None:
    """Write a receipt for one package."""
    identity = identity_of(school, number)
    told = IssuedFile(
        ContainerKind.RECEIPT, school, store.issued.next_number(school), START, identity, ""
    )
    store.issued.add(told, f"receipt of {identity}".encode(), actor=OFFICER)


def main(address: str, seed: str, *schools: str) -> None:
    """Work until nothing is left."""
    *codes, packages = schools
    chance = random.Random(seed)
    waiting = [(code, number) for code in codes for number in range(1, int(packages) + 1)]
    taken = answered = cut = 0
    with BureauStore.open(ServerAddress(address)) as store:
        engine = store._database.engine
        assert isinstance(engine, ServerStore)
        while waiting:
            school, number = chance.choice(waiting)
            if chance.random() < 0.05:
                engine._connection.close()
                cut += 1
            try:
                take(store, school, number)
                taken += 1
                if taken == 1:
                    print("ready", flush=True)
                    sys.stdin.readline()
            except ChainError as error:
                if error.code is Code.E_GAP:
                    continue
            except EnvironmentProblem:
                continue
            waiting.remove((school, number))
            with suppress(StoreRefusal, EnvironmentProblem):
                if chance.random() < 0.3:
                    answer(store, school, number)
                    answered += 1
    print(taken, answered, cut)


if __name__ == "__main__":
    main(*sys.argv[1:])
