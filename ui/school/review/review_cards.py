"""What the principal reads before signing: the facts, the lists, and a card that shows a list."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from forms.problems import Problem
from ui.desktop import Desktop
from ui.models.row_list import ListRow, RowLook
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import grouped
from ui.parts.rows.row_list import RowList
from ui.school.desk import Facts

if TYPE_CHECKING:
    from forms.live.compare import Change
    from operations.school.signing.signing_preview import SigningPreview

Row = tuple[str, str]

_READING: Final = "正在读取…"


class ListCard(Card):
    """A card with a list, or a sentence when the list is empty."""

    def __init__(self, desktop: Desktop, title: str, icon: str) -> None:
        super().__init__(title, icon=icon)
        self.list = RowList(desktop.theme, title)
        self._empty = text_label(style="muted")
        self.content.addWidget(self.list)
        self.content.addWidget(self._empty)

    def show_rows(self, rows: list[ListRow], *, empty: str) -> None:
        """Show the card with these rows, or with the sentence where there are none."""
        self.setVisible(True)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.list.fit_height(most=40)
        self._empty.setText(empty)
        self._empty.setVisible(not rows)


def address_in(lists: Iterable[RowList]) -> str:
    """The place the row in focus stands for, in whichever of these lists it is; ``""`` for none."""
    focused = (shown.current_payload() for shown in lists if shown.hasFocus())
    return str(next(focused, None) or "")


def facts_to_sign(facts: Facts, preview: "SigningPreview | None") -> list[Row]:
    """What would be signed; what only the preview knows has its place while that is read.

    Without the digest: the head's confirmation, given with the signature, makes another one. That
    of the paper stands beside its pages.
    """
    return [
        ("学校", f"{facts.meta.school_name}（{facts.meta.school_code}）"),
        ("报告期", f"{facts.meta.period} 年，第 {facts.revision} 版"),
        ("上报包", f"第 {preview.number} 号" if preview else _READING),
        ("签名人", facts.enrolment.principal if facts.enrolment else ""),
    ]


def owner_facts(facts: Facts) -> list[Row]:
    """Whose return it is."""
    return [("学校", facts.meta.school_name), ("报告期", f"{facts.meta.period} 年")]


def signed_facts(facts: Facts) -> list[Row]:
    """Whose return it is, and what was signed of it last."""
    rows = owner_facts(facts)
    signed = next((info for info in reversed(facts.revisions) if info.signed_at), None)
    if signed is not None and signed.signed_at is not None:
        rows += [
            ("已签名", f"第 {signed.number} 版，{signed.signed_by}"),
            ("签名时间", f"{signed.signed_at.astimezone():%Y-%m-%d %H:%M}（本机时间）"),
            ("上报包标识", grouped(signed.package_identity)),
        ]
    if facts.accepted is not None:
        number, at = facts.accepted
        rows.append(("区局接收", f"第 {number} 号，{at:%Y-%m-%d %H:%M}（本机时间）"))
    return rows


def change_rows(changes: "Iterable[Change] | None") -> list[ListRow]:
    """What was changed since the last revision; none in the first."""
    return [
        ListRow(
            RowLook(change.label, subtitle=f"{change.before or '空'} → {change.after or '空'}"),
            change.address,
        )
        for change in changes or ()
    ]


def query_rows(explained: Iterable[Problem]) -> list[ListRow]:
    """The queries with what the clerk says to them; each stands for its place."""
    return [ListRow(_query_look(problem), problem.address) for problem in explained]


def _query_look(problem: Problem) -> RowLook:
    return RowLook(
        problem.message,
        subtitle=f"说明：{problem.justification}　{problem.number}",
        icon="message-square-text",
        tone="query",
        lines=3,
    )
