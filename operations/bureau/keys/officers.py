"""The officers of a bureau: who they are, what each may do, how their certificates stand.

A bureau begins with one officer and keeps no table of them; the second makes it keep one. Certificates are
issued and revoked with the root key, and so are rights given and taken.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from exporters.pki.authority import Authority, Subject, issue_certificate
from exporters.pki.certificates import describe
from exporters.pki.keys import generate_key
from exporters.pki.profile import CertificateRole
from forms.rights import ALL_RIGHTS, Right
from forms.workflow import Actor
from operations.bureau.keys.officer_keys import (
    certificate_blob,
    holder_of,
    key_blob,
    officer_certificate,
)
from operations.bureau.rights import named, require, unknown_told
from operations.bureau.schools.enrol import publish_revocations, revoke_all
from operations.bureau.store import Desk, registered, root_certificate
from operations.clock import Clock, now
from operations.errors import Misused, Refused
from operations.keys.key_care import KeyStatus, status_at
from operations.keys.locked_keys import locked_daily_keys
from operations.new_store import operator_fault
from operations.passphrases.strength import check_new_passphrase
from storage.bureau.officers import Officer
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class OfficerState:
    """One officer and how the certificate stands.

    Attributes:
        officer: Who it is, and what the officer may do.
        status: Whether the officer can sign.
        not_after: Until when the certificate is good (UTC), also of one that was revoked.
        fingerprint: SHA-256 of the certificate, lower-case hex.

    """

    officer: Officer
    status: KeyStatus
    not_after: datetime
    fingerprint: str


def officer_states(store: BureauStore, *, clock: Clock = now) -> tuple[OfficerState, ...]:
    """Read all officers, the only one of a small bureau as well."""
    return tuple(_state(store, officer, clock()) for officer in officers_of(store))


def officers_of(store: BureauStore) -> tuple[Officer, ...]:
    """The officers; in a bureau of one, the person the operator's certificate names."""
    return store.officers.all() or (_first(store),)


def parse_rights(texts: Iterable[str]) -> frozenset[Right]:
    """Read rights as they are typed: their ids or their words.

    Raises:
        Misused: There is no such right.

    """
    known = {text: right for right in Right for text in (right.value, right.label)}
    wanted = tuple(texts)
    for text in wanted:
        if text not in known:
            told = "、".join(f"{right.value}（{right.label}）" for right in Right)
            raise Misused(f"没有“{text}”这项权限，可以写 {told}。")
    return frozenset(known[text] for text in wanted)


def add_officer(
    desk: Desk,
    name: str,
    rights: frozenset[Right],
    *,
    authority: Authority,
    passphrase: str,
) -> Officer:
    """Give somebody keys, a certificate and rights; also to one whose certificate was revoked.

    Args:
        desk: An officer at work: the key that opens packages is handed on.
        name: Name of the new officer, for certificate and journal.
        rights: What the new officer may do.
        authority: The unlocked certificate authority.
        passphrase: Of the new officer; locks the keys.

    Raises:
        Misused: The name cannot be used, or the passphrase is weak.
        Refused: The one at work may not do this, or the name is an officer's already.

    """
    store, name = desk.store, name.strip()
    require(store, desk.actor, Right.KEYS)
    _check_authority(store, authority)
    known = officers_of(store)
    if not store.officers.all():
        _check_first(known[0], desk.actor)
    meta = store.meta
    subject = Subject(organisation=meta.bureau_name, name=name, code=meta.bureau_code)
    _check_name(store, known, subject)
    check_new_passphrase(passphrase, (meta.bureau_name, meta.bureau_code, name))
    key = generate_key()
    certificate = issue_certificate(
        authority,
        subject=subject,
        role=CertificateRole.BUREAU,
        public_key=key.public,
        now=desk.clock(),
    )
    locked = locked_daily_keys(key, desk.keys.identity, passphrase)
    before = named(known, name)
    officer = Officer(len(known) + 1 if before is None else before.number, name, rights)
    with store.transaction():
        if not store.officers.all():
            store.officers.put(known[0], actor=desk.actor, reason="原来的操作员")
        store.officers.put(officer, actor=desk.actor)
        store.blobs.put(key_blob(officer.number), locked, actor=desk.actor)
        store.blobs.put(certificate_blob(officer.number), certificate, actor=desk.actor)
        kept = registered(certificate, holder=holder_of(meta.bureau_code, officer.number))
        store.certificates.add(kept, actor=desk.actor)
    return officer


