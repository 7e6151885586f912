"""Keys of their own for 统计人员 and 审核人: asked for, certified by the bureau, used to sign a confirmation.

Who has one signs what he confirms; who has none confirms under his name, as before (decision 0047).
"""

from dataclasses import dataclass

from exporters.asic.further import ROLES
from exporters.asic.names import FURTHER
from exporters.asic.signing import FileKeySigner
from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import foreign_kind, refusal_as
from exporters.pki.certificates import CertificateError, CertificateInfo, describe
from exporters.pki.fingerprint import fingerprint, words
from exporters.pki.keys import SigningKey
from exporters.pki.requests import make_request
from exporters.pki.trust import check_chain
from exporters.refusal import Refusal
from forms.confirmation import Signatory
from forms.workflow import Actor
from operations.clock import Clock, now
from operations.errors import Refused, refusing
from operations.keys.locked_keys import locked_key, open_key
from operations.passphrases.strength import check_new_passphrase
from operations.school.keys.requests import RequestFile, known_of
from operations.school.keys.trust import school_trust
from operations.school.signing.own_signature import (
    certificate_blob,
    check_name,
    has_own_key,
    key_blob,
    next_key_blob,
    signature_blob,
)
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class OwnKey:
    """How far one of the two is.

    Attributes:
        signatory: As what the person signs.
        name: The registered person; ``""`` for none.
        waiting: Whether a key waits for its certificate.
        certificate: Of the key in force; ``None`` without one.

    """

    signatory: Signatory
    name: str
    waiting: bool
    certificate: CertificateInfo | None


def own_keys(store: SchoolStore) -> tuple[OwnKey, ...]:
    """Say how far 统计人员 and 审核人 are."""
    named = store.people.all()
    return tuple(
        OwnKey(
            signatory,
            named.get(signatory.value, ""),
            waiting=store.blobs.get(next_key_blob(signatory)) is not None,
            certificate=None if held is None else describe(held),
        )
        for signatory in FURTHER
        for held in (store.blobs.get(certificate_blob(signatory)),)
    )


def request_own_key(
    store: SchoolStore, signatory: Signatory, *, name: str, passphrase: str, actor: Actor
) -> RequestFile:
    """Make a key for one of the two, and the request for a certificate to it.

    A key in force stays in force until the certificate for the new one is read.

    Args:
        store: The school's store.
        signatory: Whose key; the head's is asked for by enrolment.
        name: Name of the person, whom the passphrase must not rest on.
        passphrase: Locks the key; the person's own.
        actor: Who asks.

    Raises:
        Misused: The passphrase is too weak.
        Refused: Keys of their own are for 统计人员 and 审核人.

    """
    _check_office(signatory)
    check_new_passphrase(passphrase, (*known_of(store.meta, actor), name))
    key, request = make_request(store.meta.school_code)
    store.blobs.put(next_key_blob(signatory), locked_key(key, passphrase), actor=actor)
    file = f"{store.meta.school_code}-{signatory.value}-request.csr"
    return RequestFile(file, request, fingerprint(key.public), words(key.public), waiting=True)


def read_own_certificate(
    store: SchoolStore, content: bytes, *, passphrase: str, actor: Actor, clock: Clock = now
) -> CertificateInfo:
    """Read the certificate the bureau has issued, and put the key it is for in force.

    Args:
        store: The school's store.
        content: The certificate (DER).
        passphrase: Opens the key that was asked for: the certificate has to be for it.
        actor: Who reads it.
        clock: Gives the present, UTC.

    Raises:
        Refused: It is not by our bureau, not for one of the two of this school, for another key or
            for another person than the registered one.

    """
    trust = school_trust(store)
    try:
        info = describe(content)
        check_chain(content, trust=trust, now=clock())
    except CertificateError as error:
        again = "请选择区局发来的 .cer 文件"
        if foreign_kind(content) not in {None, ForeignFile.CERTIFICATE}:
            said = refusal_as(content, wanted="区局颁发的证书", otherwise=again)
            raise Refused(said) from error
        raise Refused(f"这不是区局颁发的证书：{error}，{again}。") from error
    except Refusal as refusal:
        raise Refused(f"这张证书不能用：{refusal.sentence}") from refusal
    offices = {role: signatory for signatory, role in ROLES.items()}
    if info.role not in offices or info.code != store.meta.school_code:
        raise Refused("这张证书不是颁发给本校统计人员或审核人的，没有读入。")
    signatory = offices[info.role]
    check_name(store, signatory, info.name)
    locked = store.blobs.get(next_key_blob(signatory))
    if locked is None:
        raise Refused(f"没有等着证书的{signatory.label}密钥，请先生成申请。")
    key = open_key(locked, passphrase, owner=signatory.label)
    with refusing():
        FileKeySigner(key, content)
    with store.transaction():
        store.blobs.put(key_blob(signatory), locked, actor=actor)
        store.blobs.put(certificate_blob(signatory), content, actor=actor)
        store.blobs.remove(next_key_blob(signatory), actor=actor)
    return info


def forget_own_key(store: SchoolStore, signatory: Signatory, *, actor: Actor) -> None:
    """Let one of the two confirm without a key again; the bureau should revoke the certificate.

    Raises:
        Refused: There is none.

    """
    if not has_own_key(store, signatory):
        raise Refused(f"{signatory.label}没有自己的签名密钥。")
    with store.transaction():
        for kind in (key_blob(signatory), certificate_blob(signatory), signature_blob(signatory)):
            store.blobs.remove(kind, actor=actor)


def _check_office(signatory: Signatory) -> None:
    if signatory not in FURTHER:
        raise Refused("单位负责人的密钥用开户申请办理；这里只办统计人员和审核人的。")


def unlock_own_key(store: SchoolStore, signatory: Signatory, passphrase: str) -> SigningKey:
    """Unlock the key of one of the two; takes about a second.

    Raises:
        Refused: There is none, or the passphrase does not fit.

    """
    if not has_own_key(store, signatory):
        raise Refused(f"{signatory.label}没有自己的签名密钥，不用口令就可以确认。")
    return open_key(store.blobs.get(key_blob(signatory)), passphrase, owner=signatory.label)
