"""Fill a form from files, JSON or template workbooks: the same for a school and for the bureau."""

import hashlib
import io
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.live.engine import Engine
from forms.live.sheet import Sheet
from forms.quoting import shortened
from forms.record import Return
from forms.types.visible import one_line
from forms.values import Attachment
from forms.workflow import Actor
from operations.entry.attachments import check_budget, keep_file
from operations.entry.filling import Leftover, plan_filling
from operations.entry.merging.changes import changes_of
from operations.entry.merging.gathered import Gathered
from operations.entry.merging.plan import UNDECIDED, CellChange, Conflicts, Decisions
from operations.entry.texts import check_forms
from operations.errors import Refused, refusing
from operations.files import ATTACHMENT, TABLE, read_file
from storage.store import Store

if TYPE_CHECKING:
    from exporters.documents.template import TemplateReading

Find = Callable[[str], bytes | None]
"""Gives the bytes of an attachment by its name, or ``None`` if there is none."""


@dataclass(frozen=True, slots=True)
class FillReport:
    """What filling did, or would do.

    Attributes:
        applied: Entries written, or that would be.
        leftovers: Entries not used, each with its reason.
        cells: Cells and new rows that the files change.
        conflicts: Cells that were changed here as well since the template was exported, or by
            another of the files.
        removals: Cells cleared and rows deleted in the files; done only where that was decided.
        removed: How many of those were done, or would be.
        people: Who filled which file: name of the file, and who as far as it says.
        written: Whether anything was written; a rehearsal writes nothing.
        remarks: Calculated cells that a file overtyped: nothing of them is taken, nothing is amiss.
        hidden_rows: How many rows of the files nobody sees there, hidden or filtered out; they are read.

    """

    applied: int
    leftovers: tuple[Leftover, ...]
    cells: tuple[CellChange, ...] = ()
    conflicts: tuple[CellChange, ...] = ()
    removals: tuple[CellChange, ...] = ()
    removed: int = 0
    people: tuple[tuple[str, str], ...] = ()
    written: bool = True
    remarks: tuple[Leftover, ...] = ()
    hidden_rows: int = 0


@dataclass(frozen=True, slots=True)
class FillMode:
    """How a file is filled in.

    Attributes:
        rehearse: Only work out what would change; nothing is written, conflicts are told.
        decisions: What was decided about conflicts and about what the files leave out.

    """

    rehearse: bool = False
    decisions: Decisions = UNDECIDED


PLAIN: Final = FillMode()


def fill_files(
    store: Store, paths: Sequence[Path], *, engine: Engine, actor: Actor, mode: FillMode = PLAIN
) -> FillReport:
    """Fill a form from files; attachments named in a JSON file lie beside it.

    Everything is written in one transaction and is one step to undo; each file has its own entry in
    the history. Wrong texts are kept, as if typed. Several files are taken in their order; where two
    of them changed the same cell, that is a conflict as well.

    Args:
        store: Where the answers go.
        paths: One file, or several templates.
        engine: Of the pack, for the party that fills.
        actor: Who reads them in; who filled a template is kept in the reason of the journal.
        mode: See :class:`FillMode`.

    Raises:
        Conflicts: The store was changed since the template was exported, and nobody decided.
        Refused: A file is neither of the two kinds, damaged, or for somebody else.

    """
    from exporters.documents.read import check_kind
    from exporters.strict_json import KeyTwiceError, each_key_once

    files = []
    for path in paths:
        data = read_file(path, limit=TABLE)
        with refusing():
            check_kind(data)
        files.append((path, data))
    if all(data[:2] == b"PK" for _, data in files):
        books = [(path.name, data) for path, data in files]
        return fill_workbooks(store, books, engine=engine, actor=actor, mode=mode)
    if len(files) > 1:
        raise Refused("一次读入几个文件时，每个都要是填报模板（.xlsx）。JSON 文件请单独读入。")
    path, data = files[0]
    try:
        document = json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, object_pairs_hook=each_key_once
        )
    except KeyTwiceError as error:
        twice = shortened(one_line(error.key), 40)
        message = f"文件里“{twice}”写了不止一次，什么都没有填入。请只留一处。"
        raise Refused(message) from error
    except (ValueError, RecursionError) as error:
        message = f"“{path.name}”不是完整的 JSON 文件，也不是填报模板。请检查文件，或重新导出模板。"
        raise Refused(message) from error
    if mode.rehearse:
        return rehearse_document(store, document, engine=engine, folder=path.parent)
    return fill_document(
        store, document, engine=engine, actor=actor, find=lambda name: _beside(path.parent, name)
    )


