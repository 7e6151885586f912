"""Tables Ⅰ (基本情况) and Ⅵ (社会认可度) of the application form: figures in a row."""

from collections.abc import Sequence
from typing import Final

from forms.district import DistrictVerdict
from forms.official.cells import heading, words
from forms.official.model import Align, CellRow, Mark, OfficialColumn, OfficialTable
from forms.official.sentences import Teller

_Figure = tuple[str, str, int]
"""Heading, expression, decimals."""

_Group = tuple[str, tuple[_Figure, ...]]
"""Heading above several columns, and the columns."""


def _schools(code: str, also: str = "") -> str:
    return f"dcount(profile.school_type == '{code}'{also})"


BASIC: Final[tuple[_Group, ...]] = (
    (
        "人口（万人）",
        (("总数", "district.population", 2), ("农业人口", "district.population_farming", 2)),
    ),
    ("行政区划（个）", (("乡镇", "district.towns", 0), ("行政村", "district.villages", 0))),
    (
        "经济（元）",
        (
            ("年人均国内生产总值", "district.gdp_per_capita", 0),
            ("年人均地方财政收入", "district.revenue_per_capita", 0),
            ("农民年人均纯收入", "district.income_rural", 0),
            ("城镇居民年人均可支配收入", "district.income_urban", 0),
        ),
    ),
    (
        "学校数（所）",
        (
            ("小学", _schools("211"), 0),
            ("九年一贯制", _schools("312"), 0),
            ("初中", _schools("311"), 0),
            ("完全中学", _schools("341"), 0),
            ("十二年一贯制", _schools("345"), 0),
            ("特殊教育", "district.special_schools", 0),
            ("小学教学点", _schools("218"), 0),
            ("其中五十人及以上", _schools("218", " and pupils.enrolled_compulsory >= 50"), 0),
        ),
    ),
    (
        "教学班数（个）",
        (
            ("小学", "district.sum_classes_primary", 0),
            ("初中", "district.sum_classes_junior", 0),
        ),
    ),
    (
        "在校学生数（人）",
        (
            ("小学", "district.sum_enrolled_primary", 0),
            ("初中", "district.sum_enrolled_junior", 0),
        ),
    ),
    (
        "小学教职工（人）",
        (
            ("总数", "district.sum_staff_primary", 0),
            ("其中专任教师", "district.sum_fulltime_primary", 0),
        ),
    ),
    (
        "初中教职工（人）",
        (
            ("总数", "district.sum_staff_junior", 0),
            ("其中专任教师", "district.sum_fulltime_junior", 0),
        ),
    ),
)
"""The columns L1 to L24 of 表Ⅰ."""

_WIDE: Final = frozenset({"人口（万人）", "经济（元）", "在校学生数（人）"})


def _survey(column: str) -> str:
    return f"sum_of(district.recognition, each.{column}, each.respondent == '{{0}}')"


RECOGNITION: Final[tuple[_Group, ...]] = (
    (
        "问卷调查",
        (
            ("问卷总数（份）", _survey("issued"), 0),
            ("回收有效问卷数（份）", _survey("valid"), 0),
            ("其中满意问卷数（份）", _survey("satisfied"), 0),
            ("综合满意度（%）", f"pct({_survey('satisfied')}, {_survey('valid')})", 1),
        ),
    ),
    (
        "实地走访",
        (
            ("走访人数（人）", _survey("visited"), 0),
            ("满意人数（人）", _survey("visited_satisfied"), 0),
            ("满意度（%）", f"pct({_survey('visited_satisfied')}, {_survey('visited')})", 1),
        ),
    ),
)
"""The columns L1 to L7 of 表Ⅵ; ``{0}`` stands for the respondents of a row."""

_RESPONDENTS: Final = (("all", "计"), ("parents", "其中：家长"))


def table_i(verdict: DistrictVerdict, *, subtitle: str, notes: Sequence[str] = ()) -> OfficialTable:
    """表Ⅰ: one row of 24 figures."""
    teller = Teller(verdict)
    row = tuple(teller.figure(what, decimals) for _, what, decimals in _columns(BASIC))
    return OfficialTable(
        id="I",
        title="表Ⅰ 县（市、区）基本情况",
        subtitle=subtitle,
        columns=tuple(
            OfficialColumn(4 if name in _WIDE else 3) for name, group in BASIC for _ in group
        ),
        heading=_headings(BASIC),
        rows=(row,),
        notes=tuple(notes),
        complete=_is_complete(verdict, (row,)),
    )


def table_vi(
    verdict: DistrictVerdict, *, subtitle: str, notes: Sequence[str] = ()
) -> OfficialTable:
    """表Ⅵ: all who were asked, and of them the parents."""
    teller = Teller(verdict)
    rows = tuple(
        (
            words(label),
            *(
                teller.figure(what.format(respondents), decimals)
                for _, what, decimals in _columns(RECOGNITION)
            ),
        )
        for respondents, label in _RESPONDENTS
    )
    return OfficialTable(
        id="VI",
        title="表Ⅵ 社会认可度情况",
        subtitle=subtitle,
        columns=(OfficialColumn(7, Align.LEFT), *(OfficialColumn(6) for _ in range(7))),
        heading=_headings(RECOGNITION, first="对象"),
        rows=rows,
        notes=(f"问卷综合满意度（计）应不低于 85%：{verdict.items['D_R'].label}。", *notes),
        complete=_is_complete(verdict, rows),
    )


def _columns(groups: Sequence[_Group]) -> list[_Figure]:
    return [figure for _, group in groups for figure in group]


def _headings(groups: Sequence[_Group], *, first: str = "") -> tuple[CellRow, ...]:
    start = (heading(first, rows=3),) if first else ()
    return (
        (*start, *(heading(name, columns=len(group)) for name, group in groups)),
        tuple(heading(name) for name, _, _ in _columns(groups)),
        tuple(heading(f"L{place}") for place in range(1, len(_columns(groups)) + 1)),
    )


def _is_complete(verdict: DistrictVerdict, rows: Sequence[CellRow]) -> bool:
    unknown = any(cell.mark is Mark.UNKNOWN for row in rows for cell in row)
    return not unknown and not verdict.outstanding
