"""Sign a return: draw what is signed, then make, verify and keep the package."""

import hashlib
from dataclasses import dataclass

from exporters.asic import names
from exporters.asic.journal_note import encode_note
from exporters.pki.keys import SigningKey
from forms.confirmation import Signatory, missing
from forms.exchange import Signer, VerifiedPackage
from forms.record import PackRef
from forms.workflow import Actor, Move, transition
from operations.clock import Clock, now
from operations.errors import Refused
from operations.keys.locked_keys import open_key
from operations.school.keys.enrolment import enrolment
from operations.school.keys.key_moving import has_key
from operations.school.keys.requests import is_waiting
from operations.school.keys.signed_opening import check_signed_opening
from operations.school.keys.trust import check_clock, school_trust
from operations.school.signing.confirm import check_confirmed, confirm_return, read_confirmed
from operations.school.signing.own_signature import kept_signatures, statements
from operations.school.signing.report import report_files
from operations.school.signing.sealing import attachments, journal_note, package_info, sealed
from operations.school.signing.seen_report import SeenReport, digest_of
from operations.school.signing.signed_content import clean_sheet, return_document, revision_changes
from storage.named.blobs import BlobKind
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """A signed package as it is kept in the store."""

    number: int
    identity: str
    digest: str
    signer: Signer


_ELSEWHERE = (
    "签名密钥不在这个填报库里。请保存送审文件，在校长的电脑上打开并签名；"
    "密钥在 UKey 里的，请插上 UKey 签名。"
)


def unlock_school_key(store: SchoolStore, passphrase: str) -> SigningKey:
    """Unlock the principal's key; takes about a second.

    Raises:
        Refused: There is no key yet, or the passphrase does not fit.

    """
    if not has_key(store) and enrolment(store) is not None and not is_waiting(store):
        raise Refused(_ELSEWHERE)
    try:
        return open_key(store.blobs.get(BlobKind.PRIVATE_KEY), passphrase, owner="校长")
    except Refused as refusal:
        if enrolment(store) is None or not is_waiting(store):
            raise
        raise type(refusal)(
            f"{refusal}新申请的密钥要读入开户文件后才能用，在那以前签名用原来的口令。"
        ) from refusal


def draw_report(store: SchoolStore) -> SeenReport:
    """Draw the PDF a package signed now would carry, for the principal to read.

    Raises:
        NotReady: Problems are open.

    """
    sheet = clean_sheet(store)
    confirmed = read_confirmed(store, sheet)
    document = return_document(store, sheet, confirmed.given)
    changes = revision_changes(store, sheet)
    copies = report_files(store, sheet, document=document, changes=changes, confirmed=confirmed)
    return SeenReport(copies.get(names.REPORT_PDF, b""), hashlib.sha256(document).hexdigest())


def confirm_as_head(store: SchoolStore, *, clock: Clock = now) -> None:
    """Let whoever is about to sign confirm as 单位负责人, unless that is done or not demanded.

    The name is the one of the certificate. Errors as of
    :func:`operations.school.signing.confirm.confirm_return`.
    """
    confirmed = read_confirmed(store)
    if Signatory.HEAD not in missing(confirmed.rule, confirmed.given):
        return
    name = confirmed.people.get(Signatory.HEAD, "")
    confirm_return(store, Signatory.HEAD, name=name, clock=clock)


def sign_return(
    store: SchoolStore,
    *,
    key: SigningKey,
    actor: Actor,
    digest: str | None = None,
    seen: SeenReport | None = None,
    clock: Clock = now,
) -> SignedReturn:
    """Sign the return in review: build the package, verify it, keep it, move to signed.

    Args:
        store: The school's store.
        key: The principal's key (:func:`unlock_school_key`).
        actor: The principal.
        digest: What the preview showed; another one now is refused.
        seen: What was read on the screen; another PDF now is refused.
        clock: Gives the present, UTC.

    Raises:
        NotReady: Problems are open.
        Refused: Not enrolled, not confirmed as the pack demands, or the return is not what the
            preview showed.
        PackageRefused: The finished package did not verify; nothing was kept.

    """
    transition(store.revisions.state, Move.SIGN, actor.role)
    check_clock(store, clock=clock)
    check_signed_opening(store)
    school_trust(store)
    sheet = clean_sheet(store)
    confirmed = read_confirmed(store, sheet)
    check_confirmed(confirmed)
    document = return_document(store, sheet, confirmed.given)
    found = hashlib.sha256(document).hexdigest()
    if digest is not None and digest != found:
        raise Refused("填报表在预览之后有改动，请重新查看要签名的内容，再签名。")
    files = {names.RETURN: document, **attachments(store, sheet)}
    changes = revision_changes(store, sheet)
    files |= report_files(store, sheet, document=document, changes=changes, confirmed=confirmed)
    if seen is not None and digest_of(files.get(names.REPORT_PDF, b"")) != seen.seal:
        raise Refused("要签名的文件和屏幕上看到的不一样了，请重新查看，再签名。")
    files[names.JOURNAL] = encode_note(journal_note(store))
    info, further = package_info(store, clock=clock), kept_signatures(store, confirmed.given)
    files |= statements(confirmed.given, further, school=info.school, period=info.period)
    package = sealed(store, files, info=info, key=key, clock=clock, further=further)
    keep_signed(store, package, pack=sheet.record.pack, actor=actor)
    return SignedReturn(info.number, package.identity, found, package.signer)


def sign_seen(
    store: SchoolStore, passphrase: str, seen: SeenReport, *, actor: Actor
) -> SignedReturn:
    """Unlock the principal's key and sign what was read on the screen; errors of both."""
    key = unlock_school_key(store, passphrase)
    return sign_return(store, key=key, actor=actor, digest=seen.digest, seen=seen)


def keep_signed(
    store: SchoolStore, package: VerifiedPackage, *, pack: PackRef, actor: Actor
) -> None:
    """Keep a signed package of the present revision, which is signed from then on."""
    with store.transaction():
        delivery = Delivery(
            identity=package.identity,
            number=package.info.number,
            previous=package.info.previous,
            revision=store.revisions.number,
            created=package.info.created,
        )
        store.deliveries.add(delivery, package.container, actor=actor)
        store.move(Move.SIGN, actor=actor)
        if store.meta.pack != pack:
            store.update_meta(actor=actor, pack=pack)
