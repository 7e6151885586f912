"""From the document of a return back to the return. Strict: whatever is not exactly right is refused."""

import re
from collections.abc import Mapping
from typing import Final

from forms.document.comments import check_comments
from forms.document.confirmed import confirmations_in
from forms.document.format import (
    FORMAT,
    FORMAT_VERSIONS,
    LARGEST_TABLE,
    MOST_JUSTIFICATIONS,
    WITHOUT_CONFIRMATIONS,
    Document,
    DocumentError,
)
from forms.live.check_plan import CheckPlan, TablePlan
from forms.live.slot import Slot
from forms.quoting import shortened
from forms.record import Return, Row, cell_address, row_address
from forms.spec import FieldType, Table
from forms.types.attachments import AttachmentCodec
from forms.values import Attachment

_PARTS: Final = frozenset(
    {
        "format",
        "format_version",
        "school",
        "period",
        "revision",
        "pack",
        "program_version",
        "journal_head",
        "answers",
        "tables",
        "empty_tables",
        "justifications",
        "comments",
        "calculated",
        "problems",
        "indicators",
        "confirmations",
    }
)
_PARTS_BEFORE: Final = _PARTS - {"confirmations"}
"""Of the format before confirmations."""
_SCHOOL: Final = re.compile(r"[0-9]{10}", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_ROW_ID: Final = re.compile(r"r[1-9][0-9]{0,8}", re.ASCII)
_ROW_PARTS: Final = frozenset({"id", "cells"})
_ONLY_TEXTS: Final = frozenset({str})
_IN_ONE_WORD: Final = frozenset({str, int, bool})
_INTEGERS: Final = (FieldType.INTEGER, FieldType.DURATION_MINUTES)
_NOT_TEXTS: Final = (
    *_INTEGERS,
    FieldType.YES_NO,
    FieldType.MULTI_CHOICE,
    FieldType.ATTACHMENT,
)
"""Types for which JSON has more to say than a text."""


def from_document(document: Document, plan: CheckPlan) -> Return:
    """Read the return out of a document.

    Stated results (calculated values, problems, indicators) are not believed and not read; compare
    them with :func:`forms.document.recheck.differences`.

    Args:
        document: Decoded JSON.
        plan: The schools' forms of the pack the return says it was filled with.

    Raises:
        DocumentError: It is no such document, is of another pack, names something the pack does not
            have, or holds a value that is not of its type in its one canonical spelling.

    """
    _check_parts(document, plan)
    return Return(
        school_code=_matching(document, "school", _SCHOOL),
        period=_number(document, "period", 2000, 2999),
        pack=plan.pack.ref,
        revision=_number(document, "revision", 1, 9999),
        answers=_answers(_object(document["answers"], "answers"), plan),
        tables=_tables(_object(document["tables"], "tables"), plan),
        empty_tables=_empty_tables(document["empty_tables"], plan),
        justifications=_texts(_object(document["justifications"], "justifications")),
    )


def _answers(values: Mapping[str, object], plan: CheckPlan) -> dict[str, str]:
    return _typed(values, plan.slots, (), "不是表册中的指标。")


def _typed(
    values: Mapping[str, object],
    slots: Mapping[str, Slot],
    place: tuple[str, ...],
    unknown: str,
) -> dict[str, str]:
    """The raw texts that mean some values.

    Args:
        values: Name of a field or column → what stands in the document.
        slots: The fields or columns there are.
        place: Ids of table and row; nothing for fields.
        unknown: What is said of a name that is none of them, or of one nobody types into.

    """
    texts: dict[str, str] = {}
    for name, value in values.items():
        slot = slots.get(name)
        if slot is None or slot.is_printed:
            raise _refused((*place, name), unknown)
        kind = type(value)
        if kind in _IN_ONE_WORD:
            known = slot.said.get(value)
            if known is not None and type(known.plain) is kind and known.raw is not None:
                texts[name] = known.raw
                continue
        texts[name] = _text(slot, value, (*place, name))
    return texts


def _tables(values: Mapping[str, object], plan: CheckPlan) -> dict[str, tuple[Row, ...]]:
    found: dict[str, tuple[Row, ...]] = {}
    for name, rows in values.items():
        table = plan.tables.get(name)
        if table is None:
            raise DocumentError(name, "不是表册中的表。")
        read = _rows(table, _list(rows, name))
        if read:
            found[name] = read
    return found


def _rows(plan: TablePlan, rows: list[object]) -> tuple[Row, ...]:
    table = plan.table
    if len(rows) > LARGEST_TABLE:
        raise DocumentError(table.id, f"有 {len(rows)} 行，最多 {LARGEST_TABLE} 行。")
    found: dict[str, Row] = {}
    for entry in rows:
        row = _row(plan, _object(entry, table.id))
        if row.id in found:
            raise DocumentError(row_address(table.id, row.id), "这一行出现了两次。")
        found[row.id] = row
    if table.fixed_rows is None:
        return tuple(found.values())
    # A fixed row nothing was typed in stands in no return.
    return tuple(row for row in found.values() if row.cells)


def _row(plan: TablePlan, entry: Mapping[str, object]) -> Row:
    table = plan.table
    if entry.keys() != _ROW_PARTS:
        raise DocumentError(table.id, "的行应当只有 id 和 cells 两部分。")
    row_id = entry["id"]
    if not isinstance(row_id, str) or not _is_row_id(table, row_id):
        raise DocumentError(table.id, f"的行号 {shortened(str(row_id), 20)!r} 不对。")
    cells = _typed(
        _object(entry["cells"], table.id, row_id),
        plan.slot_by_name,
        (table.id, row_id),
        "不是这张表可以填写的列。",
    )
    return Row(row_id, cells)


def _text(slot: Slot, value: object, where: tuple[str, ...]) -> str:
    """The raw text that means a value, read with care."""
    if slot.calculate is not None:
        raise _refused(where, "由程序计算，不应当出现在填报数据中。")
    text = _spelling(slot.item.type, value, where)
    answer = slot.read(text)
    if answer.fault is not None:
        raise _refused(where, f"的值不对：{answer.fault.reason}")
    if answer.parsed is None or answer.parsed.text != text or not text:
        raise _refused(where, f"的值 {shortened(text, 40)!r} 不是规范的写法。")
    return text


def _refused(where: tuple[str, ...], message: str) -> DocumentError:
    """Only what is refused needs its address."""
    return DocumentError(where[0] if len(where) == 1 else cell_address(*where), message)


def _spelling(kind: FieldType, value: object, where: tuple[str, ...]) -> str:
    """The text of a JSON value of the type the field asks for."""
    if type(value) is int and kind in _INTEGERS:
        return str(value)
    if isinstance(value, str) and kind not in _NOT_TEXTS:
        return value
    if isinstance(value, bool) and kind is FieldType.YES_NO:
        return "yes" if value else "no"
    if isinstance(value, list) and kind is FieldType.MULTI_CHOICE:
        return ",".join(_code(part, where) for part in value)
    if isinstance(value, list) and kind is FieldType.ATTACHMENT:
        return AttachmentCodec().canonical(tuple(_attachment(part, where) for part in value))
    raise _refused(where, f"的值类型不对，指标类型是 {kind.value}。")


def _code(part: object, where: tuple[str, ...]) -> str:
    if not isinstance(part, str):
        raise _refused(where, "的选项应当是文字代码。")
    return part


def _attachment(part: object, where: tuple[str, ...]) -> Attachment:
    if not isinstance(part, Mapping) or part.keys() != {"name", "size", "sha256"}:
        raise _refused(where, "的附件应当写明 name、size 和 sha256。")
    name, size, digest = part["name"], part["size"], part["sha256"]
    is_whole = isinstance(name, str) and type(size) is int and isinstance(digest, str)
    if not is_whole:
        raise _refused(where, "的附件名称、大小或摘要类型不对。")
    return Attachment(name, size, digest)


def _is_row_id(table: Table, row_id: str) -> bool:
    if table.fixed_rows is not None:
        return row_id in table.fixed_rows
    return _ROW_ID.fullmatch(row_id) is not None


def _check_parts(document: Document, plan: CheckPlan) -> None:
    pack = plan.pack
    is_older = document.get("format_version") == WITHOUT_CONFIRMATIONS
    parts = _PARTS_BEFORE if is_older else _PARTS
    missing = parts - document.keys()
    unknown = document.keys() - parts
    if missing or unknown:
        place = min(missing or unknown)
        raise DocumentError(
            shortened(str(place), 60), "缺失。" if missing else "不是上报数据的组成部分。"
        )
    if document["format"] != FORMAT or document["format_version"] not in FORMAT_VERSIONS:
        raise DocumentError("format", "不是本程序认识的上报数据格式。请升级程序后再导入。")
    wanted = {"id": pack.ref.id, "version": pack.ref.version, "digest": pack.ref.digest}
    if document["pack"] != wanted:
        message = f"与本机的表册 {pack.ref.id} {pack.ref.version} 不一致。请核对两边的程序版本。"
        raise DocumentError("pack", message)
    for part in ("program_version", "journal_head"):
        if not isinstance(document[part], str):
            raise DocumentError(part, "应当是文字。")
    _list(document["problems"], "problems")
    check_comments(_list(document["comments"], "comments"), plan)
    confirmations_in(document)
    for part in ("calculated", "indicators"):
        _object(document[part], part)


def _matching(document: Document, part: str, pattern: re.Pattern[str]) -> str:
    value = document[part]
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise DocumentError(part, "不是规定的代码。")
    return value


def _number(document: Document, part: str, low: int, high: int) -> int:
    value = document[part]
    if type(value) is not int or not low <= value <= high:
        raise DocumentError(part, f"应当是 {low}–{high} 的整数。")
    return value


def _empty_tables(value: object, plan: CheckPlan) -> frozenset[str]:
    names = _list(value, "empty_tables")
    for name in names:
        table = plan.tables.get(name) if isinstance(name, str) else None
        if table is None or table.table.fixed_rows is not None:
            raise DocumentError(
                "empty_tables", f"中的 {shortened(str(name), 40)!r} 不是可增删行的表。"
            )
    return frozenset(str(name) for name in names)


def _texts(values: Mapping[str, object]) -> dict[str, str]:
    if len(values) > MOST_JUSTIFICATIONS:
        message = f"有 {len(values)} 条说明，最多 {MOST_JUSTIFICATIONS} 条。"
        raise DocumentError("justifications", message)
    for key, value in values.items():
        if not isinstance(value, str) or not value.strip():
            raise DocumentError(f"justifications {key}"[:80], "的说明应当是文字。")
    return {key: str(value) for key, value in values.items()}


def _object(value: object, place: str, row: str = "") -> Mapping[str, object]:
    # The abstract class answers slowly, and nearly every mapping is a plain one.
    is_object = type(value) is dict or isinstance(value, Mapping)
    if not is_object or not _ONLY_TEXTS.issuperset(map(type, value)):  # type: ignore[call-overload]
        raise DocumentError(row_address(place, row) if row else place, "应当是一个对象。")
    return value  # type: ignore[return-value]


def _list(value: object, place: str) -> list[object]:
    if not isinstance(value, list):
        raise DocumentError(place, "应当是一个列表。")
    return value
