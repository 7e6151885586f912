"""Sign a return: show exactly what is signed, then make, verify and keep the package."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from exporters.asic import names
from exporters.asic.agreement import at_bureau
from exporters.asic.build import build
from exporters.asic.journal_note import encode_note, note_of
from exporters.asic.package_info import new_info
from exporters.asic.signing import FileKeySigner
from exporters.asic.verify import verify
from exporters.pki.keys import SigningKey
from forms.confirmation import Confirmation, Signatory, missing
from forms.document import canonical_bytes, to_document
from forms.document.comments import comment_fault
from forms.document.format import MOST_COMMENTS
from forms.exchange import ContainerKind, PackageInfo, Signer, VerifiedPackage
from forms.indicator_value import IndicatorValue
from forms.live.attached import attached_files
from forms.live.compare import Change, compare
from forms.live.sheet import Sheet
from forms.problems import Problem, Severity
from forms.record import PackRef
from forms.workflow import Actor, Move, transition
from operations.clock import Clock, now
from operations.errors import NotReady, PackageRefused, Refused, refusing
from operations.keys import open_key
from operations.school.as_told import check_as_told
from operations.school.check import open_problems
from operations.school.confirm import Confirmed, check_confirmed, confirm_return, read_confirmed
from operations.school.enrolment import enrolment
from operations.school.keys import check_clock, school_trust, told_period
from operations.school.renew import renewal_files
from operations.school.report import report_files
from operations.school.requests import is_waiting
from operations.school.store import open_sheet
from operations.version import VERSION
from storage.blobs import BlobKind
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class SigningPreview:
    """Exactly what a signature will cover.

    Attributes:
        revision: The revision to be signed.
        number: Number the package will have.
        digest: SHA-256 (hex) of the return's canonical bytes.
        since_last_revision: Changes since the revision signed before; all of them in a first one
            is ``None``.
        explained: Queries with their 说明.
        hints: Hints that stay.
        indicators: Verdicts in the order of the pack.
        confirmed: How far the three have come.

    """

    revision: int
    number: int
    digest: str
    since_last_revision: tuple[Change, ...] | None
    explained: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    indicators: tuple[IndicatorValue, ...]
    confirmed: Confirmed


@dataclass(frozen=True, slots=True)
class SignedReturn:
    """A signed package as it is kept in the store."""

    number: int
    identity: str
    digest: str
    signer: Signer


def unlock_school_key(store: SchoolStore, passphrase: str) -> SigningKey:
    """Unlock the principal's key; takes about a second.

    Raises:
        Refused: There is no key yet, or the passphrase does not fit.

    """
    try:
        return open_key(store.blobs.get(BlobKind.PRIVATE_KEY), passphrase, owner="校长")
    except Refused as refusal:
        if enrolment(store) is None or not is_waiting(store):
            raise
        raise Refused(
            f"{refusal}新申请的密钥要读入开户文件后才能用，在那以前签名用原来的口令。"
        ) from refusal


def preview_signature(store: SchoolStore) -> SigningPreview:
    """Say exactly what would be signed now.

    Raises:
        NotReady: Problems are open.

    """
    sheet = _clean_sheet(store)
    confirmed = read_confirmed(store, sheet)
    document = _document(store, sheet, confirmed.given)
    return SigningPreview(
        revision=store.revisions.number,
        number=store.deliveries.next_number(),
        digest=hashlib.sha256(document).hexdigest(),
        since_last_revision=_changes(store, sheet),
        explained=tuple(found for found in sheet.problems if found.severity is Severity.QUERY),
        hints=tuple(found for found in sheet.problems if found.severity is Severity.HINT),
        indicators=tuple(sheet.indicators.values()),
        confirmed=confirmed,
    )


def confirm_as_head(store: SchoolStore, *, clock: Clock = now) -> None:
    """Let whoever is about to sign confirm as 单位负责人, unless that is done or not demanded.

    The name is the one of the certificate. Errors as of
    :func:`operations.school.confirm.confirm_return`.
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
    clock: Clock = now,
) -> SignedReturn:
    """Sign the return in review: build the package, verify it, keep it, move to signed.

    Args:
        store: The school's store.
        key: The principal's key (:func:`unlock_school_key`).
        actor: The principal.
        digest: What the preview showed; another one now is refused.
        clock: Gives the present, UTC.

    Raises:
        NotReady: Problems are open.
        Refused: Not enrolled, not confirmed as the pack demands, or the return is not what the
            preview showed.
        PackageRefused: The finished package did not verify; nothing was kept.

    """
    transition(store.revisions.state, Move.SIGN, actor.role)
    check_clock(store, clock=clock)
    check_as_told(store)
    trust = school_trust(store)
    sheet = _clean_sheet(store)
    confirmed = read_confirmed(store, sheet)
    check_confirmed(confirmed)
    document = _document(store, sheet, confirmed.given)
    found = hashlib.sha256(document).hexdigest()
    if digest is not None and digest != found:
        raise Refused("填报表在预览之后有改动，请重新查看要签名的内容，再签名。")
    certificate = store.blobs.get(BlobKind.CERTIFICATE)
    if certificate is None:
        raise Refused("还没有签名证书，请先读入区局发回的开户文件。")
    info = _package_info(store, clock=clock)
    files = {names.RETURN: document}
    files |= report_files(
        store, sheet, digest=found, changes=_changes(store, sheet), confirmed=confirmed
    )
    files.update(_attachments(store, sheet))
    files[names.JOURNAL] = _journal(store)
    files.update(renewal_files(store, certificate, key=key, clock=clock))
    with refusing():
        container = build(files, info=info, signer=FileKeySigner(key, certificate, clock=clock))
    expect = at_bureau(info.bureau, period=told_period(store), active={info.school})
    verdict, package = verify(container, trust, now=clock(), expect=expect)
    if package is None:
        raise PackageRefused(verdict)
    _keep(store, package, pack=sheet.record.pack, actor=actor)
    return SignedReturn(info.number, package.identity, found, package.signer)


