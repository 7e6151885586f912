"""What 统计人员 and 审核人 with keys of their own have signed: their confirmation (decision 0047)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from exporters.asic.names import FURTHER
from forms.confirmation import Confirmation, Signatory
from forms.workflow import Actor
from operations.clock import Clock
from operations.errors import Refused, refusing
from storage.school.store import SchoolStore

if TYPE_CHECKING:
    from exporters.pki.keys import SigningKey


def has_own_key(store: SchoolStore, signatory: Signatory) -> bool:
    """Whether one of the three has a key of his own in this store, with its certificate."""
    return signatory in FURTHER and store.blobs.get(certificate_blob(signatory)) is not None


def sign_confirmation(
    store: SchoolStore, confirmation: Confirmation, *, key: "SigningKey", clock: Clock
) -> bytes:
    """Sign what is being confirmed; gives the signature (DER).

    Raises:
        Refused: The certificate is not good now, names somebody else, or is for another key.

    """
    from exporters.asic.further import further_manifest
    from exporters.asic.signing import FileKeySigner
    from exporters.pki.certificates import describe
    from exporters.pki.trust import check_chain
    from exporters.refusal import Refusal
    from operations.school.keys.trust import school_trust

    signatory = confirmation.signatory
    certificate = store.blobs.get(certificate_blob(signatory))
    if certificate is None:
        raise Refused(f"{signatory.label}没有签名证书，请先读入区局颁发的证书。")
    check_name(store, signatory, describe(certificate).name)
    try:
        check_chain(certificate, trust=school_trust(store), now=clock())
    except Refusal as refusal:
        raise Refused(f"{signatory.label}的证书现在不能用：{refusal.sentence}") from refusal
    with refusing():
        signer = FileKeySigner(key, certificate, clock=clock)
        return signer.sign(further_manifest(signatory, _statement(store, confirmation)))


def keep_signature(
    store: SchoolStore, signatory: Signatory, signature: bytes, *, actor: Actor
) -> None:
    """Keep the signature over the confirmation that stands; part of its transaction."""
    store.blobs.put(signature_blob(signatory), signature, actor=actor)


def kept_signatures(store: SchoolStore, given: Sequence[Confirmation]) -> dict[Signatory, bytes]:
    """Give the signatures over these confirmations; one over an earlier confirmation is none of them."""
    found: dict[Signatory, bytes] = {}
    for confirmation in given:
        signatory = confirmation.signatory
        kept = store.blobs.get(signature_blob(signatory)) if signatory in FURTHER else None
        if kept is not None and _covers(kept, signatory, _statement(store, confirmation)):
            found[signatory] = kept
    return found


def statements(
    given: Sequence[Confirmation],
    signatures: Mapping[Signatory, bytes],
    *,
    school: str,
    period: int,
) -> dict[str, bytes]:
    """Give the files of a package that further signatures cover."""
    from exporters.asic.further import statement

    return {
        FURTHER[one.signatory].statement: statement(one, school=school, period=period)
        for one in given
        if one.signatory in signatures
    }


def _covers(signature: bytes, signatory: Signatory, content: bytes) -> bool:
    from exporters.asic.further import further_manifest
    from exporters.asic.strict_cms import verify_signature
    from exporters.refusal import Refusal

    try:
        verify_signature(signature, further_manifest(signatory, content))
    except Refusal:
        return False
    return True


def _statement(store: SchoolStore, confirmation: Confirmation) -> bytes:
    from exporters.asic.further import statement

    meta = store.meta
    return statement(confirmation, school=meta.school_code, period=meta.period)


def check_name(store: SchoolStore, signatory: Signatory, name: str) -> None:
    """Refuse a certificate that names another person than the registered one.

    Raises:
        Refused: It does, or nobody is registered.

    """
    from exporters.pki.authority import Subject

    registered = store.people.all().get(signatory.value, "")
    if not registered:
        raise Refused(f"还没有登记谁是{signatory.label}。请先登记本校的三人。")
    if Subject("", registered, "").common_name != name:
        raise Refused(
            f"证书上的姓名是{name}，本校登记的{signatory.label}是{registered}。"
            "请核对登记，或请区局按登记的姓名重新颁发。"
        )


def key_blob(signatory: Signatory) -> str:
    """Name under which the store keeps the locked key of one of the three."""
    return f"{signatory.value}_key"


def next_key_blob(signatory: Signatory) -> str:
    """Name under which the store keeps a locked key whose certificate is asked for."""
    return f"{signatory.value}_next_key"


def certificate_blob(signatory: Signatory) -> str:
    """Name under which the store keeps the certificate of one of the three."""
    return f"{signatory.value}_certificate"


def signature_blob(signatory: Signatory) -> str:
    """Name under which the store keeps the signature over a confirmation."""
    return f"{signatory.value}_signature"
