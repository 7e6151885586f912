"""The official tables of the application form (申报表), made from an evaluation.

They are plain data (:mod:`forms.official.model`); exporters draw them. Tables Ⅱ-1, Ⅱ-2 and Ⅲ need
the seven resource indicators alone; :mod:`forms.official.district` adds Ⅰ and Ⅳ to Ⅵ.
"""

from collections.abc import Iterator
from typing import Final

from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.units import Reason
from forms.official.balance import table_iii
from forms.official.cells import listed
from forms.official.model import OfficialTable
from forms.official.schools import table_ii_1, table_ii_2

__all__ = ["official_tables", "table_ii_1", "table_ii_2", "table_iii"]

_MOST_EXCLUDED: Final = 20


def official_tables(
    evaluation: DistrictEvaluation, *, place: str, year: int
) -> tuple[OfficialTable, ...]:
    """Make every table there is, in the order of the form.

    Args:
        evaluation: The evaluated district.
        place: Name of the district, e.g. ``示例区``.
        year: The year reported.

    """
    subtitle = f"{place}　{year} 年"
    notes = _outstanding(evaluation)
    return (
        table_ii_1(evaluation, subtitle=subtitle, notes=notes),
        table_ii_2(evaluation, subtitle=subtitle, notes=(*_excluded(evaluation), *notes)),
        table_iii(evaluation, subtitle=subtitle, notes=notes),
    )


def _excluded(evaluation: DistrictEvaluation) -> Iterator[str]:
    """Who is not in the tables, and why, one note per reason."""
    for reason in Reason:
        schools = [school for school in evaluation.excluded if school.reason is reason]
        if schools:
            names = listed([one.name or one.code for one in schools], most=_MOST_EXCLUDED)
            yield f"未列入本表：{names}，共 {len(schools)} 所，{reason.label}。"


def _outstanding(evaluation: DistrictEvaluation) -> tuple[str, ...]:
    schools = evaluation.outstanding
    if not schools:
        return ()
    return (f"未完成：还有 {len(schools)} 所学校的上报没有接收（{listed(schools)}）。",)
