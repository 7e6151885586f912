"""Encryption with age (age-encryption.org/v1): packages to the bureau, keys under a passphrase.

Passphrase files cost about a second of scrypt for each guess, on purpose
(:mod:`exporters.age_passphrase`). Debian's ``age`` opens every file written here.
"""

from exporters import age_passphrase, letters, limits
from exporters.age_header import VERSION, HeaderError, check_header
from exporters.errors import SentenceError
from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import refusal_as


class AgeError(SentenceError):
    """Not an age file, not for this key, or altered."""


class WrongPassphrase(AgeError):  # noqa: N818 - a wrong entry, not an error of the program
    """The passphrase does not open the file."""


class Identity:
    """The bureau's X25519 key: it opens what was encrypted to its recipient.

    Attributes:
        recipient: The public half, ``age1…``; schools encrypt to it.

    """

    __slots__ = ("_secret", "recipient")

    def __init__(self, secret: str) -> None:
        """Read ``AGE-SECRET-KEY-1…``.

        Raises:
            AgeError: It is none.

        """
        from pyrage import IdentityError, x25519

        try:
            self._secret = x25519.Identity.from_str(secret.strip())
        except IdentityError as error:
            raise AgeError("这不是区局的解密密钥，请选择正确的密钥文件。") from error
        self.recipient = str(self._secret.to_public())

    def __repr__(self) -> str:
        return f"Identity({self.recipient})"

    def export_secret(self) -> str:
        """Give the secret key as text; only to be locked under a passphrase."""
        return str(self._secret)


def generate_identity() -> Identity:
    """Make a new X25519 key."""
    from pyrage import x25519

    return Identity(str(x25519.Identity.generate()))


def is_encrypted(data: bytes) -> bool:
    """Whether the bytes begin as an age file does."""
    return data.startswith(VERSION)


def is_recipient(text: str) -> bool:
    """Whether ``text`` is the public half of an X25519 key."""
    from pyrage import RecipientError, x25519

    try:
        x25519.Recipient.from_str(text)
    except RecipientError:
        return False
    return True


def encrypt(data: bytes, recipient: str) -> bytes:
    """Encrypt to a recipient (``age1…``).

    Raises:
        AgeError: The recipient is none.

    """
    import pyrage

    if not is_recipient(recipient):
        raise AgeError("区局的加密公钥不对，请重新读入区局的开户文件。")
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(recipient)]))


def decrypt(data: bytes, identity: Identity) -> bytes:
    """Decrypt and authenticate; a truncated or altered file never yields a part.

    Raises:
        AgeError: Not an age file, for another key, altered, or with a header no package has.

    """
    import pyrage

    try:
        check_header(data)
        return bytes(pyrage.decrypt(data, [identity._secret]))  # noqa: SLF001 - same module
    except HeaderError as error:
        raise AgeError(f"{error}。") from error
    except pyrage.DecryptError as error:
        raise AgeError("文件不是加密给本区局的，或者不完整、被改动过。") from error


def lock(data: bytes, passphrase: str) -> bytes:
    """Encrypt under a passphrase; takes about a second.

    Raises:
        ValueError: The passphrase is empty.

    """
    if not passphrase:
        raise ValueError("口令不能为空。")
    return age_passphrase.write(data, passphrase)


def unlock(data: bytes, passphrase: str) -> bytes:
    """Open what :func:`lock` made; takes about a second.

    Raises:
        WrongPassphrase: The passphrase does not fit.
        AgeError: Not a passphrase file, altered, or too costly to open.

    """
    damaged = refusal_as(
        data,
        wanted="受口令保护的密钥文件",
        otherwise="或者文件已损坏，请使用备份",
        itself=ForeignFile.LOCKED_KEY,
    )
    if len(data) > limits.KEY_FILE:
        raise AgeError(damaged)
    try:
        return age_passphrase.read(data, passphrase)
    except age_passphrase.TooCostlyError as error:
        raise AgeError(
            f"打开这个密钥文件要占用 {error.memory // 2**20} MB 内存，不是本程序写的，没有打开。"
            "请使用本程序生成的密钥文件或恢复单。"
        ) from error
    except age_passphrase.NotAPassphraseFileError as error:
        raise AgeError(damaged) from error
    except age_passphrase.DoesNotFitError as error:
        raise WrongPassphrase(
            "口令不对。请检查大小写和输入法后再试；忘记口令无法找回，需要重新开户。"
        ) from error


def armor(data: bytes, *, marked: bool = False) -> str:
    """Write an age file in letters (the standard's ASCII armor); see :mod:`exporters.letters`."""
    return letters.write(data, marked=marked)


def unarmored(data: bytes) -> bytes:
    """Give the plain bytes of an age file that may be written in letters.

    Raises:
        AgeError: It begins like one in letters but was not copied right.

    """
    if not letters.is_letters(data):
        return data
    try:
        return letters.read(data)
    except letters.LettersError as error:
        raise AgeError(str(error)) from error
