"""Fill blanks from an export of the annual statistics; what came from where stays visible.

First a rehearsal: what the file would fill, what differs from what is filled, and what was passed over.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from forms.edits import SetAnswer
from forms.labelled_enum import LabelledEnum
from forms.live.sheet import Sheet
from forms.schooling import Section
from forms.statistics.reading import Found, SchoolSought, WantedFigure, figures_of, read_statistics
from forms.values import is_given
from forms.wording import show
from forms.workflow import Actor, editable
from operations.entry.merging.plan import Take
from operations.errors import NotEditable, Refused, Undecided, refusing
from operations.files import TABLE, read_file
from operations.school.store import ORIGIN_SEPARATOR, open_sheet
from resources import resource
from storage.school.store import SchoolStore


class StatStanding(LabelledEnum):
    """How a figure of the file stands to the return."""

    NEW = "new", "填入"
    """The field is blank."""
    SAME = "same", "相同"
    """The field says the same."""
    DIFFERENT = "different", "不同"
    """The field says something else."""


@dataclass(frozen=True, slots=True)
class StatFigure:
    """One figure of the file.

    Attributes:
        field: Field id.
        label: What it is called.
        before: As it stands in the return, as shown; ``""`` for a blank.
        after: As the file has it, in canonical form.
        shown: The same as people read it.
        source: Sheet, row and headings.
        standing: See :class:`StatStanding`.

    """

    field: str
    label: str
    before: str
    after: str
    shown: str
    source: str
    standing: StatStanding


@dataclass(frozen=True, slots=True)
class StatReport:
    """What a file of the statistics fills, or would fill.

    Attributes:
        figures: Every figure that was found, in the order of the file of headings.
        left: What was passed over, in sentences.
        written: How many fields were written; 0 for a rehearsal.

    """

    figures: tuple[StatFigure, ...]
    left: tuple[str, ...]
    written: int = 0

    def of(self, standing: StatStanding) -> tuple[StatFigure, ...]:
        """The figures that stand so."""
        return tuple(figure for figure in self.figures if figure.standing is standing)


def rehearse_statistics(store: SchoolStore, path: Path) -> StatReport:
    """Say what a file would fill; nothing is written.

    Raises:
        Refused: The file cannot be read, or holds nothing of this school.

    """
    return _report(open_sheet(store), _figures_in(store, path))


def take_statistics(
    store: SchoolStore, path: Path, *, actor: Actor, take: Take | None = None
) -> StatReport:
    """Fill blanks from a file, as one step that can be undone.

    Args:
        store: The school's store.
        path: The file.
        actor: Who fills.
        take: Whose text counts where the return says something else; ``None`` refuses.

    Raises:
        NotEditable: The return is not a draft.
        Undecided: Something differs and nobody decided.
        Refused: See :func:`rehearse_statistics`.

    """
    state = store.revisions.state
    if not editable(state):
        raise NotEditable(f"填报表现在是“{state.label}”，不能填入。请先退回填报或重新打开。")
    report = rehearse_statistics(store, path)
    different = report.of(StatStanding.DIFFERENT)
    if different and take is None:
        first = different[0]
        raise Undecided(
            f"有 {len(different)} 项与已填的不同，没有填入。第一项是【{first.label}】：已填 {first.before}，"
            f"报表 {first.shown}。请决定以哪一边为准。"
        )
    chosen = report.of(StatStanding.NEW) + (different if take is Take.FILE else ())
    with store.transaction():
        edits = [SetAnswer(figure.field, figure.after) for figure in chosen]
        if edits:
            store.answers.write(edits, actor=actor, reason=f"取自统计报表 {path.name}")
        # What is the same already has its source from now on, too.
        store.origins.replace(_origins(store, report, chosen, path.name), actor=actor)
    return StatReport(report.figures, report.left, written=len(edits))


def _origins(
    store: SchoolStore, report: StatReport, chosen: tuple[StatFigure, ...], name: str
) -> dict[str, str]:
    taken = {figure.field for figure in (*chosen, *report.of(StatStanding.SAME))}
    new = {
        figure.field: f"{figure.after}{ORIGIN_SEPARATOR}{name}　{figure.source}"
        for figure in report.figures
        if figure.field in taken
    }
    return {**store.origins.all(), **new}


def _figures_in(store: SchoolStore, path: Path) -> tuple[tuple[Found, ...], tuple[str, ...]]:
    from exporters.documents.read import read_sheets

    data = read_file(path, limit=TABLE)
    with refusing():
        file = read_sheets(data)
    sheet = open_sheet(store)
    meta = store.meta
    sections = frozenset(
        section for section in Section if sheet.value(f"profile.has_{section.value}") is True
    )
    reading = read_statistics(
        file.sheets, _wanted(sheet), SchoolSought(meta.school_code, meta.school_name, sections)
    )
    hidden = tuple(f"隐藏的工作表“{name}”不读。" for name in file.hidden)
    if not reading.found:
        reason = "".join(reading.left[:2]) or "没有认识的表头。"
        reason += "".join(hidden)
        raise Refused(f"“{path.name}”里没有取到本校的数：{reason}请选教育事业统计系统导出的报表。")
    return reading.found, (*reading.left, *hidden)


def _wanted(sheet: Sheet) -> tuple[WantedFigure, ...]:
    pack = sheet.plan.pack.ref
    file = resource("statistics", f"{pack.id}-{pack.version}.toml")
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["figure"]
    units = {item.id: item.unit for item in sheet.plan.fields.values() if item.is_input}
    return figures_of(entries, units)


def _report(sheet: Sheet, read: tuple[tuple[Found, ...], tuple[str, ...]]) -> StatReport:
    found, left = read
    figures, refused = [], list(left)
    for one in found:
        cell, codec = sheet.cell(one.field), sheet.plan.codecs[one.field]
        parsed = codec.parse(one.cell.text)
        if not cell.relevant:
            refused.append(f"{one.source}：【{cell.item.label}】与本校无关，没有取。")
        elif one.cell.fault or parsed.fault is not None or not is_given(parsed.value):
            reason = one.cell.fault or (parsed.fault.reason if parsed.fault else "是空的。")
            refused.append(f"{one.source}：“{one.cell.text}”{reason}没有取。")
        else:
            same = cell.value == parsed.value
            blank = cell.raw is None
            standing = (
                StatStanding.NEW if blank else StatStanding.SAME if same else StatStanding.DIFFERENT
            )
            shown = show(parsed.value, cell.item, sheet.plan.pack.choices)
            figures.append(
                StatFigure(
                    one.field, cell.item.label, cell.text, parsed.text, shown, one.source, standing
                )
            )
    return StatReport(tuple(figures), tuple(refused))
