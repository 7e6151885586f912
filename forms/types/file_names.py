"""Which names a file can bear on every computer it may come to."""

import re
from typing import Final

from forms.types.visible import first_hidden

_LONGEST: Final = 200
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\..*|)", re.IGNORECASE | re.DOTALL
)
"""Names Windows gives to devices: such a file can be neither written nor opened there."""


_FORBIDDEN: Final = frozenset('<>:"|?*\\') | {chr(number) for number in range(32)}
"""Signs Windows takes in no name; behind a colon it would even write into a hidden stream of the file."""


def is_kept_by_windows(name: str) -> bool:
    """Whether Windows keeps a file under this name: names and signs are its own, and it cuts ends off."""
    if _DEVICE.fullmatch(name) or not _FORBIDDEN.isdisjoint(name):
        return False
    return name == name.rstrip(". ")


def is_plain_name(name: str) -> bool:
    """Whether every computer the return travels to can keep a file of this name."""
    if not 0 < len(name) <= _LONGEST or name != name.strip():
        return False
    if first_hidden(name) is not None or not is_kept_by_windows(name):
        return False
    return "/" not in name
