"""Files of an attachment field: kept in the store first, then named in the answer.

Of a picture or a video only what is seen is kept, not where and when it was taken; that is said.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.live.attached import budget_fault
from forms.types.attachments import AttachmentCodec
from forms.values import Attachment, Maybe
from forms.workflow import Actor
from operations.entry.fetching import Fetch, kept_beside
from operations.errors import Refused
from operations.files import ATTACHMENT, read_file, shown_name
from storage.store import Store

if TYPE_CHECKING:
    from operations.pdf_pages import Picture

_PREVIEW_PIXELS: Final = 1000
"""Longer side of the picture of a page."""


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files that were kept.

    Attributes:
        files: As an answer names them.
        lightened: Names of those that lost what they said besides what is seen.
        unsure: Names of videos that may say where they were taken, and are not looked into.

    """

    files: tuple[Attachment, ...]
    lightened: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    @property
    def note(self) -> str:
        """What the user should know about what was done to them, or ``""``."""
        told = []
        if self.lightened:
            told.append(f"{_named(self.lightened)}里记着的拍摄地点、时间等已去掉，画面不变。")
        if self.unsure:
            told.append(
                f"{_named(self.unsure)}里可能记着拍摄地点，程序看不出来；"
                "不想带上的，请另存为 MP4 再添加。"
            )
        return "".join(told)


def keep_files(
    store: Store,
    paths: Sequence[Path],
    *,
    beside: Iterable[Attachment] = (),
    actor: Actor,
) -> KeptFiles:
    """Keep files in the store, all of them or none; naming them in a field is an edit of its own.

    Args:
        store: Where they go.
        paths: The files.
        beside: What the return names already.
        actor: Who adds them.

    Raises:
        Refusal: One is empty, too large or cannot have this name, or the return is not a draft.
        Refused: One is no ordinary file, or all together would not fit into a package.
        OSError: One cannot be read.

    """
    from exporters.videos import may_tell_place

    added, lightened, unsure = [], [], []
    with store.transaction():
        for path in paths:
            content = read_file(path, limit=ATTACHMENT)
            file = keep_file(store, path.name, content, actor=actor)
            added.append(file)
            if file.sha256 != hashlib.sha256(content).hexdigest():
                lightened.append(path.name)
            elif may_tell_place(content):
                unsure.append(path.name)
        check_budget((*beside, *added))
    return KeptFiles(tuple(added), tuple(lightened), tuple(unsure))


def keep_file(store: Store, name: str, content: bytes, *, actor: Actor) -> Attachment:
    """Keep one file; of a picture or a video only what is seen, not where and by whom it was taken.

    Raises:
        Refusal: See :func:`keep_files`.
        Refused: It begins like one of these and is cut off, or says where it was taken in a way that
            is not taken out.

    """
    return store.attachments.add(name, _what_is_seen(name, content), actor=actor)


def _what_is_seen(name: str, content: bytes) -> bytes:
    from exporters import pictures, videos

    try:
        return videos.without_metadata(pictures.without_metadata(content))
    except (pictures.PictureError, videos.VideoError) as error:
        raise Refused(f"“{shown_name(Path(name))}”：{error}") from error


def _named(names: Sequence[str]) -> str:
    first = f"“{shown_name(Path(names[0]))}”"
    return first if len(names) == 1 else f"{first}等 {len(names)} 个文件"


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An attachment to be seen.

    Attributes:
        content: Its bytes; ``None`` if the store does not have them.
        page: The first page of a PDF as a picture, where this computer can draw it.
        pages: How many pages the PDF has.

    """

    content: bytes | None
    page: "Picture | None" = None
    pages: int = 0


def look_at(store: Store, file: Attachment, fetch: Fetch = kept_beside) -> LookedAt:
    """Read an attachment and draw the first page of a PDF."""
    content = fetch(store, file)
    if content is None or not content.startswith(b"%PDF"):
        return LookedAt(content)
    try:
        from operations.pdf_pages import open_pages

        opened = open_pages(content)
    except ValueError:
        return LookedAt(content)
    if opened is None or not opened.sizes:
        return LookedAt(content)
    try:
        width, height = opened.sizes[0]
        page = opened.render(0, _PREVIEW_PIXELS / max(width, height, 1))
        return LookedAt(content, page, len(opened.sizes))
    finally:
        opened.close()


def check_budget(files: Iterable[Attachment]) -> None:
    """Refuse more than fits into a package, before it is named anywhere; each content counts once.

    Raises:
        Refused: They are too many or too large together.

    """
    fault = budget_fault({file.sha256: file for file in files}.values())
    if fault:
        raise Refused(f"没有添加：{fault}")


def already_there(value: Maybe, files: Sequence[Attachment]) -> str:
    """Say which of these files the field has already, so that adding them changes nothing; or ``""``."""
    present = value if isinstance(value, tuple) else ()
    known = {item.sha256 for item in present if isinstance(item, Attachment)}
    names = [file.name for file in files if file.sha256 in known]
    return f"{_named(names)}已经添加过，没有再添加一份。" if names else ""


def with_files(value: Maybe, added: Iterable[Attachment]) -> str:
    """Return the text of a field once files are added to those it has; no content comes twice."""
    present = value if isinstance(value, tuple) else ()
    files: dict[str, Attachment] = {}
    for file in (*(item for item in present if isinstance(item, Attachment)), *added):
        files.setdefault(file.sha256, file)
    return AttachmentCodec().canonical(tuple(files.values()))
