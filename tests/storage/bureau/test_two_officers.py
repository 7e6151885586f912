"""Two officers in processes of their own take the same packages into one store on a server."""

import os
import subprocess
import sys
from pathlib import Path

from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.bureau.wide import WideColumn, WideKind
from tests.storage import officer
from tests.storage.stores import OFFICER, identity_of, new_bureau
from tests.support.children import TIED
from tests.support.places import ROOT
from tests.support.postgres import Server

SEED = os.environ.get("YOUHENG_SEED") or "12"
PACKAGES = 10
SCHOOLS = int(os.environ.get("YOUHENG_OFFICERS_SCHOOLS", "20"))
CODES = [
    f"42010400{number:02}" if number < 100 else f"4201041{number:03}" for number in range(SCHOOLS)
]


def begin(store: BureauStore) -> None:
    store.roster.upsert([School(code, f"样例{code}", "211") for code in CODES], actor=OFFICER)
    store.figures.make([WideColumn(officer.FIELD, WideKind.INTEGER)])


def figures(store: BureauStore) -> list[tuple[str, str, object]]:
    return [
        (row.school_code, row.identity, row.values[officer.FIELD]) for row in store.figures.rows()
    ]


def test_every_package_is_taken_once_whoever_takes_it(postgres: Server, tmp_path: Path) -> None:
    place = postgres.new_place()
    with new_bureau(place) as store:
        begin(store)
    words = [*TIED, sys.executable, "-m", "tests.storage.officer", place.url]
    workers = [
        subprocess.Popen(
            [*words, f"{SEED} {worker}", *CODES, str(PACKAGES)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for worker in range(2)
    ]
    assert [worker.stdout and worker.stdout.readline() for worker in workers] == ["ready\n"] * 2
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    told = [worker.communicate()[0].split() for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0]
    taken, answered, cut = (sum(map(int, column)) for column in zip(*told, strict=True))
    assert cut > 0
    with (
        BureauStore.open(place, read_only=True) as store,
        new_bureau(tmp_path / "alone.yhb") as alone,
    ):
        assert sorted(record.identity for record in store.packages.all()) == sorted(
            identity_of(code, number) for code in CODES for number in range(1, PACKAGES + 1)
        )
        assert taken <= SCHOOLS * PACKAGES
        assert answered <= len(store.issued.all())
        for code in CODES:
            numbers = [file.number for file in store.issued.all(code)]
            assert numbers == list(range(1, len(numbers) + 1))
            assert [one.number for one in store.packages.all(code)] == list(range(1, PACKAGES + 1))
        assert store.verify_journal().intact
        begin(alone)
        for code in CODES:
            for number in range(1, PACKAGES + 1):
                officer.take(alone, code, number)
        assert figures(store) == figures(alone)
