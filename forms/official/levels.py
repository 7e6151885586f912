"""What tables Ⅱ-1 and Ⅲ share: two rows for each level, a column for each of the seven and the whole."""

from collections.abc import Callable, Iterator

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.raw import LEVELS
from forms.evaluation.resources import INDICATORS
from forms.official.cells import DASH, LEVEL_NAMES, heading, indicator_columns, words
from forms.official.model import Align, CellRow, OfficialCell, OfficialColumn

Figures = Callable[[LevelEvaluation], tuple[CellRow, CellRow]]
"""Gives the cells of the two rows of a level: the seven and the whole."""


def level_columns(label: int) -> tuple[OfficialColumn, ...]:
    """The columns; ``label`` is the width of what names the two rows."""
    return (
        OfficialColumn(4),
        OfficialColumn(label, Align.LEFT),
        *indicator_columns(),
        OfficialColumn(6),
    )


def level_heading(evaluation: DistrictEvaluation, whole: str) -> tuple[CellRow, CellRow]:
    """The heading; ``whole`` names the last column."""
    return (
        (
            heading("学段", rows=2),
            heading("项目", rows=2),
            *(heading(name.heading) for name in evaluation.names),
            heading(whole),
        ),
        tuple(heading(f"L{place}") for place in range(1, len(INDICATORS) + 2)),
    )


def level_rows(
    evaluation: DistrictEvaluation, labels: tuple[str, str], figures: Figures
) -> Iterator[CellRow]:
    """Two rows for each level, named by ``labels``; dashes for one the district does not have."""
    dashes = (words(DASH),) * (len(INDICATORS) + 1)
    for level in LEVELS:
        found = evaluation.levels.get(level)
        first, second = (dashes, dashes) if found is None else figures(found)
        yield (OfficialCell(LEVEL_NAMES[level], rows=2), words(labels[0]), *first)
        yield (words(labels[1]), *second)
