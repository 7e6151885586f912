"""The one JSON text that an entry of the journal has for a value."""

import json
from typing import Final

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: object) -> str:
    """Write a value as an entry has it.

    Raises:
        TypeError: It is no JSON.

    """
    return _ENCODER.encode(value)