def _keep(store: SchoolStore, package: VerifiedPackage, *, pack: PackRef, actor: Actor) -> None:
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


def _clean_sheet(store: SchoolStore) -> Sheet:
    sheet = open_sheet(store)
    found = open_problems(sheet)
    if found:
        raise NotReady(found)
    return sheet


def _document(store: SchoolStore, sheet: Sheet, confirmed: Sequence[Confirmation]) -> bytes:
    resolved = [
        {"address": comment.address, "text": comment.text, "origin": comment.origin.value}
        for comment in store.comments.all()
        if not comment.is_open
    ]
    # An earlier text of the pack may have had places this one has not: the bureau knows none of them.
    fit = [comment for comment in resolved if not comment_fault(comment, sheet.plan)]
    return canonical_bytes(
        to_document(
            sheet,
            program_version=VERSION,
            journal_head=store.journal.head().hash,
            comments=fit[-MOST_COMMENTS:],
            confirmations=confirmed,
        )
    )


def _journal(store: SchoolStore) -> bytes:
    head, verdict = store.journal.head(), store.verify_journal()
    earlier = [(item.seq, item.hash) for item in verdict.confirmed]
    return encode_note(note_of((head.seq, head.hash), earlier))


def _changes(store: SchoolStore, sheet: Sheet) -> tuple[Change, ...] | None:
    if store.revisions.number == 1:
        return None
    return tuple(
        compare(store.answers.load(store.revisions.number - 1), sheet.record, sheet.plan.pack)
    )


def _package_info(store: SchoolStore, *, clock: Clock) -> PackageInfo:
    meta = store.meta
    return new_info(
        ContainerKind.REPORT,
        bureau=meta.bureau_code,
        school=meta.school_code,
        number=store.deliveries.next_number(),
        previous=store.deliveries.tip().identity,
        period=meta.period,
        created=clock(),
    )


def _attachments(store: SchoolStore, sheet: Sheet) -> Mapping[str, bytes]:
    files: dict[str, bytes] = {}
    for digest, file in attached_files(sheet).items():
        content = store.attachments.content(digest)
        if content is None:
            raise Refused(f"附件“{file.name}”不在填报库中，请删除后重新添加这个附件。")
        files[names.attachment(digest, PurePath(file.name).suffix)] = content
    return files
