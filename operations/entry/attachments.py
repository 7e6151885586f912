"""Files of an attachment field: kept in the store first, then named in the answer."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from forms.types.attachments import AttachmentCodec
from forms.values import Attachment, Maybe
from forms.workflow import Actor
from operations.files import ATTACHMENT, read_file
from storage.store import Store


def keep_files(store: Store, paths: Sequence[Path], *, actor: Actor) -> tuple[Attachment, ...]:
    """Keep files in the store, all of them or none; naming them in a field is an edit of its own.

    Raises:
        Refusal: One is empty or too large, or the return is not a draft.
        Refused: One is no ordinary file.
        OSError: One cannot be read.

    """
    with store.transaction():
        return tuple(
            store.attachments.add(path.name, read_file(path, limit=ATTACHMENT), actor=actor)
            for path in paths
        )


def with_files(value: Maybe, added: Iterable[Attachment]) -> str:
    """Return the text of a field once files are added to those it has; none is named twice."""
    present = value if isinstance(value, tuple) else ()
    files = dict.fromkeys([*(item for item in present if isinstance(item, Attachment)), *added])
    return AttachmentCodec().canonical(tuple(files))
