"""Files of an attachment field: kept in the store first, then named in the answer."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from forms.live.attached import budget_fault
from forms.types.attachments import AttachmentCodec
from forms.values import Attachment, Maybe
from forms.workflow import Actor
from operations.errors import Refused
from operations.files import ATTACHMENT, read_file
from storage.store import Store


def keep_files(
    store: Store,
    paths: Sequence[Path],
    *,
    beside: Iterable[Attachment] = (),
    actor: Actor,
) -> tuple[Attachment, ...]:
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
    with store.transaction():
        added = tuple(
            store.attachments.add(path.name, read_file(path, limit=ATTACHMENT), actor=actor)
            for path in paths
        )
        check_budget((*beside, *added))
    return added


def check_budget(files: Iterable[Attachment]) -> None:
    """Refuse more than fits into a package, before it is named anywhere; each content counts once.

    Raises:
        Refused: They are too many or too large together.

    """
    fault = budget_fault({file.sha256: file for file in files}.values())
    if fault:
        raise Refused(f"没有添加：{fault}")


def with_files(value: Maybe, added: Iterable[Attachment]) -> str:
    """Return the text of a field once files are added to those it has; none is named twice."""
    present = value if isinstance(value, tuple) else ()
    files = dict.fromkeys([*(item for item in present if isinstance(item, Attachment)), *added])
    return AttachmentCodec().canonical(tuple(files))
