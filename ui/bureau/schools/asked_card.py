"""AskedCard: each point of the return slips, and beside it what the school replied."""

from forms.places import place_of
from forms.spec import Pack
from operations.bureau.returns.school_file import SchoolFile
from operations.bureau.sent.asked import AskedPoint, AskedSlip
from operations.packs.bundled import bundled_pack
from ui.models.row_list import ListRow, RowLook
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList
from ui.theme import Theme

_IN_SIGHT = 10


class AskedCard(Card):
    """Hidden for a school that nothing was returned to."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("退回的意见与学校的回复", icon="message-square-text")
        self.list = RowList(theme, "退回的意见与学校的回复")
        self.content.addWidget(self.list)

    def show_file(self, file: SchoolFile) -> None:
        """Show slip by slip, the newest first."""
        self.setVisible(bool(file.asked))
        rows: list[ListRow] = []
        for place, slip in enumerate(file.asked):
            rows.append(ListRow(_slip(slip), f"slip {place}"))
            rows += [
                ListRow(_point(point, bundled_pack(), answered=slip.answered), (place, number))
                for number, point in enumerate(slip.points)
            ]
        self.list.show_rows(rows)
        self.list.fit_height(most=_IN_SIGHT)


def _slip(slip: AskedSlip) -> RowLook:
    when = f"{slip.created.astimezone():%m-%d}"
    return RowLook(
        f"{when} 退回第 {slip.number} 号：{slip.reason}",
        subtitle=f"{slip.author}　{slip.summary}",
        strong=True,
        lines=2,
    )


def _point(point: AskedPoint, pack: Pack, *, answered: bool) -> RowLook:
    place = place_of(pack, point.address) or "整份填报表"
    reply = point.reply
    if reply is not None:
        icon, tone, word = "circle-check", "ok", reply.kind.label
    else:
        icon, tone, word = "message-square", "query", "没有回复" if answered else "待回复"
    words = f"\n学校：{reply.text}" if reply is not None and reply.text else ""
    return RowLook(
        f"{point.text}{words}",
        subtitle="　".join(part for part in (place, point.values) if part),
        icon=icon,
        tone=tone,
        trailing=word,
        lines=4,
    )
