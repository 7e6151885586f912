"""Where the bytes of a file come from that a return names."""

from collections.abc import Callable

from forms.values import Attachment
from storage.store import Store

Fetch = Callable[[Store, Attachment], bytes | None]
"""Gives the bytes of an attachment a return names; ``None`` if they are not there."""


def kept_beside(store: Store, file: Attachment) -> bytes | None:
    """Fetch a file from the attachments of the store itself, where a form that is typed keeps them."""
    return store.attachments.content(file.sha256)
