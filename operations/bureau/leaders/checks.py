"""The parts about what is not a figure: 四个 100% and 双减 by school, and the items of the district."""

from collections.abc import Sequence
from typing import Final

from exporters.documents.leaders import LeadersCell, LeadersColumn, LeadersPart, LeadersTable
from exporters.documents.report import Tone
from forms.district import DistrictItem, DistrictSchool, DistrictVerdict
from forms.signs import NOTHING
from forms.values import NA, Maybe
from operations.bureau.leaders.sizes import NAMED, Sizes

SAFETY: Final = (("S1", "保安"), ("S2", "封闭"), ("S3", "报警"), ("S4", "护学"))
BURDEN: Final = (
    ("B1", "课程"),
    ("B2", "用书"),
    ("B3", "手机"),
    ("B4", "作业"),
    ("B5", "考试"),
    ("B6", "作息"),
    ("B7", "课后"),
)
_BLANKS: Final = 2
"""So many blank answers of the bureau's own form are named."""
_COLUMNS: Final = (
    LeadersColumn("学校", 14),
    *(LeadersColumn(label, 3, centred=True) for _, label in (*SAFETY, *BURDEN)),
)
_ITEM_COLUMNS: Final = (
    LeadersColumn("项目", 26),
    LeadersColumn("结论", 5),
    LeadersColumn("没有达到的学校，或缺什么", 18),
)


def checks_part(verdict: DistrictVerdict, sizes: Sizes) -> LeadersPart:
    """四个 100% and 双减: each school with each check; in a large district those that fail."""
    groups = (("四个 100%", SAFETY), ("双减七项", BURDEN))
    places = [place for place, school in enumerate(verdict.schools) if school.accepted]
    if not places:
        said: tuple[str, ...] = ("还没有接收任何学校的上报包，四个 100% 和双减还不能判断。",)
        return LeadersPart("四个 100% 和双减", said)
    said = tuple(_counted(verdict, places, title, checks) for title, checks in groups)
    return LeadersPart("四个 100% 和双减", said, table=_by_school(verdict, places, sizes.checked))


def _counted(
    verdict: DistrictVerdict,
    places: Sequence[int],
    title: str,
    checks: Sequence[tuple[str, str]],
) -> str:
    ids = [name for name, _ in checks]
    answers = [verdict.checked.together(ids, place) for place in places]
    text = f"{title}：已接收的 {len(places)} 所中 {answers.count(True)} 所全部做到"
    failing = [verdict.schools[n] for n, one in zip(places, answers, strict=True) if one is False]
    if failing:
        text += f"，{named(failing)}没有全部做到"
    if unknown := answers.count(None):
        text += f"，{unknown} 所缺数据"
    return f"{text}。"


def _by_school(verdict: DistrictVerdict, places: Sequence[int], most: int) -> LeadersTable | None:
    """Every school of a small district, of a larger one those that do not pass, who fails first."""
    ids = [name for name, _ in (*SAFETY, *BURDEN)]
    order = {False: 0, None: 1, True: 2}
    answers = {place: verdict.checked.together(ids, place) for place in places}
    is_large = len(places) > most
    listed = [place for place in places if not (is_large and answers[place] is True)]
    if not listed:
        return None
    ranked = sorted(listed, key=lambda place: order[answers[place]])
    rows = tuple(_row(verdict, ids, place) for place in ranked[:most])
    note = "√ 做到，× 没有做到，缺 缺数据，— 不适用。"
    note += "全部做到的学校没有列出。" if len(listed) < len(places) else ""
    if left := len(ranked) - len(rows):
        note += f"没有做到的排在前面；另有 {left} 所没有列出，见局端库的学校页。"
    return LeadersTable(_COLUMNS, rows, note)


def _row(verdict: DistrictVerdict, ids: Sequence[str], place: int) -> tuple[LeadersCell, ...]:
    answers = [verdict.checked.answers[name][place] for name in ids]
    return (LeadersCell(verdict.schools[place].name), *map(_sign, answers))


def _sign(answer: Maybe) -> LeadersCell:
    if answer is NA:
        return LeadersCell(NOTHING, Tone.MUTED)
    if answer is True:
        return LeadersCell("√", Tone.GOOD)
    return LeadersCell("×", Tone.BAD) if answer is False else LeadersCell("缺", Tone.WARNING)


def items_part(verdict: DistrictVerdict, sizes: Sizes) -> LeadersPart:
    """The items of the official evaluation that fail or cannot be judged."""
    items = [item for item in verdict.items.values() if item.applies]
    failing = [item for item in items if item.passes is False]
    unknown = [item for item in items if item.passes is None]
    said = (
        f"政府保障、教育质量等 {len(items)} 项中 {len(items) - len(failing) - len(unknown)} 项达到"
    )
    said += f"，{len(failing)} 项没有达到，{len(unknown)} 项还不能判断。"
    found = [*failing, *unknown]
    listed = found[: sizes.items] if verdict.schools else []  # without schools that says it all
    note = "其余的见全区评估的“全部项目”。" if len(found) > len(listed) else ""
    waiting = len(verdict.outstanding)
    rows = tuple(_item(item, waiting) for item in listed)
    table = LeadersTable(_ITEM_COLUMNS, rows, note) if rows else None
    return LeadersPart("各项要求", (said,), table=table)


def _item(item: DistrictItem, waiting: int) -> tuple[LeadersCell, ...]:
    """An item with who is the reason; a figure of the whole district waits for those not yet in."""
    schools = [*item.failing, *item.unknown]
    tone = Tone.BAD if item.passes is False else Tone.WARNING
    nobody = f"要等 {waiting} 所学校报来" if item.passes is None and waiting else NOTHING
    if item.blanks:
        nobody = f"区级数据没有填：{_listed(item.blanks)}"
    return (
        LeadersCell(item.indicator.label),
        LeadersCell(item.label, tone),
        LeadersCell(named(schools) if schools else nobody),
    )


def named(schools: Sequence[DistrictSchool]) -> str:
    """The names of schools, of many the first."""
    names = "、".join(school.name for school in schools[:NAMED])
    return names if len(schools) <= NAMED else f"{names} 等 {len(schools)} 所"


def _listed(blanks: Sequence[str]) -> str:
    more = f" 等 {len(blanks)} 项" if len(blanks) > _BLANKS else ""
    return f"{'、'.join(blanks[:_BLANKS])}{more}"