def rehearse_document(
    store: Store, document: object, *, engine: Engine, folder: Path
) -> FillReport:
    """Work out what a document would fill in; nothing is written and no attachment kept."""

    def attach(name: str) -> Attachment | None:
        content = _beside(folder, name)
        if content is None:
            return None
        return Attachment(name, len(content), hashlib.sha256(content).hexdigest())

    record = store.answers.load()
    filling = plan_filling(
        document, plan=engine.plan, record=record, next_row=_fresh_rows(), attach=attach
    )
    return FillReport(
        len(filling.edits),
        tuple(filling.leftovers),
        cells=tuple(changes_of(filling.edits, record=record, pack=engine.pack)),
        written=False,
    )


def fill_document(
    store: Store, document: object, *, engine: Engine, actor: Actor, find: Find
) -> FillReport:
    """Fill a form from a document (shape of the forms catalogue, section 8).

    Args:
        store: Where the answers go.
        document: Parsed JSON.
        engine: Of the pack, for the party that fills.
        actor: Who fills.
        find: Gives the bytes of an attachment by its name, or ``None``.

    """
    kept: dict[str, Attachment] = {}
    with store.transaction():

        def attach(name: str) -> Attachment | None:
            content = find(name)
            if content is None:
                return None
            if name not in kept:
                kept[name] = keep_file(store, name, content, actor=actor)
                check_budget(kept.values())
            return kept[name]

        filling = plan_filling(
            document,
            plan=engine.plan,
            record=store.answers.load(),
            next_row=store.answers.next_row_id,
            attach=attach,
        )
        store.answers.write(filling.edits, actor=actor, reason="填入文件")
    return FillReport(len(filling.edits), tuple(filling.leftovers))


def fill_workbooks(
    store: Store,
    books: Sequence[tuple[str, bytes]],
    *,
    engine: Engine,
    actor: Actor,
    mode: FillMode = PLAIN,
) -> FillReport:
    """Fill a form from template workbooks, each with its name; see :func:`fill_files`.

    Raises:
        Conflicts: The store was changed since a template was exported, and nobody decided.
        Refused: A file is not such a workbook, or one for somebody else, another period or pack.

    """
    gathered = Gathered(store.answers.load(), engine.pack, mode.decisions)
    next_row = _fresh_rows() if mode.rehearse else store.answers.next_row_id
    for name, data in books:
        reading = _reading(store, data, gathered.record, engine)
        gathered.take(reading, name=name, next_row=next_row)
    undecided = mode.decisions.take is None and not mode.rehearse
    if undecided and gathered.conflicts:
        raise Conflicts(gathered.conflicts)
    if not mode.rehearse:
        parts = [(part.merge.edits, part.reason) for part in gathered.parts]
        store.answers.write_parts(parts, actor=actor)
    return FillReport(
        sum(len(part.merge.edits) for part in gathered.parts),
        tuple(gathered.leftovers),
        cells=tuple(change for part in gathered.parts for change in part.merge.changes),
        conflicts=tuple(gathered.conflicts),
        removals=tuple(gathered.removals),
        removed=sum(mode.decisions.removes(change) for change in gathered.removals),
        people=tuple((part.name, part.person) for part in gathered.parts),
        written=not mode.rehearse,
        remarks=tuple(gathered.remarks),
        hidden_rows=gathered.hidden_rows,
    )


def _reading(store: Store, data: bytes, record: Return, engine: Engine) -> "TemplateReading":
    from exporters.documents.read import read_template

    with refusing():
        reading = read_template(data, pack=engine.pack)
    info = reading.info
    if info.school_code != record.school_code or info.period != record.period:
        raise Refused(
            f"模板是 {info.school_code} 的 {info.period} 年模板，这里要填的是 {record.school_code} 的"
            f" {record.period} 年数据，请用从这个库导出的模板。"
        )
    if info.store != store.mark:
        # What stood in another store says nothing about what was changed in this one.
        reading = replace(reading, exported=None)
    return reading


def template_of(sheet: Sheet, store: Store, *, forms: Collection[str] = ()) -> bytes:
    """Make the template workbook of a form, with what is filled already.

    Args:
        sheet: The open return.
        store: Its store.
        forms: Ids of the forms that are wanted, for one department; all of them if none is named.

    Raises:
        Refused: There is no such form.

    """
    from exporters.documents.write import write_template_xlsx

    check_forms(sheet.plan, forms)
    stream = io.BytesIO()
    write_template_xlsx(sheet, stream, store=store.mark, forms=tuple(forms))
    return stream.getvalue()


def _fresh_rows() -> Callable[[str], str]:
    """Row ids for a rehearsal, which are written nowhere."""
    numbers = count(1)
    return lambda _table: f"new{next(numbers)}"


def _beside(folder: Path, name: str) -> bytes | None:
    """Read an attachment beside the filling file; a name with a path in it finds nothing."""
    if Path(name).name != name:
        return None
    for path in (folder / name, folder / "附件" / name):
        if path.is_file():
            return read_file(path, limit=ATTACHMENT)
    return None
