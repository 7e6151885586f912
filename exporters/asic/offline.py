"""pyHanko without its way to the network.

Importing anything of ``pyhanko.sign`` loads its clients of time stamp and revocation services, and
with them aiohttp and its companions. This program has no network and asks no such service, so those
packages are not in the locks (decision 0028) and empty modules stand in the place of the clients.
"""

import sys
from types import ModuleType
from typing import Final

# The modules that import aiohttp, and the names that others take from them.
_CLIENTS: Final = {
    "pyhanko.sign.timestamps.aiohttp_client": ("HTTPTimeStamper",),
    "pyhanko_certvalidator.fetchers.aiohttp_fetchers": ("AIOHttpFetcherBackend",),
}


def keep_off_the_network() -> None:
    """Call before the first import of ``pyhanko.sign``; again costs nothing."""
    for module, names in _CLIENTS.items():
        if module not in sys.modules:
            stand_in = ModuleType(module, "Left out: this program has no network.")
            stand_in.__dict__.update(dict.fromkeys(names))
            sys.modules[module] = stand_in
