"""The one JSON text that an entry of the journal has for a value."""

import json
from collections.abc import Callable, Iterable
from json import encoder
from typing import Final

Pieces = Callable[[object, int], Iterable[str]]
"""Writes a value as pieces of JSON; the number is how deep it stands, 0 for all of it."""

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def writer(make: Callable[..., Pieces] | None) -> Callable[[object], str]:
    """Give what writes values.

    Args:
        make: What makes the quick encoder of this Python; ``None`` where it has none.

    """
    if make is None:
        return _ENCODER.encode
    # JSONEncoder.encode makes it anew for each value, which takes longer than a short value itself.
    pieces = make(
        None,  # no search for circles
        _ENCODER.default,
        encoder.encode_basestring,
        None,  # all in one line
        _ENCODER.key_separator,
        _ENCODER.item_separator,
        True,  # sorted keys
        False,  # a key that is no text is an error, as json.JSONEncoder says
        True,  # as it does for numbers that are none
    )
    return lambda value: "".join(pieces(value, 0))


canonical: Final = writer(getattr(encoder, "c_make_encoder", None))
"""Writes a value as an entry has it."""
