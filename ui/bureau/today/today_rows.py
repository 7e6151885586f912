"""What the morning page lists, as rows. Pure."""

from operations.bureau.today.call_list import PhoneCall, Urgency
from operations.bureau.today.morning import NewsSince
from operations.bureau.today.standings import DeliveryState, SchoolGroup
from operations.keys.key_care import KeyState, KeyStatus
from ui.bureau.words import NOTHING, STANDINGS
from ui.bureau.work_page import SchoolsAbout
from ui.models.records import CellLook, Column, Record
from ui.models.row_list import ListRow, RowLook

GROUP_COLUMNS = (
    Column("label", "类别", 8, stretch=True),
    Column("all", "应交", 4, right=True),
    *(
        Column(item.value, item.label, 3.2 + 0.5 * len(item.label), right=True)
        for item in DeliveryState
    ),
)
CALL_COLUMNS = (
    Column("name", "学校", 10, stretch=True),
    Column("principal", "校长", 5, yields=1),
    Column("telephone", "电话", 9),
    Column("reason", "情况", 11.5),
)
REFUSED = "refused"
"""What the row of the refused files stands for."""
_URGENCIES = {
    Urgency.OVERDUE: "error",
    Urgency.CANNOT_SIGN: "query",
    Urgency.RETURNED: "query",
    Urgency.MISSING: "muted",
}
_SOON = {
    KeyStatus.EXPIRED: ("badge-x", "error"),
    KeyStatus.EXPIRING: ("clock", "query"),
}


def group_record(group: SchoolGroup) -> Record:
    """Where the schools of a group stand, as numbers."""
    every = len(group.codes)
    counts = (
        CellLook(str(group.count(item)), order=group.count(item)) if group.count(item) else NOTHING
        for item in DeliveryState
    )
    return Record(group, (CellLook(group.label), CellLook(str(every), order=every), *counts))


def schools_behind(group: SchoolGroup, column: str) -> SchoolsAbout:
    """The schools behind a number of a group; behind its name, all of them."""
    if column not in set(DeliveryState):
        return SchoolsAbout(group.label, group.codes)
    standing = DeliveryState(column)
    return SchoolsAbout(f"{group.label}，{standing.label}", group.schools[standing])


def call_record(call: PhoneCall) -> Record:
    """A school to be called as a row."""
    icon, _ = STANDINGS[call.standing]
    missing = CellLook("名册没有电话", muted=True, order=None)
    return Record(
        call.code,
        (
            CellLook(call.name, icon=icon, tone=_URGENCIES[call.urgency]),
            CellLook(call.principal) if call.principal else NOTHING,
            CellLook(call.telephone) if call.telephone else missing,
            CellLook(call.reason, order=call.urgency),
        ),
        search=f"{call.code} {call.name} {call.principal}",
    )


def news_rows(news: NewsSince) -> list[ListRow]:
    """What has come and gone, each row a door."""
    day = f"{news.since.month} 月 {news.since.day} 日以来"
    counted = (
        ("收到上报包", "inbox", "accent", news.received),
        ("生成回执", "mail-check", "ok", news.answered),
        ("退回学校", "corner-up-left", "query", news.returned),
    )
    rows = [
        ListRow(
            RowLook(label, icon=icon, tone=tone, trailing=f"{len(codes)} 所", trailing_tone="text"),
            SchoolsAbout(f"{day}{label}", codes),
        )
        for label, icon, tone, codes in counted
        if codes
    ]
    if news.refused:
        look = RowLook("拒收的文件", icon="circle-x", tone="error", trailing=f"{news.refused} 个")
        rows.append(ListRow(look, REFUSED))
    return rows


def end_rows(ends: tuple[KeyState, ...]) -> list[ListRow]:
    """Certificates and lists that run out, each with what to do."""
    rows = []
    for item in ends:
        icon, tone = _SOON[item.status]
        left = "已到期" if item.status is KeyStatus.EXPIRED else f"{item.days_left} 天"
        look = RowLook(item.warning, icon=icon, tone=tone, lines=2, trailing=left)
        rows.append(ListRow(look, item))
    return rows
