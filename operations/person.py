"""Who sits at this computer, as the system knows."""

import getpass
import platform

_NOBODY = "未署名"


def name_here() -> str:
    """The user's name in the system; a word for nobody where the system has none.

    Windows without ``USERNAME`` makes Python look for a module it has only elsewhere.
    """
    try:
        return getpass.getuser() or _NOBODY
    except (ImportError, KeyError, OSError):
        return _NOBODY


def computer_here() -> str:
    """The name of this computer; ``""`` where it has none."""
    return platform.node()
