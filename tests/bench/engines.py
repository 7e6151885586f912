"""A bureau's store on a PostgreSQL server of this machine, beside the same store in a file."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from forms.workflow import Actor, Role
from operations.bureau.evaluation.evaluate import evaluate_store
from storage.bureau.store import BureauStore
from tests.bench.evaluation import district
from tests.bench.measure import Row, compared, in_turns
from tests.storage.stores import package
from tests.support.postgres import binaries, running_server

_SCHOOLS = 1_000
_TAKEN = 50
_ROUNDS = 7
_RECEIVED = datetime(2024, 10, 9, tzinfo=UTC)
_OFFICER = Actor("演示操作员", Role.OFFICER)


def rows() -> list[Row]:
    """Two rows; none where no PostgreSQL is installed."""
    if binaries() is None:
        return []
    with (
        running_server(is_durable=True) as server,
        tempfile.TemporaryDirectory() as folder,
        district(Path(folder) / "bureau.yhb", _SCHOOLS) as file,
        district(server.new_place(), _SCHOOLS) as remote,
    ):
        judged = in_turns(
            lambda: evaluate_store(file).passes,
            lambda: evaluate_store(remote).passes,
            rounds=_ROUNDS,
        )
        taken = in_turns(_taking(file), _taking(remote), rounds=_ROUNDS)
    return [
        compared(
            "engines-evaluation",
            f"从 PostgreSQL 上的库评估 {_SCHOOLS} 所学校",
            "从文件库评估同样的学校",
            judged,
            None,
        ),
        compared(
            "engines-import",
            f"收进 {_TAKEN} 份核对过的上报包，每份一次提交，写到磁盘",
            "收进文件库",
            taken,
            None,
            note="核对本身与库无关，不在其中",
        ),
    ]


def _taking(store: BureauStore) -> Callable[[], None]:
    """Take the next package of the first schools."""
    codes = [school.code for school in store.roster.all()][:_TAKEN]
    numbers = count(2)

    def take() -> None:
        number = next(numbers)
        for code in codes:
            store.imports.accept(
                package(code, number),
                document=b"{}",
                wide_row={},
                actor=_OFFICER,
                received_at=_RECEIVED,
            )

    return take
