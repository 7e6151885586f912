"""What a school was told, read from the bytes that are kept of it; without a store.

An import reads it where it examines the file of the school: for a thousand schools at once it took
seconds before the first file.
"""

from exporters.strict_json import decode
from operations.check_context import Told
from operations.last_return import flat_texts

_NOTHING = Told()


def told_in(content: bytes | None) -> Told:
    """Read what a school was told; the defaults of the pack where nothing is kept.

    Args:
        content: What an opening file says (``data/opening.json``), or ``None``.

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
