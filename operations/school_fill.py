"""Fill a return from a file (JSON or the template workbook) and make the template workbook."""

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from forms.sheet import Sheet
from forms.spec import FieldType
from forms.values import Attachment
from forms.workflow import Actor, editable
from operations.errors import NotEditable, Refused
from operations.filling import Leftover, plan_filling
from operations.school_file import open_sheet, school_engine
from storage.changes import Changes
from storage.school_store import SchoolStore

MAX_BYTES = 16 * 2**20

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


def fill_from_file(store: SchoolStore, path: Path, *, actor: Actor) -> FillReport:
    """Fill the return from a file; attachments named in a JSON file lie beside it.

    Everything is written in one transaction. Wrong texts are kept, as if typed.

    Raises:
        Refused: The file is neither of the two kinds, or damaged.
        NotEditable: The return is not a draft.

    """
    data = read_filling_file(path)
    if data[:2] == b"PK":
        return fill_from_workbook(store, data, actor=actor)
    try:
        document = json.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        message = f"“{path.name}”不是完整的 JSON 文件，也不是填报模板。请检查文件，或重新导出模板。"
        raise Refused(message) from error
    return fill_from_document(
        store, document, actor=actor, find=lambda name: beside(path.parent, name)
    )


def fill_from_document(
    store: SchoolStore,
    document: object,
    *,
    actor: Actor,
    find: Find = lambda _name: None,
) -> FillReport:
    """Fill the return from a document (shape of the forms catalogue, section 8).

    Args:
        store: The school's store.
        document: Parsed JSON.
        actor: Who fills.
        find: Gives the bytes of an attachment by its name, or ``None``.

    """
    _require_draft(store)
    with store.transaction():

        def attach(name: str) -> Attachment | None:
            content = find(name)
            return None if content is None else store.add_attachment(name, content, actor=actor)

        filling = plan_filling(
            document,
            plan=school_engine(store).plan,
            record=store.load(),
            next_row=store.next_row_id,
            attach=attach,
        )
        changes = store.write(filling.edits, actor=actor, reason="填入文件")
    return FillReport(len(filling.edits), tuple(filling.leftovers), changes)


def fill_from_workbook(store: SchoolStore, data: bytes, *, actor: Actor) -> FillReport:
    """Fill the return from the template workbook; blank cells clear nothing.

    Raises:
        Refused: The file is not such a workbook, or one for another school, period or pack.

    """
    from exporters.documents.intake import IntakeError
    from exporters.documents.read import read_template
    from exporters.documents.template import template_edits

    _require_draft(store)
    engine, record = school_engine(store), store.load()
    try:
        reading = read_template(data, pack=engine.pack)
    except IntakeError as error:
        raise Refused(str(error)) from error
    if reading.info.school_code != record.school_code or reading.info.period != record.period:
        raise Refused(
            f"模板是学校 {reading.info.school_code} {reading.info.period} 年的，"
            "不是本填报库的，请用本校本年导出的模板。"
        )
    edits = template_edits(reading, record=record, pack=engine.pack, next_row=store.next_row_id)
    changes = store.write(edits, actor=actor, reason="填入模板")
    leftovers = tuple(
        Leftover(f"{found.sheet} {found.cell} {found.label}".strip(), found.reason)
        for found in reading.refusals
    )
    return FillReport(len(edits), leftovers, changes)


def write_template(store: SchoolStore) -> bytes:
    """Make the template workbook of the return, with what is filled already."""
    from exporters.documents.write import write_template_xlsx

    stream = io.BytesIO()
    write_template_xlsx(open_sheet(store), stream)
    return stream.getvalue()


def add_attachments(
    store: SchoolStore, files: Sequence[tuple[str, bytes]], *, actor: Actor
) -> tuple[Attachment, ...]:
    """Keep files for an attachment field; naming them in the field is an edit of its own."""
    with store.transaction():
        return tuple(store.add_attachment(name, data, actor=actor) for name, data in files)


def attached_digests(sheet: Sheet) -> dict[str, str]:
    """SHA-256 → file name of every attachment the return names."""
    found: dict[str, str] = {}
    for form in sheet.plan.forms:
        for item in form.fields():
            value = sheet.value(item.id) if item.type is FieldType.ATTACHMENT else None
            if isinstance(value, tuple):
                found.update(
                    {file.sha256: file.name for file in value if isinstance(file, Attachment)}
                )
    return found


def _require_draft(store: SchoolStore) -> None:
    if not editable(store.state):
        raise NotEditable(f"填报表现在是“{store.state.label}”，不能填入。请先退回填报或重新打开。")


def read_filling_file(path: Path) -> bytes:
    """Read a filling file.

    Raises:
        Refused: It is larger than 16 MB.

    """
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise Refused(f"“{path.name}”超过 16 MB，不像是填报数据，请检查是否选错文件。")
    return data


def beside(folder: Path, name: str) -> bytes | None:
    """Read an attachment beside the filling file; a name with a path in it finds nothing."""
    if Path(name).name != name:
        return None
    for path in (folder / name, folder / "附件" / name):
        if path.is_file():
            return path.read_bytes()
    return None
