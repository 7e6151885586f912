"""What is wrong with a key file, as far as can be told without its passphrase."""

from typing import Final

from exporters import age_passphrase
from exporters.age import AgeError, is_encrypted, unarmored
from exporters.pki.keys import DAILY_KEYS_BYTES, SIGNING_KEY_BYTES

_OTHERWISE: Final = "这一份打不开，请从原来的文件或备份再复制一份，不要发给任何人。"
_PEM_END: Final = b"-----END "


def fault_of_key(data: bytes) -> str:
    """Say what is wrong with a key file, and what to do; ``""`` if nothing that can be seen.

    Args:
        data: All its bytes: under a passphrase, in letters as on a recovery sheet, or as plain PEM.

    """
    try:
        locked = unarmored(data)
    except AgeError as error:
        return f"这是密钥，但不完整：{error}"
    if not is_encrypted(locked):
        is_cut = locked.startswith(b"-----BEGIN ") and _PEM_END not in locked
        return f"这是密钥，但只有开头的一部分。{_OTHERWISE}" if is_cut else ""
    try:
        size = age_passphrase.content_size(locked)
    except age_passphrase.NotAPassphraseFileError:
        return f"这是密钥，但开头不完整或被改动过。{_OTHERWISE}"
    missing = SIGNING_KEY_BYTES - size
    if missing > 0 or SIGNING_KEY_BYTES < size < DAILY_KEYS_BYTES:
        missing = missing if missing > 0 else DAILY_KEYS_BYTES - size
        return f"这是密钥，但不完整：末尾至少少了 {missing} 字节，可能没有复制完。{_OTHERWISE}"
    if size > DAILY_KEYS_BYTES:
        more = size - DAILY_KEYS_BYTES
        return f"这是密钥，但末尾多了 {more} 字节，被改动过或接上了别的内容。{_OTHERWISE}"
    return ""
