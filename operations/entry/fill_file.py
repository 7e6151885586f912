"""Fill a form from a file, JSON or the template workbook: the same for a school and for the bureau."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Final

from forms.live.engine import Engine
from forms.live.sheet import Sheet
from forms.record import Return
from forms.values import Attachment
from forms.workflow import Actor
from operations.entry.attachments import check_budget
from operations.entry.filling import Leftover, plan_filling
from operations.entry.merging import (
    CellChange,
    Conflicts,
    Merge,
    Take,
    changes_of,
    merge_template,
)
from operations.errors import Refused, refusing
from operations.files import ATTACHMENT, TABLE, read_file
from storage.store import Store

Find = Callable[[str], bytes | None]
"""Gives the bytes of an attachment by its name, or ``None`` if there is none."""


@dataclass(frozen=True, slots=True)
class FillReport:
    """What filling did, or would do.

    Attributes:
        applied: Entries written, or that would be.
        leftovers: Entries not used, each with its reason.
        cells: Cells and new rows that the file changes.
        conflicts: Cells that were changed here as well since the template was exported.
        kept: What the file leaves out and stays here, in sentences.
        written: Whether anything was written; a rehearsal writes nothing.

    """

    applied: int
    leftovers: tuple[Leftover, ...]
    cells: tuple[CellChange, ...] = ()
    conflicts: tuple[CellChange, ...] = ()
    kept: tuple[str, ...] = ()
    written: bool = True


@dataclass(frozen=True, slots=True)
class FillMode:
    """How a file is filled in.

    Attributes:
        rehearse: Only work out what would change; nothing is written, conflicts are told.
        take: Whose text conflicts are decided for; ``None`` refuses them.

    """

    rehearse: bool = False
    take: Take | None = None


PLAIN: Final = FillMode()


def fill_file(
    store: Store, path: Path, *, engine: Engine, actor: Actor, mode: FillMode = PLAIN
) -> FillReport:
    """Fill a form from a file; attachments named in a JSON file lie beside it.

    Everything is written in one transaction, one step to undo. Wrong texts are kept, as if typed.

    Args:
        store: Where the answers go.
        path: The file.
        engine: Of the pack, for the party that fills.
        actor: Who fills.
        mode: See :class:`FillMode`.

    Raises:
        Conflicts: The store was changed since the template was exported, and nobody decided.
        Refused: The file is neither of the two kinds, damaged, or for somebody else.

    """
    from exporters.documents.read import check_kind

    data = read_file(path, limit=TABLE)
    with refusing():
        check_kind(data)
    if data[:2] == b"PK":
        return fill_workbook(store, data, engine=engine, actor=actor, mode=mode)
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
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
                kept[name] = store.attachments.add(name, content, actor=actor)
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


def fill_workbook(
    store: Store, data: bytes, *, engine: Engine, actor: Actor, mode: FillMode = PLAIN
) -> FillReport:
    """Fill a form from the template workbook; blank cells clear nothing.

    Raises:
        Conflicts: The store was changed since the template was exported, and nobody decided.
        Refused: The file is not such a workbook, or one for somebody else, another period or pack.

    """
    record = store.answers.load()
    merge, leftovers = _merged(store, data, record=record, engine=engine, mode=mode)
    if merge.conflicts and mode.take is None and not mode.rehearse:
        raise Conflicts(merge.conflicts)
    if not mode.rehearse:
        store.answers.write(merge.edits, actor=actor, reason="填入模板")
    return FillReport(
        len(merge.edits),
        leftovers,
        cells=tuple(merge.changes),
        conflicts=tuple(merge.conflicts),
        kept=tuple(merge.kept),
        written=not mode.rehearse,
    )


def _merged(
    store: Store, data: bytes, *, record: Return, engine: Engine, mode: FillMode
) -> tuple[Merge, tuple[Leftover, ...]]:
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
    merge = merge_template(
        reading,
        record=record,
        pack=engine.pack,
        next_row=_fresh_rows() if mode.rehearse else store.answers.next_row_id,
        take=mode.take,
    )
    leftovers = tuple(
        Leftover(f"{found.sheet} {found.cell} {found.label}".strip(), found.reason)
        for found in reading.refusals
    )
    return merge, leftovers


def template_of(sheet: Sheet, store: Store) -> bytes:
    """Make the template workbook of a form, with what is filled already."""
    from exporters.documents.write import write_template_xlsx

    stream = io.BytesIO()
    write_template_xlsx(sheet, stream, store=store.mark)
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
