"""Read the bureau's opening file: with it a school is enrolled, and the root of its bureau is believed."""

from dataclasses import dataclass

from exporters.asic import bureau_files, names
from exporters.asic.package_info import decode_info
from exporters.asic.verify import offered_root
from exporters.asic.zip_reader import Archive
from exporters.foreign_kind import refusal_as
from exporters.pki.certificates import CertificateError, describe, same_key
from exporters.pki.fingerprint import fingerprint, same_fingerprint, words
from forms.exchange import ContainerKind, PackageInfo
from forms.workflow import Actor
from operations.clock import Clock, now
from operations.errors import Misused, Refused
from operations.school.keys.enrolment import Enrolment, enrolment_of
from operations.school.keys.requests import IN_FORCE, last_request, place_of_key, put_in_force
from operations.school.keys.signed_opening import told_last, told_settings
from operations.school.keys.trust import keep_revocations, opening_of, verified_bureau_file
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class RootOffer:
    """The root certificate an opening file brings, to be compared with the bureau's printed notice."""

    name: str
    fingerprint: str
    words: str


def look_at_root(data: bytes) -> RootOffer:
    """Say which root an opening file brings along; nothing is believed yet.

    Raises:
        Refused: The file brings none.

    """
    root = _offered(data)
    try:
        name = describe(root).organisation
    except CertificateError as error:
        raise Refused(f"开户文件里的根证书不能用：{error}，请区局重新生成开户文件。") from error
    return RootOffer(name, fingerprint(root), words(root))


def _offered(data: bytes) -> bytes:
    root = offered_root(data)
    if root is None:
        raise Refused(
            refusal_as(
                data,
                wanted="区局发来的开户文件",
                otherwise="请选择文件名以 opening.asice 结尾的文件",
            )
        )
    return root


def check_fingerprint(typed: str | None, root: bytes) -> None:
    """Refuse a root with another fingerprint than the one a person typed; ``None`` was not typed.

    Raises:
        Misused: It is another one.

    """
    if typed is not None and not same_fingerprint(typed, root):
        raise Misused(
            f"根证书的指纹与输入的不同，文件里的是 {fingerprint(root)}。"
            "请对照区局盖章的通知核对；不一致就不要使用这个文件。"
        )


def read_opening(
    store: SchoolStore,
    data: bytes,
    *,
    actor: Actor,
    root_fingerprint: str | None = None,
    key_elsewhere: bool = False,
    clock: Clock = now,
) -> Enrolment:
    """Read an opening file: certificate, root, settings, older figures, place in the chain.

    A certificate to the key that waits puts that key in the place of the one in force; one to the
    key in force renews it and lets the other wait on.

    Args:
        store: The school's store.
        data: The file.
        actor: Who reads it.
        root_fingerprint: What the bureau's printed notice says; needed the first time, when no
            root is known yet. ``None`` takes the root as offered (the caller has shown it).
        key_elsewhere: The key lies on the principal's computer; only for a store without a request.
        clock: Gives the present, UTC.

    Raises:
        PackageRefused: The file is not whole, not for this school, or not by this bureau.
        Refused: It is older than the one read last, or for another key.
        Misused: The fingerprint is another one.

    """
    root = store.blobs.get(BlobKind.ROOT) or _offered(data)
    check_fingerprint(root_fingerprint, root)
    package = verified_bureau_file(
        store, data, kinds=frozenset({ContainerKind.OPENING}), root=root, clock=clock
    )
    _check_newest(store, package.info)
    opening = opening_of(package)
    certificate = opening.certificate
    earlier = store.blobs.get(BlobKind.CERTIFICATE)
    elsewhere = last_request(store) is None and (key_elsewhere or earlier is not None)
    place = IN_FORCE if elsewhere else place_of_key(store, certificate)
    with store.transaction():
        if earlier is not None and not same_key(earlier, certificate):
            store.deliveries.withdraw(opening.next_number, actor=actor)
        put_in_force(store, place, actor=actor)
        store.blobs.put(BlobKind.CERTIFICATE, certificate, actor=actor)
        store.blobs.put(BlobKind.ROOT, root, actor=actor)
        store.blobs.put(BlobKind.BUREAU_RECIPIENT, opening.recipient.encode("ascii"), actor=actor)
        store.blobs.put(BlobKind.OPENING, data, actor=actor)
        keep_revocations(store, package, root=root, clock=clock, actor=actor)
        store.update_meta(
            actor=actor, bureau_code=package.info.bureau, school_name=opening.school_name
        )
        _keep_told(store, opening, actor=actor)
        if opening.previous:
            store.accepted.note(opening.next_number - 1, opening.previous, actor=actor)
    return enrolment_of(store, certificate, root)


def _keep_told(store: SchoolStore, opening: bureau_files.Opening, *, actor: Actor) -> None:
    """Keep what the school's checks will look at: settings, last year's return, the statistics."""
    store.settings.replace(told_settings(opening), actor=actor)
    store.last_values.replace(told_last(opening), actor=actor)
    store.stat_values.replace(opening.stat, actor=actor)


def _check_newest(store: SchoolStore, info: PackageInfo) -> None:
    """Refuse an opening file from before the one read last: it would bring back old standards and keys."""
    kept = store.blobs.get(BlobKind.OPENING)
    last = None if kept is None else _info_of(kept)
    # Both: a bureau that went on from a backup counts from a lower number, but later.
    if last is not None and info.number < last.number and info.created < last.created:
        raise Refused(
            f"这份开户文件（{info.created.astimezone():%Y-%m-%d %H:%M}）比已经读入的旧，"
            "请读入区局最近发来的那一份。"
        )


def told_period(store: SchoolStore) -> int:
    """Give the year the bureau opened this store for; the store's own before that."""
    kept = store.blobs.get(BlobKind.OPENING)
    return store.meta.period if kept is None else _info_of(kept).period


def _info_of(container: bytes) -> PackageInfo:
    return decode_info(Archive(container).read(names.INFO))
