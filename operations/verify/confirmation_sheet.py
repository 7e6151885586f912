"""Print what was found when a file was checked."""

import io

from operations.clock import Clock, now
from operations.verify.file_view import FileState, FileView
from operations.version import VERSION


def confirmation_pdf(view: FileView, *, clock: Clock = now) -> bytes:
    """Make the confirmation sheet of a file that was looked at."""
    from exporters.documents.confirmation_sheet import ConfirmationSheet, write_confirmation_sheet

    facts = (
        ("文件", view.file),
        ("是什么", view.what),
        ("谁的", view.whose),
        ("报告期", view.period),
    )
    sheet = ConfirmationSheet(
        facts=tuple(fact for fact in facts if fact[1]),
        state=view.state.label,
        good=view.state in {FileState.TRUSTED, FileState.REMARKED},
        sentence=view.sentence,
        details=view.details,
        checked=f"优衡填报 {VERSION}，{clock().astimezone():%Y-%m-%d %H:%M} 核对",
        paper=view.paper,
    )
    stream = io.BytesIO()
    write_confirmation_sheet(sheet, stream)
    return stream.getvalue()
