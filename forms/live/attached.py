"""The files a return names, and the one budget they share: what passes here can be signed and sent."""

from collections.abc import Iterable
from typing import Final

from forms.live.sheet import Sheet
from forms.problems import Problem, Severity
from forms.spec import FieldType
from forms.values import Attachment

MOST_BYTES: Final = 40 * 2**20
"""Of all files of a return together: a package of 64 MB has to hold the data and the readable copies too."""
MOST_FILES: Final = 48
"""A package has 64 files at most."""


def attached_files(sheet: Sheet) -> dict[str, Attachment]:
    """SHA-256 → file, of every attachment the return names; the same content counts once."""
    found: dict[str, Attachment] = {}
    for item in sheet.plan.fields.values():
        value = sheet.value(item.id) if item.type is FieldType.ATTACHMENT else None
        if isinstance(value, tuple):
            found.update({file.sha256: file for file in value if isinstance(file, Attachment)})
    return found


def budget_fault(files: Iterable[Attachment]) -> str:
    """Say that these files, each counted once, are too many or too large together; ``""`` if not."""
    listed = list(files)
    total = sum(file.size for file in listed)
    if total > MOST_BYTES:
        return (
            f"附件合计 {-(-total // 2**20)} MB，一份填报表最多 {MOST_BYTES // 2**20} MB。"
            "请压缩附件，或删去不必要的。"
        )
    if len(listed) > MOST_FILES:
        return (
            f"附件共 {len(listed)} 个，一份填报表最多 {MOST_FILES} 个。"
            "请合并成较少的文件，或删去不必要的。"
        )
    return ""


def over_budget(sheet: Sheet) -> Problem | None:
    """Give the problem of a return whose attachments would not fit into a package."""
    files = attached_files(sheet)
    fault = budget_fault(files.values())
    if not fault:
        return None
    fields = [
        item.id
        for item in sheet.plan.fields.values()
        if item.type is FieldType.ATTACHMENT and isinstance(sheet.value(item.id), tuple)
    ]
    return Problem("F7", Severity.ERROR, fields[-1], fault, instance=fields[-1])
