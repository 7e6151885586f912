"""Keys under their passphrase, in words the use-cases share."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from exporters import letters
from exporters.age import Identity, WrongPassphrase, unarmored
from exporters.pki.fingerprint import bare_digits, fingerprint, words
from exporters.pki.keys import (
    SigningKey,
    lock_bureau_keys,
    lock_key,
    unlock_bureau_keys,
    unlock_key,
)
from operations.errors import PassphraseRefused, Refused, refusing

MAKING_KEYS: Final = "正在生成密钥并用口令加锁，约需几秒…"
"""What is said meanwhile: the lock is slow on purpose, for those who guess."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What two people compare: the same eighty bits as digits and as words.

    Attributes:
        digits: Twenty hex digits in groups of four, as they are printed on a notice.
        words: Ten words of two characters, for the telephone.

    """

    digits: str
    words: str

    @classmethod
    def of(cls, der: bytes) -> "Fingerprint":
        """Take the fingerprint of a certificate or a public key (DER)."""
        return cls(fingerprint(der), words(der))

    def __str__(self) -> str:
        """Both, as they are printed on a sheet."""
        return f"{self.digits}（{self.words}）"


class ComparedFingerprint(StrEnum):
    """How what somebody types stands beside a fingerprint."""

    NOTHING = "nothing"
    BEGUN = "begun"
    SAME = "same"
    DIFFERENT = "different"


DIFFERENT_FINGERPRINT: Final = "与申请的指纹不同。请与学校盖章的申请表核对，不一致就不要开户。"
"""What is said of a request whose fingerprint is not the one on paper."""


def compare_fingerprint(typed: str, fingerprint: str) -> ComparedFingerprint:
    """Compare digits as they are typed with a fingerprint, whatever the spacing and case."""
    digits, wanted = bare_digits(typed), bare_digits(fingerprint)
    if not digits:
        return ComparedFingerprint.NOTHING
    if digits == wanted:
        return ComparedFingerprint.SAME
    begun = wanted.startswith(digits)
    return ComparedFingerprint.BEGUN if begun else ComparedFingerprint.DIFFERENT


def locked_key(key: SigningKey, passphrase: str) -> bytes:
    """Lock a key under a new passphrase and open it again, before anybody relies on the file.

    Raises:
        Refused: The file did not open; nothing should be kept.

    """
    locked = lock_key(key, passphrase)
    if unlock_key(locked, passphrase).public != key.public:
        raise Refused(_UNTESTED)
    return locked


def locked_daily_keys(operator: SigningKey, identity: Identity, passphrase: str) -> bytes:
    """Lock the bureau's daily keys and open them again, as :func:`locked_key` does.

    Raises:
        Refused: The file did not open; nothing should be kept.

    """
    locked = lock_bureau_keys(operator, identity, passphrase)
    again, opens = unlock_bureau_keys(locked, passphrase)
    if again.public != operator.public or opens.recipient != identity.recipient:
        raise Refused(_UNTESTED)
    return locked


_UNTESTED = "密钥文件写好后试着打开，没有成功，已经放弃。请重试；再次出现时请检查这台电脑。"


@refusing()
def plain_key_file(data: bytes) -> bytes:
    """Give a key file as it is kept, also when it was typed or scanned from a recovery sheet.

    Raises:
        Refused: It was not copied whole.

    """
    return unarmored(data)


@refusing()
def open_key(locked: bytes | None, passphrase: str, *, owner: str) -> SigningKey:
    """Unlock a signing key; takes about a second.

    Args:
        locked: The key file, ``None`` if there is none.
        passphrase: Its passphrase.
        owner: Whose key it is, for the message, e.g. ``校长``.

    Raises:
        Refused: There is none, it is damaged, or the passphrase does not fit.

    """
    if locked is None:
        raise Refused(f"还没有{owner}的签名密钥，请先生成开户申请。")
    try:
        return unlock_key(locked, passphrase)
    except WrongPassphrase:
        raise PassphraseRefused(wrong_passphrase(owner)) from None


def open_key_file(data: bytes, passphrase: str, *, owner: str) -> tuple[SigningKey, bytes]:
    """Unlock a key file that may have been typed from a recovery sheet; gives it as it is kept, too.

    Raises:
        Refused: A line was not copied right, the file is damaged, or the passphrase does not fit.

    """
    locked = plain_key_file(data)
    try:
        return open_key(locked, passphrase, owner=owner), locked
    except Refused:
        if not letters.is_letters(data):
            raise
        found = letters.find_misread(data, passphrase)
    if found is not None:
        raise Refused(f"口令没有问题，恢复单{found}，请改正后再试。")
    raise Refused(
        f"没有打开{owner}的密钥：口令不对，或恢复单有抄错的字符。"
        "请先核对口令的大小写和输入法，再逐行对照恢复单，注意 l 和 1、O 和 0。"
    )


@refusing()
def open_daily_keys(
    locked: bytes | None, passphrase: str, *, owner: str = ""
) -> tuple[SigningKey, Identity]:
    """Unlock the bureau's operator key and decryption identity; takes about a second.

    Args:
        locked: The key file, ``None`` if there is none.
        passphrase: Its passphrase.
        owner: Name of the officer, for the message; empty for the only one.

    Raises:
        Refused: There are none, they are damaged, or the passphrase does not fit.

    """
    if locked is None:
        raise Refused("这个局端库没有操作员密钥，请选择用新建局端库的办法建立的库。")
    try:
        return unlock_bureau_keys(locked, passphrase)
    except WrongPassphrase:
        raise PassphraseRefused(wrong_passphrase(owner or "区局操作员")) from None


def wrong_passphrase(owner: str) -> str:
    """The sentence for a passphrase that does not fit."""
    return f"{owner}的口令不对，请重新输入；注意大小写和输入法。忘记口令时须重新开户。"
