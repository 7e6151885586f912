"""The header of an age file, bounded before any library reads it.

A header is lines of text: the version, for each recipient ``-> type arguments`` and lines of base64,
and ``--- mac``. Libraries read one of any length, in time that grows with its square. A package is
for one recipient, to whom writers add at most a stanza or two.
"""

from typing import Final

from exporters import limits

VERSION: Final = b"age-encryption.org/v1\n"
_STANZA: Final = b"-> "
_END: Final = b"--- "


class HeaderError(ValueError):
    """The header does not end, or holds more than a package's can; the message is a Chinese clause."""


def check_header(data: bytes) -> None:
    """Refuse a header no writer of packages makes; looks at the first few KB only.

    Raises:
        HeaderError: It has too many bytes, lines or recipients, or no end.

    """
    head = data[: limits.AGE_HEADER]
    if not head.startswith(VERSION):
        raise HeaderError("文件的开头不是 age 加密文件的写法")
    recipients = 0
    for number, line in enumerate(head.split(b"\n")):
        if line.startswith(_END):
            return
        recipients += line.startswith(_STANZA)
        if recipients > limits.AGE_RECIPIENTS:
            raise HeaderError(
                f"加密文件写了超过 {limits.AGE_RECIPIENTS} 个收件人，上报包只给一个区局"
            )
        if number >= limits.AGE_LINES:
            raise HeaderError(f"加密文件的头超过 {limits.AGE_LINES} 行，不是上报包的写法")
    if len(data) > len(head):
        raise HeaderError(f"加密文件的头超过 {limits.AGE_HEADER // 2**10} KB，不是上报包的写法")
    raise HeaderError("加密文件不完整，只有开头的一部分")
