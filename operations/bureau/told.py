"""What the bureau told a school, now or on an earlier day: what the school's checks looked at."""

from datetime import datetime

from exporters.asic import names
from exporters.asic.stored import reread
from exporters.strict_json import decode
from forms.exchange import ContainerKind
from operations.bureau.issue import told_key
from operations.bureau.store import root_certificate
from operations.check_context import Told
from operations.last_return import flat_texts
from storage.bureau.store import BureauStore

_NOTHING = Told()


def read_told(store: BureauStore, school: str) -> Told:
    """Read what a school was told in its newest opening file; defaults if nothing is kept."""
    content = store.blobs.get(told_key(school))
    return _NOTHING if content is None else _told(content)


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
    return _NOTHING if package is None else _told(package.files[names.OPENING])


def _told(content: bytes) -> Told:
    opening = decode(content, multiline=True)
    if not isinstance(opening, dict):
        return _NOTHING
    settings = _texts(opening.get("settings"))
    return Told(
        due=str(opening.get("due", "")),
        settings={f"setting.{name}": text for name, text in settings.items()},
        last=flat_texts(
            _texts(opening.get("last")),
            _tables(opening.get("last_tables")),
            _texts(opening.get("last_justifications")),
        ),
        stat=_texts(opening.get("stat")),
    )


def _tables(value: object) -> dict[str, list[dict[str, str]]]:
    if not isinstance(value, dict):
        return {}
    return {
        str(table): [_texts(row) for row in rows]
        for table, rows in value.items()
        if isinstance(rows, list)
    }


def _texts(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
