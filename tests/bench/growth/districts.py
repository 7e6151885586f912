"""A district that grows: schools to evaluate, packages in the store."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from forms.workflow import Actor, Role
from operations.bureau.evaluation.evaluate import evaluate_store
from tests.bench.evaluation import district
from tests.bench.growth.series import quickest
from tests.storage.stores import package

_OFFICER = Actor("演示操作员", Role.OFFICER)
_RECEIVED = datetime(2024, 10, 8, tzinfo=UTC)


def schools(number: int) -> dict[tuple[str, str], float]:
    """A bureau's store with so many schools, each with its figures."""
    with TemporaryDirectory() as folder, district(Path(folder) / "b.yhb", number) as store:
        return {
            ("评估，直到全区判定", "ms"): quickest(lambda: evaluate_store(store).passes),
            ("列出每所学校的状态", "ms"): quickest(store.packages.statuses),
        }


def packages(number: int) -> dict[tuple[str, str], float]:
    """A bureau's store with so many packages."""
    with TemporaryDirectory() as folder, district(Path(folder) / "b.yhb", number) as store:
        code = store.roster.all()[0].code
        following = count(2)

        def take() -> None:
            one = package(code, next(following))
            store.imports.accept(
                one, document=b"{}", wide_row={}, actor=_OFFICER, received_at=_RECEIVED
            )

        return {("再入库一个", "ms"): quickest(take, 9)}
