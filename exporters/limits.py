"""How large anything from outside may be; the one table of limits of the package format.

Every reader checks the limit before it allocates. Sizes are in bytes unless said otherwise.
"""

from typing import Final

from forms.document.format import LARGEST_TABLE, MOST_COMMENTS

FILE: Final = 64 * 2**20
"""A package file as it arrives, encrypted or not; nothing in it is compressed, so it bounds its parts."""
CONTAINER: Final = FILE - 64 * 2**10
"""A container as it is written: encryption adds 16 bytes to each 64 KB, and a header."""
REPORT: Final = 3 * 2**20
"""One readable copy of a return (``report.pdf``, ``report.xlsx``)."""
ATTACHMENT: Final = 20 * 2**20
"""One attachment."""
ENTRIES: Final = 64
"""Files in a container, the three fixed ones included."""
RATIO: Final = 200
"""Declared length over length in the file, beyond :data:`RATIO_FREE`: more is a bomb, not a mistake."""
RATIO_FREE: Final = 64 * 2**10
MANIFEST: Final = 64 * 2**10
SIGNATURE: Final = 16 * 2**10
CERTIFICATE: Final = 4 * 2**10
REQUEST: Final = 4 * 2**10
"""A certificate request as it arrives (PEM)."""
CRL: Final = 4 * 2**20
"""A revocation list: room for about 100 000 entries."""
KEY_FILE: Final = 64 * 2**10
"""A passphrase file with a key inside."""
SCRYPT_WORK: Final = 19
"""Binary logarithm of scrypt's N in a passphrase file: 512 MB and about two seconds."""
AGE_HEADER: Final = 4 * 2**10
"""Header of an encrypted file: a stanza is about 100 bytes."""
AGE_LINES: Final = 64
"""Lines of that header."""
AGE_RECIPIENTS: Final = 8
"""Stanzas of that header: a package has one, and perhaps a meaningless one against habits (grease)."""
JSON: Final = 16 * 2**20
INFO: Final = 4 * 2**10
"""``package.json``."""
JSON_DEPTH: Final = 12
"""Nested arrays and objects."""
STRING: Final = 4000
"""One string, in code points."""
INTEGER: Final = 2**53 - 1
"""Largest magnitude of an integer: what every JSON reader keeps exactly."""
ROWS: Final = LARGEST_TABLE
"""Rows of one table of figures."""
COMMENTS: Final = MOST_COMMENTS
"""Comments of a return slip."""
NUMBER: Final = 10**9 - 1
"""Largest number of a package."""
