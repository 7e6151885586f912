"""What is dropped onto a window: a file to look at, or the text of a scanned page."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from operations.verify.scanned import is_paper_text


def dropped(data: QMimeData) -> Path | str | None:
    """The first file on this computer, or the text of a code of ours; ``None`` for anything else."""
    for url in data.urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    text = data.text()
    return text if is_paper_text(text) else None
