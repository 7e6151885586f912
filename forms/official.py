"""The official tables of the application form (申报表), made from an evaluation.

They are plain data (:mod:`forms.official_model`); exporters draw them. Tables Ⅱ-1, Ⅱ-2 and Ⅲ need
the seven resource indicators alone; Ⅰ and Ⅳ to Ⅵ will join them here.
"""

from forms.evaluation.district import DistrictEvaluation
from forms.official_balance import table_iii
from forms.official_model import OfficialTable
from forms.official_schools import table_ii_1, table_ii_2

__all__ = ["official_tables", "table_ii_1", "table_ii_2", "table_iii"]

_NAMED = 5


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
        table_ii_2(evaluation, subtitle=subtitle, notes=notes),
        table_iii(evaluation, subtitle=subtitle, notes=notes),
    )


def _outstanding(evaluation: DistrictEvaluation) -> tuple[str, ...]:
    schools = evaluation.outstanding
    if not schools:
        return ()
    more = "等" if len(schools) > _NAMED else ""
    listed = "、".join(schools[:_NAMED])
    return (f"未完成：还有 {len(schools)} 所学校的上报没有接收（{listed}{more}）。",)
