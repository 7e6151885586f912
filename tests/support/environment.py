"""One world for every test: a home of its own, a fixed place and time zone, no network."""

import os
import signal
import socket
import time
from pathlib import Path

FIXED = {
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "LANGUAGE": "",
    "TZ": "Asia/Shanghai",
    "QT_QPA_PLATFORM": "offscreen",
    "QT_SCALE_FACTOR": "1",
    "PYTHONUTF8": "1",
    "NO_COLOR": "1",
}
HOMES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
}


def fix_place_and_time() -> None:
    """Set language, time zone and Qt platform, also for programs the tests start."""
    os.environ.update(FIXED)
    for name in ("QT_STYLE_OVERRIDE", "QT_FONT_DPI", "QT_IM_MODULE", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    if hasattr(time, "tzset"):
        time.tzset()


def move_home(folder: Path) -> None:
    """Make a folder the user's home, for this process and those it starts."""
    for name, below in HOMES.items():
        os.environ[name] = str(folder / below)


def hear_interrupts() -> None:
    """Let programs the tests start know Ctrl-C; a shell has a command in the background ignore it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class NetworkUsedError(AssertionError):
    """The program tried to leave the machine; it never may."""


def _stays_inside(address: object) -> bool:
    """Say whether an address is a path or the loopback, which asyncio uses on Windows."""
    host = address[0] if isinstance(address, tuple) else None
    return host is None or host in {"127.0.0.1", "::1"}


def forbid_network() -> None:
    """Let every connection but one inside the machine fail."""
    real_connect = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if not _stays_inside(address):
            raise NetworkUsedError(f"a test opened a connection to {address!r}")
        real_connect(self, address)  # type: ignore[arg-type]  # the address is the caller's

    socket.socket.connect = connect  # type: ignore[method-assign,assignment]
