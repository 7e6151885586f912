"""ProblemPanel: everything that is found, in the order of the forms, with a jump to the place."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from forms.places import place_of
from forms.problems import Problem, Severity
from forms.record import split_address
from forms.spec import Pack
from operations.school.records import Comment
from ui.editors.tones import ICONS
from ui.entry.remarks import author_of
from ui.entry.session import FormSession, is_blank
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.rows.row_list import RowList
from ui.theme import Theme

_MOST = 500

Stop = tuple[str, str]
"""A place to deal with: its address, and the key of what is to be dealt with there."""


class ProblemPanel(QWidget):
    """The list; filters by kind; Enter or a click jumps."""

    jumped = Signal(str)

    def __init__(self, session: FormSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._filter = "open" if session.editable else "all"
        layout = QVBoxLayout(self)
        space(layout, margins=(1.5, 1, 1.5, 1), gap=0.75)
        head = QHBoxLayout()
        space(head, gap=1)
        title = "待处理的问题" if session.editable else "检查结果与说明"
        head.addWidget(text_label(title, style="heading", wrap=False))
        self.count = text_label(style="small")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.count, 1)
        layout.addLayout(head)
        self._filters = {
            "open": button("未处理", style="segment"),
            "error": button("逻辑", style="segment"),
            "query": button("经验", style="segment"),
            "all": button("全部", style="segment"),
        }
        layout.addLayout(self._make_filters())
        self.list = RowList(theme, "问题列表")
        self.list.chosen.connect(self._on_chosen)
        layout.addWidget(self.list, 1)
        self.empty = text_label("没有待处理的问题。", style="muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.empty, 1)
        self._comments: tuple[Comment, ...] = ()
        self.refresh()

    def show_comments(self, comments: Sequence[Comment]) -> None:
        """Show these open comments of principal and bureau above the problems."""
        self._comments = tuple(comments)
        self.refresh()

    def _make_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, gap=0)
        for number, (code, made) in enumerate(self._filters.items()):
            made.setCheckable(True)
            made.setChecked(code == self._filter)
            place = {0: "first", len(self._filters) - 1: "last"}.get(number, "middle")
            made.setProperty("place", place)
            made.setProperty("size", "small")
            made.setProperty("filter", code)
            made.setAccessibleName(f"只看：{made.text()}")
            made.clicked.connect(self._on_filter)
            row.addWidget(made, 1)
        return row

    @Slot()
    def _on_filter(self) -> None:
        self._filter = str(self.sender().property("filter"))
        for code, made in self._filters.items():
            made.setChecked(code == self._filter)
        self.refresh()

    def refresh(self) -> None:
        problems = self._session.problems
        shown = [problem for problem in problems if _wanted(problem, self._filter)]
        pack = self._session.pack
        remarks = self._comments if self._filter in {"open", "all"} else ()
        rows = [ListRow(_remark(item, pack), _stop_of(item)) for item in remarks]
        apart, reasons = self._filter == "open", not self._session.editable
        rows += [
            ListRow(_look(item, pack, reasons=reasons), (item.place, item.key))
            for item in shown[:_MOST]
            if not (apart and is_blank(item))
        ]
        if apart:
            rows += _blank_rows([item for item in shown if is_blank(item)], pack)
        self.list.show_rows(rows)
        waiting = sum(problem.is_open for problem in problems)
        blank = sum(is_blank(problem) for problem in problems)
        words = [f"{waiting - blank} 个待处理"] if waiting > blank else []
        words += [f"{blank} 项未填"] if blank else []
        words += [f"{len(self._comments)} 条意见"] if self._comments else []
        self.count.setText("，".join(words) or "全部处理完")
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)

    def step(self, *, forward: bool, start: str, blank: bool) -> str | None:
        """Address of the next (previous) blank, or other thing to deal with, after ``start``.

        ``None`` without any, ``""`` for a remark on the whole return. Of several at one place each
        is marked in the list in its turn.
        """
        position = self._session.sheet.reading_order()
        stops = sorted(self._stops(blank=blank), key=lambda stop: (position(stop[0]), stop[1]))
        if not forward:
            stops.reverse()
        marked = self.list.current_payload()
        # The cursor has not moved since: it stands there, or the mark is on a remark on the whole.
        if marked in stops and marked[0] in {start, ""}:
            behind = stops[stops.index(marked) + 1 :]
        else:
            here = position(start)
            behind = [stop for stop in stops if (position(stop[0]) > here) is forward]
            behind = [stop for stop in behind if position(stop[0]) != here]
        found = next(iter((*behind, *stops)), None)
        if found is None:
            return None
        self.list.select(found)
        return found[0]

    def _stops(self, *, blank: bool) -> list[Stop]:
        """What is counted in the heading, and walked through by the keys."""
        found = self._session.open_problems()
        stops = [(one.place, one.key) for one in found if one.is_blank is blank]
        return stops if blank else [*stops, *map(_stop_of, self._comments)]

    @property
    def comment_marked(self) -> Comment | None:
        """The remark that is marked in the list; ``None`` if something else is."""
        marked = self.list.current_payload()
        return next((one for one in self._comments if _stop_of(one) == marked), None)

    def leave_whole(self) -> None:
        """Take the mark from a remark on the whole return: the cursor has gone elsewhere since."""
        remark = self.comment_marked
        if remark is not None and not remark.address:
            self.list.setCurrentIndex(QModelIndex())

    @Slot(object)
    def _on_chosen(self, payload: tuple[str, str]) -> None:
        if payload[0]:
            self.jumped.emit(payload[0])


def _stop_of(comment: Comment) -> Stop:
    return comment.address, f"comment {comment.id}"


def _wanted(problem: Problem, code: str) -> bool:
    if code == "open":
        return problem.is_open
    return code in {"all", problem.severity.value}


def _look(problem: Problem, pack: Pack, *, reasons: bool) -> RowLook:
    answered = problem.severity is Severity.QUERY and not problem.is_open
    tone = "ok" if answered else problem.severity.value
    reason = f"\n说明：{problem.justification}" if reasons and problem.justification else ""
    return RowLook(
        problem.message + reason,
        subtitle=f"{problem.number}　{place_of(pack, problem.place)}",
        icon="circle-check" if answered else ICONS[problem.severity],
        tone="muted" if tone == "hint" else tone,
        lines=5 if reason else 3,
        muted=answered and not reason,
    )


def _blank_rows(blanks: Sequence[Problem], pack: Pack) -> list[ListRow]:
    """One row per section for what is not filled in yet, leading to its first blank."""
    titles = {
        item.id: section.title.partition("（")[0]
        for form in pack.forms
        for section in form.sections
        for item in section.items
    }
    counts: dict[tuple[str, str], list[Problem]] = {}
    for problem in blanks:
        head = split_address(problem.place)[0]
        form = pack.form_by_id[head.partition(".")[0]].label
        counts.setdefault((form, titles.get(head, "")), []).append(problem)
    return [
        ListRow(
            RowLook(
                f"{len(group)} 项未填",
                subtitle=f"{form} › {title}",
                icon="circle-dashed",
            ),
            (group[0].place, f"blank {form} {title}"),
        )
        for (form, title), group in counts.items()
    ]


def _remark(comment: Comment, pack: Pack) -> RowLook:
    return RowLook(
        comment.text,
        subtitle=f"{author_of(comment)}意见　{place_of(pack, comment.address) or '整份填报表'}",
        icon="message-square",
        tone="accent",
        lines=3,
    )
