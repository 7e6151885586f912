"""Where each officer's keys and certificate lie in the store.

The first officer's are under the names that stores of before have for the operator's.
"""

from exporters.pki.keys import SigningKey
from forms.workflow import Actor
from operations.bureau.rights import named, unknown_told
from operations.errors import Refused
from storage.bureau.officers import Officer
from storage.bureau.store import BureauStore
from storage.named.blobs import BlobKind

_FIRST = 1


def key_blob(number: int) -> str:
    """Name of the file of keys of an officer."""
    return _blob(BlobKind.OPERATOR_KEY, number)


def certificate_blob(number: int) -> str:
    """Name of the certificate of an officer."""
    return _blob(BlobKind.OPERATOR_CERTIFICATE, number)


def holder_of(bureau: str, number: int) -> str:
    """Under which holder the register keeps the certificates of an officer."""
    return bureau if number == _FIRST else f"{bureau}/{number}"


def is_officers(bureau: str, holder: str) -> bool:
    """Whether certificates of this holder are those of an officer."""
    return holder.partition("/")[0] == bureau


def officer_number(store: BureauStore, name: str) -> int:
    """The number of an officer; the first in a bureau of one, whatever the name.

    Raises:
        Refused: There are several, and none of this name.

    """
    officers = store.officers.all()
    if not officers:
        return _FIRST
    return _known(officers, name).number


def locked_keys(store: BureauStore, name: str) -> bytes | None:
    """The file of keys of an officer; errors as :func:`officer_number`."""
    return store.blobs.get(key_blob(officer_number(store, name)))


def officer_certificate(store: BureauStore, name: str) -> bytes:
    """The certificate (DER) an officer signs with.

    Raises:
        Refused: There is no such officer, or the store has lost the certificate.

    """
    found = store.blobs.get(certificate_blob(officer_number(store, name)))
    if found is None:
        raise Refused("这个局端库没有操作员证书，请从备份恢复。")
    return found


def check_own_keys(store: BureauStore, key: SigningKey, actor: Actor) -> None:
    """Refuse to let one officer work with the keys of another; what is signed would name the wrong one.

    Raises:
        Refused: The key is not the officer's own.

    """
    if store.officers.all() and key.public not in officer_certificate(store, actor.name):
        raise Refused(f"打开的密钥不是{actor.name}的，请先锁上密钥，再用{actor.name}的口令打开。")


def _blob(kind: BlobKind, number: int) -> str:
    return kind.value if number == _FIRST else f"{kind.value}-{number}"


def _known(officers: tuple[Officer, ...], name: str) -> Officer:
    found = named(officers, name)
    if found is None:
        raise Refused(f"{unknown_told(officers, name)}请说明是其中哪一位在操作。")
    return found