def set_rights(
    store: BureauStore,
    name: str,
    rights: frozenset[Right],
    *,
    authority: Authority,
    actor: Actor,
    reason: str = "",
) -> Officer:
    """Say what an officer may do from now on.

    Args:
        store: The bureau's store.
        name: Whose rights.
        rights: All of them.
        authority: The unlocked certificate authority; whoever has it decides.
        actor: The officer who decides.
        reason: Why, for the journal; may be empty.

    Raises:
        Refused: The one who decides may not do this, there is no such officer, the certificate is
            revoked, or nobody would be left who may.

    """
    require(store, actor, Right.KEYS)
    _check_authority(store, authority)
    changed = replace(_at_work(store, name), rights=rights)
    _check_one_is_left(store, changed)
    store.officers.put(changed, actor=actor, reason=reason)
    return changed


def revoke_officer(
    store: BureauStore,
    name: str,
    *,
    authority: Authority,
    actor: Actor,
    reason: str,
    clock: Clock = now,
) -> Officer:
    """Revoke an officer's certificates, take the rights and the keys away, and issue the next list.

    Raises:
        Refused: No reason is given, or as :func:`set_rights`.

    """
    require(store, actor, Right.KEYS)
    _check_authority(store, authority)
    if not reason.strip():
        raise Refused("请写明吊销的原因，例如“调离”“口令泄露”；原因会记入日志。")
    gone = replace(_at_work(store, name), rights=frozenset())
    _check_one_is_left(store, gone)
    with store.transaction():
        holder = holder_of(store.meta.bureau_code, gone.number)
        revoke_all(store, holder, reason=reason, actor=actor, at=clock())
        publish_revocations(store, authority, actor=actor, clock=clock)
        store.officers.put(gone, actor=actor, reason=reason)
        store.blobs.remove(key_blob(gone.number), actor=actor)
    return gone


def _state(store: BureauStore, officer: Officer, at: datetime) -> OfficerState:
    info = describe(officer_certificate(store, officer.name))
    good = store.blobs.get(key_blob(officer.number)) is not None
    status = status_at(info.not_after, at) if good else KeyStatus.REVOKED
    return OfficerState(officer, status, info.not_after, info.fingerprint)


def _first(store: BureauStore) -> Officer:
    return Officer(1, describe(officer_certificate(store, "")).name, ALL_RIGHTS)


def _check_authority(store: BureauStore, authority: Authority) -> None:
    if authority.root != root_certificate(store):
        raise Refused("打开的根密钥不是这个局端库的，请选择建库时生成的那一个。")


def _check_first(first: Officer, actor: Actor) -> None:
    """From the second officer on names count, so the first has to go by that of the certificate."""
    if first.name != actor.name:
        raise Refused(
            f"现在的操作员证书上的姓名是“{first.name}”，操作人写的是“{actor.name}”。添加操作员以后，"
            f"各人只用证书上的姓名：请先换发操作员证书（写上姓名“{actor.name}”），"
            f"或以“{first.name}”的姓名再做一次。"
        )


def _check_name(store: BureauStore, known: Iterable[Officer], subject: Subject) -> None:
    name = subject.name
    if fault := operator_fault(name):
        raise Misused(fault)
    if subject.common_name != name:
        raise Misused(f"操作员姓名“{name}”太长，证书上写不下，请缩短到 21 个字以内。")
    found = named(tuple(known), name)
    if found is not None and store.blobs.get(key_blob(found.number)) is not None:
        raise Refused(f"“{name}”已经是操作员。同名的另一个人，请在姓名后加上科室。")


def _at_work(store: BureauStore, name: str) -> Officer:
    officers = store.officers.all()
    if not officers:
        raise Refused("这个局端库只有一名操作员，有全部权限；换人或口令泄露，请换发操作员证书。")
    found = named(officers, name)
    if found is None:
        raise Refused(f"{unknown_told(officers, name)}请核对姓名。")
    if store.blobs.get(key_blob(found.number)) is None:
        raise Refused(f"{name}的证书已经吊销，请用根密钥重新添加{name}。")
    return found


def _check_one_is_left(store: BureauStore, changed: Officer) -> None:
    others = (item for item in store.officers.all() if item.number != changed.number)
    if Right.KEYS not in changed.rights and not any(Right.KEYS in item.rights for item in others):
        raise Refused(
            f"只有{changed.name}有“{Right.KEYS.label}”的权限，去掉以后再没有人能给予权限。"
            "请先把这项权限给另一名操作员。"
        )
