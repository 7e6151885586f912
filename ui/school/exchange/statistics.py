"""From a file of the annual statistics into the form: listed first, filled when accepted."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.entry.merging.plan import Take
from operations.failures.explain import Failure
from operations.school.exchange.statistics import (
    StatReport,
    StatStanding,
    rehearse_statistics,
    take_statistics,
)
from ui.dialogs.rehearsal import RehearsalDialog
from ui.parts.controls.check import CheckBox
from ui.school.desk import SchoolDesk

_PATTERN = "统计系统导出的报表 (*.xlsx *.csv)"
_HEADINGS = (("情况", 4), ("指标", 13), ("已填", 7), ("报表", 7), ("取自", 20))
_ORDER = (StatStanding.DIFFERENT, StatStanding.NEW, StatStanding.SAME)


def take_asking(
    desk: SchoolDesk,
    *,
    owner: QWidget,
    say: Callable[[StatReport], object],
    fail: Callable[[Failure], object],
) -> None:
    """Ask for a file, list what it would fill, and fill it when that is accepted.

    Args:
        desk: The open store.
        owner: Its death drops the result; the dialog comes above its window.
        say: Gets what was filled.
        fail: Gets the failure.

    """
    paths = desk.desktop.messages.open_files("从统计报表取数", pattern=_PATTERN)
    if not paths:
        return
    path = paths[0]

    def ask(found: StatReport) -> None:
        take = _decided(desk, found, owner.window())
        if take is not None:
            actor = desk.clerk
            desk.step(
                lambda store: take_statistics(store, path, actor=actor, take=take),
                owner=owner,
                then=say,
                fail=fail,
            )

    desk.run(lambda store: rehearse_statistics(store, Path(path)), owner=owner, then=ask, fail=fail)


def _decided(desk: SchoolDesk, found: StatReport, parent: QWidget) -> Take | None:
    """Whose figures count; ``None`` if the user turned away."""
    new, different = found.of(StatStanding.NEW), found.of(StatStanding.DIFFERENT)
    text = f"报表里有本校 {len(found.figures)} 项：{len(new)} 项还空着，将填入"
    text += f"；{len(different)} 项与已填的不同，保留已填的。" if different else "。"
    dialog = RehearsalDialog(
        parent,
        title="从统计报表取数",
        text=text,
        headings=_HEADINGS,
        lines=list(_lines(found)),
        accept="填入",
    )
    theirs = CheckBox(f"不同的 {len(different)} 项也用报表的")
    dialog.body.addWidget(theirs)
    theirs.setVisible(bool(different))
    if not desk.desktop.messages.dialog(dialog):
        return None
    return Take.FILE if theirs.isChecked() else Take.MINE


def _lines(found: StatReport) -> Iterator[tuple[str, ...]]:
    for standing in _ORDER:
        for figure in found.of(standing):
            yield standing.label, figure.label, figure.before, figure.shown, figure.source
    for sentence in found.left:
        yield "没有取", "", "", "", sentence
