"""The package a return becomes: what lies in it, sealed and verified."""

from collections.abc import Mapping
from pathlib import PurePath

from exporters.asic import names
from exporters.asic.agreement import at_bureau
from exporters.asic.build import NO_FURTHER, build
from exporters.asic.journal_note import JournalNote, note_of
from exporters.asic.package_info import new_info
from exporters.asic.signing import FileKeySigner
from exporters.asic.verify import verify
from exporters.pki.keys import SigningKey
from forms.confirmation import Signatory
from forms.exchange import ContainerKind, PackageInfo, VerifiedPackage
from forms.live.attached import attached_files
from forms.live.sheet import Sheet
from operations.clock import Clock
from operations.errors import PackageRefused, Refused, refusing
from operations.school.keys.opening import told_period
from operations.school.keys.renew import renewal_files
from operations.school.keys.trust import school_trust
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


def journal_note(store: SchoolStore) -> JournalNote:
    """Say where the journal ends now, and which ends of earlier packages it still has."""
    head, verdict = store.journal.head(), store.verify_journal()
    earlier = [(item.seq, item.hash) for item in verdict.confirmed]
    return note_of((head.seq, head.hash), earlier)


def package_info(store: SchoolStore, *, clock: Clock) -> PackageInfo:
    """Describe the next package."""
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


def attachments(store: SchoolStore, sheet: Sheet) -> Mapping[str, bytes]:
    """Give the files the answers name, by their names in a package.

    Raises:
        Refused: One is not in the store.

    """
    files: dict[str, bytes] = {}
    for digest, file in attached_files(sheet).items():
        content = store.attachments.content(digest)
        if content is None:
            raise Refused(f"附件“{file.name}”不在填报库中，请删除后重新添加这个附件。")
        files[names.attachment(digest, PurePath(file.name).suffix)] = content
    return files


def sealed(
    store: SchoolStore,
    files: Mapping[str, bytes],
    *,
    info: PackageInfo,
    key: SigningKey,
    clock: Clock,
    further: Mapping[Signatory, bytes] = NO_FURTHER,
) -> VerifiedPackage:
    """Build and sign a package, and verify it as the bureau will.

    Args:
        store: Has the certificate of the key and what the school believes in.
        files: Name → content.
        info: What the package says of itself.
        key: The principal's key.
        clock: Gives the present, UTC.
        further: Signatures over the statements among the files.

    Raises:
        Refused: There is no certificate, or it is for another key.
        PackageRefused: The finished package did not verify.

    """
    trust, certificate = school_trust(store), store.blobs.get(BlobKind.CERTIFICATE)
    if certificate is None:
        raise Refused("还没有签名证书，请先读入区局发回的开户文件。")
    everything = {**files, **renewal_files(store, certificate, key=key, clock=clock)}
    with refusing():
        signer = FileKeySigner(key, certificate, clock=clock)
        container = build(everything, info=info, signer=signer, further=further)
    expect = at_bureau(info.bureau, period=told_period(store), active={info.school})
    verdict, package = verify(container, trust, now=clock(), expect=expect)
    if package is None:
        raise PackageRefused(verdict)
    return package
