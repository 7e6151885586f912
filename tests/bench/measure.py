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
        spread: Half of what was measured lies within this share of the median; 0: measured once.

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
    spread: float = 0.0

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


def compared(
    name: str,
    what: str,
    floor: str,
    times: tuple[list[float], list[float]],
    limit: float | None,
    *,
    per: int = 1,
    note: str = "",
) -> Row:
    """Make the row of something measured many times beside its floor.

    Args:
        name: See :class:`Row`.
        what: See :class:`Row`.
        floor: See :class:`Row`.
        times: Those of the floor and those of the program, in milliseconds.
        limit: See :class:`Row`.
        per: How often each did its work in one measurement.
        note: See :class:`Row`.

    """
    floors, programs = times
    return Row(
        name,
        what,
        floor,
        median(floors) / per,
        median(programs) / per,
        limit,
        note=note,
        spread=spread(programs),
    )


def milliseconds(work: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """How long one call takes."""
    start = clock()
    work()
    return (clock() - start) * 1000


def in_turns(
    floor: Callable[[], object],
    program: Callable[[], object],
    *,
    rounds: int,
    warm: int = 1,
    clock: Callable[[], float] = perf_counter,
) -> tuple[list[float], list[float]]:
    """Time both ``rounds`` times in turns, after ``warm`` rounds that do not count.

    Args:
        floor: The least that the work can cost.
        program: What the program does.
        rounds: How often.
        warm: See above.
        clock: ``time.process_time`` for what only calculates: a busy machine takes no part then.

    Returns:
        The times of each, in milliseconds, in the order measured.

    """
    for _ in range(warm):
        floor()
        program()
    floors, programs = [], []
    gc.collect()
    for _ in range(rounds):
        floors.append(milliseconds(floor, clock))
        programs.append(milliseconds(program, clock))
    return floors, programs


def median(values: list[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def spread(values: list[float]) -> float:
    """How far the middle half of the values reaches, as a share of the median."""
    if len(values) < 2:
        return 0.0
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return (high - low) / 2 / middle


def percentile(values: list[float], share: int) -> float:
    """The value that ``share`` percent of the values stay below."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]
