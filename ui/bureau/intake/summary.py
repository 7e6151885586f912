"""What an import or a rehearsal came to, in a sentence. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.bureau.intake.import_rows import FileRow
from ui.bureau.words import plural


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """A sentence, what to do, and the tone of both."""

    text: str
    detail: str
    tone: str


def sum_up(rows: Sequence[FileRow], *, rehearsal: bool) -> ImportSummary:
    """Count what was taken, known, left to others, refused and not reached."""
    elsewhere, twins = sum(row.is_elsewhere for row in rows), sum(row.is_twin for row in rows)
    tags = [row.tag for row in rows if not row.is_elsewhere and not row.is_twin]
    taken, known, refused, skipped = map(tags.count, ("taken", "known", "refused", ""))
    words = plural(
        (
            (taken, "份可以接收" if rehearsal else "份已接收"),
            (known, "份以前已导入"),
            (twins, "份与名单上另一份相同"),
            (elsewhere, "份由别的电脑处理"),
            (refused, "份拒收"),
        )
    )
    text = f"{'试导入' if rehearsal else '导入'}完毕：{words or '没有处理任何文件'}。"
    if skipped:
        text += f"已取消，还有 {skipped} 份没有处理。"
    detail = "选中一行可以看原因和处理办法。" if refused else ""
    if rehearsal and taken:
        detail += "什么都没有保存，确认后请点“正式导入”。"
    elif rehearsal:
        detail += "没有可以接收的上报包，不用正式导入；什么都没有保存。"
    elif refused:
        detail += "拒收的文件原样保存在隔离区。"
    return ImportSummary(text, detail, "query" if refused or skipped else "ok")
