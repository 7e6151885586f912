"""How large anything from outside may be; the one table of limits of the package format.

Every reader checks the limit before it allocates. Sizes are in bytes unless said otherwise.
"""

from typing import Final

FILE: Final = 64 * 2**20
"""A package file as it arrives, encrypted or not."""
ENTRIES: Final = 64
"""Files in a container, the three fixed ones included."""
ENTRY: Final = 64 * 2**20
"""One file of a container, inflated."""
TOTAL: Final = 256 * 2**20
"""All files of a container together, inflated."""
RATIO: Final = 200
"""Inflated size over deflated size, beyond :data:`RATIO_FREE`."""
RATIO_FREE: Final = 64 * 2**10
"""So much may be inflated from any number of deflated bytes."""
MANIFEST: Final = 64 * 2**10
SIGNATURE: Final = 16 * 2**10
CERTIFICATE: Final = 4 * 2**10
REQUEST: Final = 4 * 2**10
"""A certificate request as it arrives (PEM)."""
CRL: Final = 4 * 2**20
"""A revocation list: room for about 100 000 entries."""
KEY_FILE: Final = 64 * 2**10
"""A passphrase file with a key inside."""
JSON: Final = 16 * 2**20
INFO: Final = 4 * 2**10
"""``package.json``."""
JSON_DEPTH: Final = 12
"""Nested arrays and objects."""
STRING: Final = 4000
"""One string, in code points."""
INTEGER: Final = 2**53 - 1
"""Largest magnitude of an integer: what every JSON reader keeps exactly."""
NUMBER: Final = 10**9 - 1
"""Largest number of a package."""
