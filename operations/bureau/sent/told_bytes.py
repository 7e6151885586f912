"""What a school was told, read from the bytes that are kept of it; without a store.

An import reads it where it examines the file of the school: for a thousand schools at once it took
seconds before the first file.
"""

from collections.abc import Container

from exporters.strict_json import decode
from operations.check_context import Told
from operations.last_return import flat_texts

_NOTHING = Told()


def told_in(content: bytes | None, *, looked_at: Container[str] | None = None) -> Told:
    """Read what a school was told; the defaults of the pack where nothing is kept.

    Args:
        content: What an opening file says (``data/opening.json``), or ``None``.
        looked_at: The fields and tables of the last return that are wanted; all by default.

    """
    if content is None:
        return _NOTHING
    opening = decode(content, multiline=True)
    if not isinstance(opening, dict):
        return _NOTHING
    settings = _texts(opening.get("settings"))
    return Told(
        due=str(opening.get("due", "")),
        settings={f"setting.{name}": text for name, text in settings.items()},
        last=flat_texts(
            _texts(_wanted(opening.get("last"), looked_at)),
            _tables(_wanted(opening.get("last_tables"), looked_at)),
            _texts(opening.get("last_justifications")),
        ),
        stat=_texts(opening.get("stat")),
    )


def _wanted(value: object, names: Container[str] | None) -> dict[str, object]:
    members = value if isinstance(value, dict) else {}
    return members if names is None else {k: v for k, v in members.items() if k in names}


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
