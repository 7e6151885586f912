"""The call list on paper or in a workbook: who is called, why, and room for what was said."""

import io
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from forms.official.model import Align, OfficialCell, OfficialColumn, OfficialTable
from operations.bureau.today.call_list import PhoneCall
from operations.bureau.today.morning import Today
from operations.errors import Misused, Refused
from operations.files import write_file
from storage.bureau.meta import BureauMeta

_COLUMNS = (
    ("序号", OfficialColumn(3)),
    ("学校", OfficialColumn(15, Align.LEFT)),
    ("校长", OfficialColumn(5)),
    ("电话", OfficialColumn(9)),
    ("情况", OfficialColumn(17, Align.LEFT)),
    ("通话结果", OfficialColumn(11, Align.LEFT)),
)


class CallSheetKind(StrEnum):
    """What the list is written as."""

    PDF = ".pdf"
    XLSX = ".xlsx"


def write_call_sheet(meta: BureauMeta, today: Today, target: Path, *, replace: bool) -> Path:
    """Write the call list as PDF or workbook, as the file's name asks.

    Args:
        meta: Whose it is.
        today: What was worked out.
        target: The file.
        replace: Whether the user asked that a file there is replaced.

    Raises:
        Misused: The name ends otherwise.
        Refused: Nobody is to be called.

    """
    from exporters.documents.write import write_official_pdf, write_official_xlsx

    try:
        kind = CallSheetKind(target.suffix.lower())
    except ValueError:
        raise Misused(f"电话单应以 .pdf 或 .xlsx 结尾，请改文件名“{target.name}”。") from None
    if not today.calls:
        raise Refused("没有要打电话的学校：应上报的学校都已上报，或名册还是空的。")
    table, stream = call_table(meta, today), io.BytesIO()
    if kind is CallSheetKind.PDF:
        write_official_pdf(table, stream)
    else:
        write_official_xlsx((table,), stream)
    return write_file(target, stream.getvalue(), name="", replace=replace)


def call_table(meta: BureauMeta, today: Today) -> OfficialTable:
    """Set the list as a table that is drawn like the others."""
    return OfficialTable(
        id="calls",
        title="未上报学校电话单",
        subtitle="　".join((f"{meta.bureau_name}　{meta.period} 年", *_when(today))),
        columns=tuple(column for _, column in _COLUMNS),
        heading=(tuple(OfficialCell(label) for label, _ in _COLUMNS),),
        rows=_rows(today.calls),
        notes=("按急缓排列：逾期的在前，其次是不能签名的、退回后没有重新上报的、还没有上报的。",),
        sign_off=(),
        label="电话单",
    )


def _when(today: Today) -> list[str]:
    day = f"{today.day:%Y-%m-%d}"
    return [day] if today.due is None else [day, today.due.sentence]


def _rows(calls: Sequence[PhoneCall]) -> tuple[tuple[OfficialCell, ...], ...]:
    return tuple(
        tuple(
            OfficialCell(text)
            for text in (str(place), call.name, call.principal, call.telephone, call.reason, "")
        )
        for place, call in enumerate(calls, start=1)
    )
