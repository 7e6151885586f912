"""All official tables of a district: Ⅰ to Ⅵ, with 差距 and 份额 behind them."""

from forms.district import DistrictVerdict
from forms.official.assurance import ASSURANCE
from forms.official.basic import table_i, table_vi
from forms.official.cells import listed
from forms.official.gap import gap_table, share_table
from forms.official.items import item_table
from forms.official.model import OfficialTable
from forms.official.quality import QUALITY
from forms.official.tables import official_tables


def district_tables(
    verdict: DistrictVerdict, *, place: str, year: int
) -> tuple[OfficialTable, ...]:
    """Make all seven tables, in the order of the form.

    Args:
        verdict: The judged district.
        place: Name of the district or its bureau; the bureau's form says it better, if filled.
        year: The year reported.

    """
    where = _where(verdict, place)
    resources = official_tables(verdict.evaluation, place=where, year=year)
    subtitle, notes = f"{where}　{year} 年", _outstanding(verdict)
    return (
        table_i(verdict, subtitle=subtitle, notes=notes),
        *resources,
        item_table(ASSURANCE, verdict, subtitle=subtitle, notes=notes),
        item_table(QUALITY, verdict, subtitle=subtitle, notes=notes),
        table_vi(verdict, subtitle=subtitle, notes=notes),
    )


def working_tables(verdict: DistrictVerdict, *, place: str, year: int) -> tuple[OfficialTable, ...]:
    """Make the two tables the bureau works with: what each school lacks, what it does to the spread."""
    subtitle = f"{_where(verdict, place)}　{year} 年"
    return (
        gap_table(verdict.evaluation, subtitle=subtitle),
        share_table(verdict.evaluation, subtitle=subtitle),
    )


def _where(verdict: DistrictVerdict, place: str) -> str:
    named = verdict.sheet.value("district.district_name")
    return named if isinstance(named, str) else place


def _outstanding(verdict: DistrictVerdict) -> tuple[str, ...]:
    schools = verdict.outstanding
    if not schools:
        return ()
    names = listed([f"{school.name}（{school.code}）" for school in schools])
    return (f"未完成：还有 {len(schools)} 所学校的上报没有接收：{names}。",)
