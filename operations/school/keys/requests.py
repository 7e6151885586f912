"""Requests of a school for a certificate, and the keys they were made with.

The first key is in force at once, though only a certificate makes it sign anything. A later one waits
beside it until the opening file for it is read: until then the school signs with what it has.
"""

from dataclasses import dataclass
from typing import Final

from forms.workflow import Actor
from operations.errors import Refused
from storage.named.blobs import BlobKind
from storage.school.meta import SchoolMeta
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class RequestFile:
    """A request for a certificate, ready to be sent to the bureau.

    Attributes:
        name: Suggested file name.
        content: Its bytes.
        fingerprint: Twenty hex digits, for the stamped sheet.
        words: The same as ten words, for the telephone.
        waiting: Whether no opening file has answered it yet.

    """

    name: str
    content: bytes
    fingerprint: str
    words: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a store keeps a request and its locked key.

    Attributes:
        request: Name of the request.
        key: Name of the key; nothing is under it when the key is on a token.

    """

    request: BlobKind
    key: BlobKind


IN_FORCE: Final = KeyPlace(BlobKind.REQUEST, BlobKind.PRIVATE_KEY)
WAITING: Final = KeyPlace(BlobKind.NEXT_REQUEST, BlobKind.NEXT_PRIVATE_KEY)


def request_certificate(store: SchoolStore, *, passphrase: str, actor: Actor) -> RequestFile:
    """Make a new signing key, lock it under the passphrase, and ask for a certificate to it.

    Raises:
        Misused: The passphrase is too weak.
        Refused: A request waits for its opening file already.

    """
    # What makes and locks keys is loaded by whoever asks for one, not by every window that shows a request.
    from exporters.pki.requests import make_request
    from operations.keys.locked_keys import locked_key
    from operations.passphrases.strength import check_new_passphrase

    check_free(store)
    check_new_passphrase(passphrase, known_of(store.meta, actor))
    key, request = make_request(store.meta.school_code)
    return keep_request(store, request, locked_key=locked_key(key, passphrase), actor=actor)


def known_of(meta: SchoolMeta, actor: Actor) -> tuple[str, ...]:
    """What others know of a school and its principal, and no passphrase should rest on."""
    return (meta.school_name, meta.school_code, str(meta.period), actor.name)


def keep_request(
    store: SchoolStore, request: bytes, *, locked_key: bytes | None, actor: Actor
) -> RequestFile:
    """Keep a request and the locked key it was made with, both or neither.

    Args:
        store: The school's store.
        request: The request.
        locked_key: The key; ``None`` when it is on a token.
        actor: Who asks.

    Raises:
        Refused: A request waits for its opening file already.

    """
    check_free(store)
    place = WAITING if _is_enrolled(store) else IN_FORCE
    with store.transaction():
        _put(store, place, request, locked_key, actor=actor)
    return _request_file(store, request)


def check_free(store: SchoolStore) -> None:
    """Refuse a new request while one waits: its key would be lost, and its opening file of no use.

    Raises:
        Refused: One waits.

    """
    if is_waiting(store):
        raise Refused(
            "已经有一份开户申请在等区局的开户文件，没有生成新的密钥。"
            "请再次保存这份申请交区局；不想用它时（例如忘记了口令），先撤回它，再重新生成。"
        )


def request_name(store: SchoolStore) -> str:
    """The usual name of the file of a request."""
    from exporters.asic import names

    return names.request_file_name(store.meta.school_code)


def is_waiting(store: SchoolStore) -> bool:
    """Whether a request waits for its opening file."""
    return _waiting(store) is not None


def last_request(store: SchoolStore) -> RequestFile | None:
    """Give the request made last once more: the one that waits, else the one of the key in force."""
    place = _waiting(store) or IN_FORCE
    request = store.blobs.get(place.request)
    return None if request is None else _request_file(store, request)


def withdraw_request(store: SchoolStore, *, actor: Actor) -> None:
    """Give up the request that waits and its key; the key in force stays as it is.

    Raises:
        Refused: None waits.

    """
    place = _waiting(store)
    if place is None:
        raise Refused("没有在等开户文件的申请，不用撤回。")
    with store.transaction():
        _clear(store, place, actor=actor)


def place_of_key(store: SchoolStore, certificate: bytes) -> KeyPlace:
    """Say where the key is kept that the certificate of an opening file is for.

    Raises:
        Refused: It is not in this store.

    """
    from exporters.pki.requests import read_request

    for place in (WAITING, IN_FORCE):
        request = store.blobs.get(place.request)
        if request is not None and read_request(request).public_key in certificate:
            return place
    raise Refused(
        "开户文件里的证书不是给本机生成的密钥的，请用生成开户申请的那个填报库读入，"
        "或重新生成开户申请交区局。"
    )


def put_in_force(store: SchoolStore, place: KeyPlace, *, actor: Actor) -> None:
    """Put a key in the place of the one in force, as part of reading its opening file."""
    request = store.blobs.get(place.request)
    if place == IN_FORCE or request is None:
        return
    _put(store, IN_FORCE, request, store.blobs.get(place.key), actor=actor)
    _clear(store, place, actor=actor)


def replace_key(
    store: SchoolStore, request: bytes, *, locked_key: bytes, actor: Actor
) -> RequestFile:
    """Put the same key, locked anew, in the place of the one in force."""
    with store.transaction():
        _put(store, IN_FORCE, request, locked_key, actor=actor)
    return _request_file(store, request)


def _put(
    store: SchoolStore, place: KeyPlace, request: bytes, locked: bytes | None, *, actor: Actor
) -> None:
    store.blobs.put(place.request, request, actor=actor)
    if locked is None:
        store.blobs.remove(place.key, actor=actor)
    else:
        store.blobs.put(place.key, locked, actor=actor)


def _clear(store: SchoolStore, place: KeyPlace, *, actor: Actor) -> None:
    store.blobs.remove(place.request, actor=actor)
    store.blobs.remove(place.key, actor=actor)


def _is_enrolled(store: SchoolStore) -> bool:
    return store.blobs.get(BlobKind.CERTIFICATE) is not None


def _waiting(store: SchoolStore) -> KeyPlace | None:
    place = WAITING if _is_enrolled(store) else IN_FORCE
    return None if store.blobs.get(place.request) is None else place


def _request_file(store: SchoolStore, request: bytes) -> RequestFile:
    from exporters.pki.requests import read_request  # most stores that are opened have no request

    found, waits = read_request(request), _waiting(store)
    return RequestFile(
        request_name(store),
        request,
        found.fingerprint,
        found.words,
        waiting=waits is not None and store.blobs.get(waits.request) == request,
    )
