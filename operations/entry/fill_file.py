"""Fill a form from a file, JSON or the template workbook: the same for a school and for the bureau."""

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from forms.live.engine import Engine
from forms.live.sheet import Sheet
from forms.values import Attachment
from forms.workflow import Actor
from operations.entry.attachments import check_budget
from operations.entry.filling import Leftover, plan_filling
from operations.errors import Refused
from operations.files import ATTACHMENT, TABLE, read_file
from storage.changes import Changes
from storage.store import Store

Find = Callable[[str], bytes | None]
"""Gives the bytes of an attachment by its name, or ``None`` if there is none."""


@dataclass(frozen=True, slots=True)
class FillReport:
    """What filling did.

    Attributes:
        applied: Entries written.
        leftovers: Entries not used, each with its reason.
        changes: What the store changed.

    """

    applied: int
    leftovers: tuple[Leftover, ...]
    changes: Changes


def fill_file(store: Store, path: Path, *, engine: Engine, actor: Actor) -> FillReport:
    """Fill a form from a file; attachments named in a JSON file lie beside it.

    Everything is written in one transaction. Wrong texts are kept, as if typed.

    Args:
        store: Where the answers go.
        path: The file.
        engine: Of the pack, for the party that fills.
        actor: Who fills.

    Raises:
        Refused: The file is neither of the two kinds, damaged, or for somebody else.

    """
    data = read_file(path, limit=TABLE)
    if data[:2] == b"PK":
        return fill_workbook(store, data, engine=engine, actor=actor)
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        message = f"“{path.name}”不是完整的 JSON 文件，也不是填报模板。请检查文件，或重新导出模板。"
        raise Refused(message) from error
    return fill_document(
        store, document, engine=engine, actor=actor, find=lambda name: _beside(path.parent, name)
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
        changes = store.answers.write(filling.edits, actor=actor, reason="填入文件")
    return FillReport(len(filling.edits), tuple(filling.leftovers), changes)


def fill_workbook(store: Store, data: bytes, *, engine: Engine, actor: Actor) -> FillReport:
    """Fill a form from the template workbook; blank cells clear nothing.

    Raises:
        Refused: The file is not such a workbook, or one for somebody else, another period or pack.

    """
    from exporters.documents.intake import IntakeError
    from exporters.documents.read import read_template
    from exporters.documents.template import template_edits

    record = store.answers.load()
    try:
        reading = read_template(data, pack=engine.pack)
    except IntakeError as error:
        raise Refused(str(error)) from error
    info = reading.info
    if info.school_code != record.school_code or info.period != record.period:
        raise Refused(
            f"模板是 {info.school_code} 的 {info.period} 年模板，这里要填的是 {record.school_code} 的"
            f" {record.period} 年数据，请用从这个库导出的模板。"
        )
    edits = template_edits(
        reading, record=record, pack=engine.pack, next_row=store.answers.next_row_id
    )
    changes = store.answers.write(edits, actor=actor, reason="填入模板")
    leftovers = tuple(
        Leftover(f"{found.sheet} {found.cell} {found.label}".strip(), found.reason)
        for found in reading.refusals
    )
    return FillReport(len(edits), leftovers, changes)


def template_of(sheet: Sheet) -> bytes:
    """Make the template workbook of a form, with what is filled already."""
    from exporters.documents.write import write_template_xlsx

    stream = io.BytesIO()
    write_template_xlsx(sheet, stream)
    return stream.getvalue()


def _beside(folder: Path, name: str) -> bytes | None:
    """Read an attachment beside the filling file; a name with a path in it finds nothing."""
    if Path(name).name != name:
        return None
    for path in (folder / name, folder / "附件" / name):
        if path.is_file():
            return read_file(path, limit=ATTACHMENT)
    return None
