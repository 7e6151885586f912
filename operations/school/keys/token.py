"""The principal's key on a token (UKey) instead of in a passphrase file."""

from collections.abc import Iterator
from contextlib import contextmanager

from exporters.pki.keys import SigningKey
from exporters.pki.requests import request_for
from exporters.pki.token import TokenPlace, token_key
from forms.workflow import Actor
from operations.errors import refusing
from operations.school.keys.requests import RequestFile, keep_request
from storage.school.store import SchoolStore

__all__ = ["SigningKey", "open_token_key", "request_with_token"]


@contextmanager
def open_token_key(*, module: str, token: str, key: str, pin: str) -> Iterator[SigningKey]:
    """Open a token; its key signs as one from a passphrase file does, while the block lasts.

    Args:
        module: Path of the maker's PKCS#11 library.
        token: Label of the token.
        key: Label of the key pair on it; made with the maker's own tool.
        pin: The PIN.

    Raises:
        Refused: The token cannot be used; the message says why.

    """
    with refusing(), token_key(TokenPlace(module, token, key), pin=pin) as opened:
        yield opened


def request_with_token(store: SchoolStore, key: SigningKey, *, actor: Actor) -> RequestFile:
    """Ask for a certificate to the key on a token.

    Nothing secret is kept in the store: signing needs the token from then on.
    """
    request = request_for(key, school=store.meta.school_code)
    return keep_request(store, request, locked_key=None, actor=actor)
