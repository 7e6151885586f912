"""The end of the bureau's journal, signed by the operator after each run of work.

Whoever rewrites the journal later cannot make these signatures anew.
"""

from collections.abc import Iterator

from exporters.asic.signing import FileKeySigner
from exporters.asic.strict_cms import verify_signature
from exporters.pki.certificates import describe
from exporters.pki.keys import SigningKey
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import check_issued
from exporters.refusal import Refusal
from exporters.strict_json import encode
from forms.workflow import Actor
from operations.bureau.keys.officer_keys import officer_certificate
from operations.clock import Clock
from operations.errors import refusing
from storage.bureau.anchors import Anchor
from storage.bureau.store import BureauStore
from storage.journal.journal import JournalHead
from storage.named.blobs import BlobKind


def sign_head(store: BureauStore, operator: SigningKey, actor: Actor, *, clock: Clock) -> None:
    """Sign where the journal ends now, unless that is signed already.

    Args:
        store: The bureau's store.
        operator: The officer's key.
        actor: The officer.
        clock: Gives the present, UTC.

    Raises:
        Refused: The operator's key is not that of the certificate in the store.

    """
    head, last = store.journal.head(), store.anchors.last()
    if last is not None and last.head == head:
        return
    number, present = 1 if last is None else last.number + 1, clock()
    certificate = officer_certificate(store, actor.name)
    said = _statement(store, Anchor(number, head, present, b""))
    with refusing():
        signature = FileKeySigner(operator, certificate, clock=lambda: present).sign(said)
    store.anchors.add(Anchor(number, head, present, signature))


def signed_heads(store: BureauStore) -> list[JournalHead]:
    """Give the ends of the journal that an operator of this bureau has signed."""
    return [item.head for item in store.anchors.all() if not _fault(store, item)]


def anchor_faults(store: BureauStore) -> Iterator[str]:
    """Say which signed ends are missing or not signed by an operator of this bureau (sentences)."""
    kept = store.anchors.all()
    if not kept:
        yield "局端库里没有操作员签过名的日志末端：从来没有签过，或被删掉了。"
    for place, item in enumerate(kept, start=1):
        if item.number != place:
            yield f"操作员第 {place} 次签名的日志末端不见了。"
            return
        if fault := _fault(store, item):
            yield f"操作员第 {item.number} 次签名的日志末端不对：{fault}。"


def _fault(store: BureauStore, anchor: Anchor) -> str:
    try:
        signature = verify_signature(anchor.signature, _statement(store, anchor))
        check_issued(signature.certificate, root=store.blobs.get(BlobKind.ROOT) or b"")
    except Refusal as refusal:
        return refusal.what
    signer = describe(signature.certificate)
    if signer.role is not CertificateRole.BUREAU or signer.code != store.meta.bureau_code:
        return "签名的不是本区局的操作员"
    return ""


def _statement(store: BureauStore, anchor: Anchor) -> bytes:
    meta = store.meta
    return encode(
        {
            "journal": meta.to_text()["created"],
            "bureau": meta.bureau_code,
            "period": meta.period,
            "number": anchor.number,
            "seq": anchor.head.seq,
            "hash": anchor.head.hash,
            "signed_at": anchor.signed_at.isoformat(),
        }
    )
