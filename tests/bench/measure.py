"""Timing: floor and program in turns, so that whatever disturbs the machine disturbs both."""

import gc
import statistics
from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Row:
    """One budget.

    Attributes:
        name: Short name, for choosing it on the command line.
        what: What is measured (Chinese).
        floor: What it is compared with (Chinese).
        floor_value: The floor, in ``unit``.
        value: What was measured, in ``unit``.
        limit: The budget: most that ``ratio`` may be (``None``: shown only).
        unit: ``ms`` or ``MB``.
        note: Further figures.
        added: The budget is what the program adds to the floor, not a ratio.

    """

    name: str
    what: str
    floor: str
    floor_value: float
    value: float
    limit: float | None
    unit: str = "ms"
    note: str = ""
    added: bool = False

    @property
    def ratio(self) -> float:
        """Value over floor; what is added to it where the budget says so."""
        return self.value - self.floor_value if self.added else self.value / self.floor_value

    @property
    def is_within(self) -> bool:
        """Whether the budget is kept."""
        return self.limit is None or self.ratio <= self.limit

    def as_json(self) -> dict[str, object]:
        """All figures."""
        return {**asdict(self), "ratio": self.ratio, "within": self.is_within}


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def in_turns(
    floor: Callable[[], object], program: Callable[[], object], *, rounds: int, warm: int = 1
) -> tuple[list[float], list[float]]:
    """Time both ``rounds`` times in turns, after ``warm`` rounds that do not count.

    Returns:
        The times of each, in milliseconds, in the order measured.

    """
    for _ in range(warm):
        floor()
        program()
    floors, programs = [], []
    gc.collect()
    for _ in range(rounds):
        floors.append(milliseconds(floor))
        programs.append(milliseconds(program))
    return floors, programs


def median(values: list[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def percentile(values: list[float], share: int) -> float:
    """The value that ``share`` percent of the values stay below."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
