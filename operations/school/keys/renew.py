"""The school's certificate renewed by the way: the request in a package, the certificate in its receipt."""

from exporters.asic import names
from exporters.asic.bureau_files import Receipt, check_school_certificate
from exporters.pki.certificates import describe
from exporters.pki.keys import SigningKey, holds_key
from exporters.pki.requests import request_for
from forms.workflow import Actor
from operations.clock import Clock
from operations.errors import Refused, refusing
from operations.keys.key_care import ends_soon
from operations.keys.locked_keys import open_key_file
from operations.school.keys.requests import RequestFile, keep_request, replace_key
from operations.school.keys.trust import school_trust
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


def renewal_files(
    store: SchoolStore, certificate: bytes, *, key: SigningKey, clock: Clock
) -> dict[str, bytes]:
    """Give the request that goes into a package when the certificate ends soon; else nothing.

    The key stays the same, so that the passphrase does and nobody has to compare fingerprints.
    """
    if not ends_soon(describe(certificate).not_after, clock()):
        return {}
    return {names.RENEWAL_REQUEST: request_for(key, school=store.meta.school_code)}


def renewed_certificate(store: SchoolStore, receipt: Receipt) -> bytes:
    """Check the new certificate of a receipt; gives it, or nothing if ours is good for longer.

    Raises:
        Refused: It is not the bureau's, not for this school, or for another key.

    """
    present = store.blobs.get(BlobKind.CERTIFICATE)
    school = store.meta.school_code
    with refusing():
        check_school_certificate(receipt.certificate, root=school_trust(store).root, school=school)
    if present is None or not holds_key(receipt.certificate, like=present):
        raise Refused("回执里的新证书不是给本校现在这把签名密钥的，请区局核对后重新生成回执。")
    newer = describe(receipt.certificate).not_after > describe(present).not_after
    return receipt.certificate if newer else b""


def restore_key(store: SchoolStore, locked: bytes, passphrase: str, *, actor: Actor) -> RequestFile:
    """Take a key from its passphrase file (a copy, or the recovery sheet) into a store.

    The file is tried with the passphrase first. In a new store the opening file the bureau sent
    earlier can be read afterwards; where a certificate is there already it has to be the key's.

    Raises:
        Refused: The file or the passphrase is wrong, or the key is another one.

    """
    key, locked = open_key_file(locked, passphrase, owner="校长")
    certificate = store.blobs.get(BlobKind.CERTIFICATE)
    if certificate is not None and key.public not in certificate:
        raise Refused("这份密钥与填报库里的证书不配套，请选择本校自己的密钥文件。")
    request = request_for(key, school=store.meta.school_code)
    keep = keep_request if certificate is None else replace_key
    return keep(store, request, locked_key=locked, actor=actor)
