"""The plainest zip there is, and the same bytes for the same files.

Entries stand back to back in the order of the directory; no dates, flags, extra fields, comments or
descriptors, nothing compressed. :mod:`exporters.asic.zip_reader` accepts nothing else.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import Final

LOCAL: Final = struct.Struct("<4s5H3L2H")
CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
END: Final = struct.Struct("<4s4H2LH")
LOCAL_MARK: Final = b"PK\x03\x04"
CENTRAL_MARK: Final = b"PK\x01\x02"
END_MARK: Final = b"PK\x05\x06"

STORED: Final = 0
NEEDED: Final = 20
"""Version 2.0 of the format: folders, nothing newer."""
MADE_BY: Final = 3 << 8 | NEEDED
"""Unix, so that the attributes are a file mode."""
MODE: Final = 0o100644 << 16
TIME: Final = 0
DATE: Final = 1 << 5 | 1
"""1980-01-01, the first day the format knows: when a file was made says package.json."""


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Pack the files in the order given, all of them stored.

    Deflate has more than one spelling for the same content, so a changed bit could go unnoticed.
    """
    body = bytearray()
    directory = bytearray()
    for name, content in files.items():
        encoded = name.encode("ascii")
        sizes = (zlib.crc32(content), len(content), len(content))
        shared = (0, STORED, TIME, DATE, *sizes, len(encoded), 0)
        directory += CENTRAL.pack(CENTRAL_MARK, MADE_BY, NEEDED, *shared, 0, 0, 0, MODE, len(body))
        directory += encoded
        body += LOCAL.pack(LOCAL_MARK, NEEDED, *shared) + encoded + content
    count = len(files)
    end = END.pack(END_MARK, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)
