"""From an open return to its report: what is shown, in which words, in which order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from exporters.documents.report import (
    UNSIGNED,
    Block,
    Cover,
    Finding,
    Grid,
    GridColumn,
    Ink,
    Report,
    ReportAttachment,
    ReportField,
    ReportForm,
    ReportIndicator,
    ReportReply,
    ReportSection,
    Shown,
    SignatureLine,
    Tone,
)
from forms.document.comments import reply_in
from forms.indicator_value import IndicatorState, IndicatorValue, as_figure
from forms.live.campuses import campus_note, separate_campuses
from forms.live.compare import Change
from forms.live.listing import answer_at
from forms.live.sheet import Cell, Sheet
from forms.problems import Problem, Severity
from forms.record import cell_address, split_address
from forms.reply import SPEAKERS
from forms.signs import NOTHING
from forms.spec import Field, FieldType, Form, FormSection, Table
from forms.values import NA, Attachment, exact

TITLE = "义务教育优质均衡发展填报表"

_BLANK = Shown("未填", tone=Tone.MUTED)
_REFERENCE = re.compile(r"(?:last\.|stat\.)?[a-z_]+\.[a-z0-9_]+")

_TONES = {
    IndicatorState.REACHED: Tone.GOOD,
    IndicatorState.PASSED: Tone.GOOD,
    IndicatorState.GE85: Tone.WARNING,
    IndicatorState.SHORT: Tone.BAD,
    IndicatorState.FAILED: Tone.BAD,
}


def make_report(
    sheet: Sheet,
    *,
    school: str,
    facts: Iterable[tuple[str, str]] = (),
    digest: str = "",
    changes: Sequence[Change] | None = None,
    signatures: Iterable[SignatureLine] = UNSIGNED,
    comments: Iterable[Mapping[str, object]] = (),
) -> Report:
    """Make the report of a return as it stands.

    Args:
        sheet: The open return; it is only read.
        school: Name of the school for the cover.
        facts: Further lines of the cover, label and text: program version …
        digest: SHA-256 (hex) of the canonical bytes of the return, where it stands for them.
        changes: What differs from the revision before; ``None`` for a first one.
        signatures: Who signs by hand.
        comments: The comments of its document; those that were answered are shown.

    """
    record = sheet.record
    pack = sheet.plan.pack
    cover = Cover(
        title=TITLE,
        school=school,
        code=record.school_code,
        period=record.period,
        revision=record.revision,
        facts=(("表册", f"{pack.label} {pack.ref.version}"), *facts),
        digest=digest,
        signatures=tuple(signatures),
    )
    forms = (_form(sheet, form) for form in pack.school_forms)
    return Report(
        cover=cover,
        forms=tuple(form for form in forms if form.sections),
        findings=tuple(_finding(sheet, problem) for problem in sheet.problems),
        figures=tuple(_figures(sheet)),
        figures_note=campus_note(sheet.scope),
        changes=None if changes is None else tuple(changes),
        attachments=tuple(_attachments(sheet)),
        replies=tuple(_replies(sheet, comments)),
    )


def is_reference(field: Field) -> bool:
    """Whether a calculated field only repeats another one: shown grey instead of blue."""
    return field.calculate is not None and bool(_REFERENCE.fullmatch(field.calculate.text.strip()))


def place_of(sheet: Sheet, address: str) -> str:
    """Say in Chinese where an address is: ``学生与班级 · 班级名册 · 三年级 （2）班 · 在校生数``."""
    head, row, column = split_address(address)
    pack = sheet.plan.pack
    form = pack.form_by_id.get(head.partition(".")[0])
    parts = [form.label if form else ""]
    if head in pack.fields:
        parts.append(pack.fields[head].label)
    if head in pack.tables:
        parts.append(pack.tables[head].label)
        titles = {state.id: state.title for state in sheet.rows(head)}
        parts.append(titles.get(row or "", ""))
        named = pack.tables[head].by_id.get(column or "")
        parts.append(named.label if named else "")
    return " · ".join(part for part in parts if part)


def _form(sheet: Sheet, form: Form) -> ReportForm:
    sections = (_section(sheet, section) for section in form.sections)
    return ReportForm(form.id, form.label, tuple(part for part in sections if part.blocks))


def _section(sheet: Sheet, section: FormSection) -> ReportSection:
    return ReportSection(section.title, tuple(_blocks(sheet, section)))


def _blocks(sheet: Sheet, section: FormSection) -> Iterator[Block]:
    for item in section.items:
        if not sheet.is_relevant(item.id):
            continue
        if isinstance(item, Table):
            yield _grid(sheet, item)
        else:
            yield ReportField(item.id, item.label, _shown(sheet.cell(item.id)), item.unit)


def _grid(sheet: Sheet, table: Table) -> Grid:
    columns = tuple(
        GridColumn(column.id, column.label, column.unit, numeric=column.type.is_numeric)
        for column in table.columns
    )
    rows = tuple(
        tuple(
            _shown(sheet.cell(cell_address(table.id, row.id, column.id)))
            for column in table.columns
        )
        for row in sheet.rows(table.id)
    )
    marked = table.id in sheet.record.empty_tables
    note = "" if rows else "本表无数据（学校已确认）。" if marked else "未填。"
    return Grid(table.id, table.label, columns, rows, note)


def _shown(cell: Cell) -> Shown:
    if not cell.relevant or cell.value is NA:
        return Shown("不适用", tone=Tone.MUTED)
    ink = Ink.INPUT
    if cell.calculated:
        ink = Ink.REFERENCED if is_reference(cell.item) else Ink.CALCULATED
    if cell.fault:
        return Shown(f"{cell.text}（{cell.fault}）", ink=ink, tone=Tone.BAD)
    if cell.value is None:
        return Shown("缺" if cell.calculated else _BLANK.text, ink=ink, tone=Tone.MUTED)
    number = exact(cell.value)
    if isinstance(number, (int, Fraction)) and not isinstance(number, bool):
        return Shown(cell.text, number, len(cell.text.partition(".")[2]), ink)
    return Shown(cell.text, ink=ink)


def _attachments(sheet: Sheet) -> Iterator[ReportAttachment]:
    for item in sheet.plan.fields.values():
        value = sheet.value(item.id) if item.type is FieldType.ATTACHMENT else None
        for file in value if isinstance(value, tuple) else ():
            if isinstance(file, Attachment):
                yield ReportAttachment(item.label, file.name, file.size, file.sha256)


def _replies(sheet: Sheet, comments: Iterable[Mapping[str, object]]) -> Iterator[ReportReply]:
    for comment in comments:
        reply, address = reply_in(comment), str(comment["address"])
        if reply is not None:
            yield ReportReply(
                author=SPEAKERS[str(comment["origin"])],
                where=place_of(sheet, address) or "整份填报表",
                text=str(comment["text"]),
                reply=reply.sentence,
                now=answer_at(sheet.record, address, sheet.plan.pack) or "",
            )


def _finding(sheet: Sheet, problem: Problem) -> Finding:
    status, tone = _status(problem)
    return Finding(
        code=problem.number,
        severity=problem.severity.label,
        where=place_of(sheet, problem.address),
        message=problem.message,
        justification=problem.justification,
        status=status,
        tone=tone,
    )


def _status(problem: Problem) -> tuple[str, Tone]:
    if problem.severity is Severity.HINT:
        return "不须处理", Tone.MUTED
    if not problem.is_open:
        return "已说明", Tone.GOOD
    return ("说明不够" if problem.justification else "待处理"), Tone.BAD


def _figures(sheet: Sheet) -> Iterator[ReportIndicator]:
    """The seven and what they come to, those of separate campuses, then everything else."""
    values = [value for value in sheet.indicators.values() if _concerns(value)]
    yield from (_figure(value) for value in values if _is_resource(value))
    for campus in separate_campuses(sheet.scope, sheet.plan.pack):
        for value in (*campus.figures, campus.verdict):
            yield _figure(value, campus.name)
    yield from (_figure(value) for value in values if not _is_resource(value))


def _is_resource(value: IndicatorValue) -> bool:
    return value.indicator.standard is not None or bool(value.indicator.operands)


def _concerns(value: IndicatorValue) -> bool:
    return value.state is not IndicatorState.NOT_APPLICABLE


def _figure(figure: IndicatorValue, campus: str = "") -> ReportIndicator:
    indicator = figure.indicator
    level = indicator.section.label if indicator.section else ""
    value = figure.value
    is_number = isinstance(value, (int, Fraction)) and not isinstance(value, bool)
    tone = _TONES.get(figure.state, Tone.MUTED)
    shown = Shown(
        figure.text,
        value if is_number and isinstance(value, (int, Fraction)) else None,
        indicator.decimals or 0,
        Ink.CALCULATED,
        Tone.MUTED if value is None else Tone.PLAIN,
    )
    return ReportIndicator(
        id=indicator.id,
        label=indicator.label,
        level=f"{level}（{campus}）" if campus else level,
        shown=shown,
        unit="" if isinstance(value, bool) else indicator.unit,
        standard=f"≥ {indicator.standard.reached}" if indicator.standard else "",
        verdict=NOTHING if figure.state is IndicatorState.SHOWN else figure.label,
        tone=tone,
        share=_share(figure),
        concludes=bool(indicator.operands),
    )


def _share(figure: IndicatorValue) -> Fraction | None:
    standard, value = figure.indicator.standard, as_figure(figure.value)
    if standard is None or value is None:
        return None
    return Fraction(value) / Fraction(standard.reached)
