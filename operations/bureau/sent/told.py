"""What the bureau told a school, now or on an earlier day: what the school's checks looked at."""

from datetime import datetime

from exporters.asic import names
from exporters.asic.stored import reread
from forms.exchange import ContainerKind
from operations.bureau.sent.issue import told_key
from operations.bureau.sent.told_bytes import told_in
from operations.bureau.store import root_certificate
from operations.check_context import Told
from storage.bureau.store import BureauStore


def read_told(store: BureauStore, school: str) -> Told:
    """Read what a school was told in its newest opening file; defaults if nothing is kept."""
    return told_in(kept_told(store, school))


def kept_told(store: BureauStore, school: str) -> bytes | None:
    """What is kept of a school's newest opening file, for :func:`told_in`; ``None`` if nothing is."""
    return store.blobs.get(told_key(school))


def told_at(store: BureauStore, school: str, at: datetime) -> Told:
    """Read what a school had been told by a day, from the signed opening file itself."""
    openings = [
        item
        for item in store.issued.all(school)
        if item.kind is ContainerKind.OPENING and item.created <= at
    ]
    if not openings:
        return read_told(store, school)
    newest = openings[-1]
    container = store.issued.container(newest.id) or b""
    _, package = reread(container, root=root_certificate(store), at=newest.created)
    return told_in(None if package is None else package.files[names.OPENING])
