r"""The digest of a form pack.

SHA-256 over the files in the order of their names (by code point). For each file: the name in
UTF-8, a zero byte, the length of the content in decimal digits, a zero byte, the content in UTF-8.
Line ends count as ``\n`` whatever the file system made of them.
"""

import hashlib
from collections.abc import Mapping


def normal(text: str) -> str:
    r"""A text with ``\n`` as the only line end."""
    return text.replace("\r\n", "\n")


def digest(texts: Mapping[str, str]) -> str:
    """Digest of a pack, lower-case hex.

    Args:
        texts: File name → text.

    """
    total = hashlib.sha256()
    for name in sorted(texts):
        content = normal(texts[name]).encode()
        total.update(name.encode() + b"\0" + str(len(content)).encode() + b"\0")
        total.update(content)
    return total.hexdigest()
