"""The bureau's store: make one with its certificate authority, open one, unlock its keys.

Three secrets, two files: the operator's signing key and the decryption identity are used daily and
lie locked in the store; the key of the certificate authority lies in a file of its own, which the
bureau keeps off the daily computer and fetches to enrol or to revoke.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from exporters.age import Identity, generate_identity
from exporters.pki.authority import (
    Authority,
    Subject,
    create_authority,
    issue_certificate,
    issue_crl,
)
from exporters.pki.certificates import describe, to_pem
from exporters.pki.keys import SigningKey, generate_key
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore
from forms.workflow import Actor, Role
from operations.bureau.anchoring import sign_head
from operations.bureau.clock import check_clock
from operations.bureau.keys.officer_keys import check_own_keys, locked_keys
from operations.bureau.unfinished import forget_note, set_unfinished_aside, write_root_key
from operations.clock import Clock, now
from operations.errors import Misused, Refused
from operations.files import KEY, read_file
from operations.keys.locked_keys import (
    Fingerprint,
    locked_daily_keys,
    locked_key,
    open_daily_keys,
    open_key_file,
)
from operations.new_store import (
    bureau_code_fault,
    bureau_name_fault,
    operator_fault,
    period_fault,
)
from operations.packs.bundled import bundled_pack
from operations.passphrases.strength import check_new_passphrase
from storage.address import StorePlace
from storage.bureau.certificates import IssuedCertificate
from storage.bureau.meta import BureauMeta
from storage.bureau.store import BureauStore
from storage.bureau.wide import wide_columns
from storage.errors import AlreadyThere, ServerReadOnly, StoreError
from storage.named.blobs import BlobKind
from storage.opening import is_there


@dataclass(frozen=True, slots=True)
class DailyKeys:
    """The bureau's unlocked daily keys; never printed.

    Attributes:
        operator: Signs opening files, receipts and return slips.
        identity: Decrypts packages.

    """

    operator: SigningKey
    identity: Identity


@dataclass(frozen=True, slots=True)
class Desk:
    """The bureau at work: its open store, its unlocked keys, and who sits there.

    Attributes:
        store: The open store.
        keys: The unlocked daily keys.
        actor: The officer.
        clock: Gives the present, UTC.

    """

    store: BureauStore
    keys: DailyKeys
    actor: Actor
    clock: Clock = now


@dataclass(frozen=True, slots=True)
class BureauPlan:
    """What a new bureau is.

    Attributes:
        code: Code of the bureau (letters and digits).
        name: Name of the bureau.
        period: The year reported.
        operator: Name of the person who signs for the bureau.
        settings: What it begins with, as :func:`operations.bureau.settings.check_settings` gives it.

    """

    code: str
    name: str
    period: int
    operator: str
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewBureau:
    """What was made.

    Attributes:
        desk: The bureau at work, keys unlocked.
        authority: The unlocked certificate authority, for enrolling at once.
        authority_file: Where the locked key of the authority was written.
        root_fingerprint: To be printed on the notice to the schools.
        note: What was done with the rest of an earlier try, as a sentence; mostly ``""``.

    """

    desk: Desk
    authority: Authority
    authority_file: Path
    root_fingerprint: Fingerprint
    note: str = ""


def authority_file_of(store: StorePlace) -> Path:
    """Where the locked key of the certificate authority is put unless another place is given."""
    return _beside(store, f"{store.stem}-root-key.age")


def root_file_of(store: StorePlace) -> Path:
    """Where the root certificate is written when the store is made."""
    return _beside(store, f"{store.stem}-root.pem")


def _beside(store: StorePlace, name: str) -> Path:
    """A file beside a store; beside one on a server is where the officer works now."""
    return store.with_name(name) if isinstance(store, Path) else Path(name)


def create_bureau(
    place: StorePlace,
    plan: BureauPlan,
    *,
    passphrase: str,
    root_passphrase: str | None = None,
    authority_file: Path | None = None,
    clock: Clock = now,
) -> NewBureau:
    """Make the store of a bureau with root, operator, decryption key and a first revocation list.

    Args:
        place: The new store: a file, or an empty database.
        plan: What it is.
        passphrase: Locks the daily keys.
        root_passphrase: Locks the authority's key file; by default the same passphrase.
        authority_file: Where the authority's key goes; default :func:`authority_file_of`.
        clock: Gives the present, UTC.

    Raises:
        Misused: Code, name, period or passphrase cannot be used, or there is the key file of
            another bureau.
        AlreadyThere: There is a file of that name, or a store in the database.
        EnvironmentProblem: It cannot be written; nothing is left behind then.

    """
    root_passphrase = passphrase if root_passphrase is None else root_passphrase
    _check(plan, (passphrase, root_passphrase))
    target = authority_file or authority_file_of(place)
    present = clock()
    is_made = partial(is_there, place, BureauStore.format)
    if target.exists() and is_made():  # without the key, making the store says what is there
        raise AlreadyThere(place)
    aside = set_unfinished_aside(target, now=present)
    actor = officer(plan.operator)
    authority = create_authority(name=plan.name, code=plan.code, now=present)
    keys = DailyKeys(generate_key(), generate_identity())
    meta = BureauMeta(plan.code, plan.name, plan.period, bundled_pack().ref, present)
    locked = locked_key(authority.key, root_passphrase)
    try:
        with BureauStore.founding(place, meta, actor=actor) as store:
            _begin(Desk(store, keys, actor, clock), plan.settings, authority, passphrase)
            # Before the store is there: a store whose authority's key was lost is of no use.
            write_root_key(target, locked)
    except BaseException:
        # Where nobody can say whether the store was made, its key is kept.
        with suppress(StoreError):
            if not is_made():
                with suppress(OSError):
                    target.unlink()
                forget_note(target)
        raise
    forget_note(target)
    note = (
        f"上一次建库没有做完，那时的根密钥文件已改名为 {aside}；没有别的局端库用它的，可以删去。"
        if aside
        else ""
    )
    desk = Desk(BureauStore.open(place), keys, actor, clock)
    return NewBureau(desk, authority, target, Fingerprint.of(authority.root), note)


def _check(plan: BureauPlan, passphrases: Iterable[str]) -> None:
    """Refuse what no bureau can be made of."""
    fault = (
        bureau_code_fault(plan.code)
        or bureau_name_fault(plan.name)
        or operator_fault(plan.operator)
        or period_fault(str(plan.period))
    )
    if fault:
        raise Misused(fault)
    for new in passphrases:
        check_new_passphrase(new, (plan.name, plan.code, str(plan.period), plan.operator))


@contextmanager
def at_work(
    store: BureauStore, keys: DailyKeys, actor: Actor, *, clock: Clock = now
) -> Iterator[Desk]:
    """Let an officer work with unlocked keys; what was written is signed at the end.

    Raises:
        Refused: The keys are another officer's.

    """
    check_own_keys(store, keys.operator, actor)
    yield Desk(store, keys, actor, clock)
    if not store.read_only:
        sign_head(store, keys.operator, actor, clock=clock)


def officer(name: str) -> Actor:
    """An officer of the bureau."""
    return Actor(name, Role.OFFICER)


def open_bureau(place: StorePlace, *, read_only: bool = False) -> BureauStore:
    """Open the store of a bureau; errors as :meth:`BureauStore.open`."""
    store = BureauStore.open(place, read_only=read_only)
    if not read_only:
        # A kill at the last moment of its making leaves the note, and the key is needed now.
        forget_note(authority_file_of(place))
    return store


def open_to_work(place: StorePlace) -> BureauStore:
    """Open the store of a bureau as :func:`open_bureau`; to be read where its server allows no more."""
    try:
        return open_bureau(place)
    except ServerReadOnly:
        return open_bureau(place, read_only=True)


def unlock_daily_keys(store: BureauStore, passphrase: str, *, name: str = "") -> DailyKeys:
    """Unlock the keys of daily work; takes about a second.

    Args:
        store: The bureau's store.
        passphrase: Its passphrase.
        name: Which officer's, where there are several.

    Raises:
        Refused: They are not there, damaged, the passphrase does not fit, or there is no such officer.

    """
    locked = locked_keys(store, name)
    if locked is None and store.officers.all():
        raise Refused(f"{name}的证书已经吊销，密钥已从库里删去。请用根密钥重新添加{name}。")
    return DailyKeys(
        *open_daily_keys(locked, passphrase, owner=name if store.officers.all() else "")
    )


def unlock_authority(
    store: BureauStore, key_file: Path, passphrase: str, *, clock: Clock = now
) -> Authority:
    """Unlock the certificate authority from its key file; takes about a second.

    Raises:
        Refused: The clock was set back, the file is no key file of this bureau, the passphrase does
            not fit, or the root certificate has run out, so that nothing it issues would be taken.

    """
    check_clock(store, clock=clock)
    root, present = root_certificate(store), clock()
    end = describe(root).not_after
    if present > end:
        today, last = present.astimezone(), end.astimezone()
        raise Refused(
            f"这台电脑的时间是 {today:%Y-%m-%d}，根证书已于 {last:%Y-%m-%d} 到期，不能再签发。"
            "时间不对的请先校正；确实到期的，请建立新的局端库和根证书，各校重新开户。"
        )
    if not key_file.is_file():
        raise Refused(f"找不到根密钥文件“{key_file}”，请插入存放它的介质，或指定它的位置。")
    key, _ = open_key_file(read_file(key_file, limit=KEY), passphrase, owner="区局根密钥")
    if key.public not in root:
        raise Refused(f"“{key_file.name}”不是这个局端库的根密钥，请选择建库时生成的那一个。")
    forget_note(key_file)  # wherever it was put: it is the key of a bureau that is made
    return Authority(root, key)


def root_certificate(store: BureauStore) -> bytes:
    """The bureau's root certificate (DER)."""
    root = store.blobs.get(BlobKind.ROOT)
    if root is None:
        raise Refused("这个局端库没有根证书，请从备份恢复。")
    return root


def root_fingerprint(store: BureauStore) -> Fingerprint:
    """The fingerprint of the bureau's root certificate, for the notice to the schools."""
    return Fingerprint.of(root_certificate(store))


def root_pem(store: BureauStore) -> bytes:
    """The bureau's root certificate as PEM, for ``verify --trust`` and for foreign tools."""
    return to_pem(root_certificate(store))


def crl_bytes(store: BureauStore) -> bytes:
    """The newest revocation list (DER)."""
    crl = store.revocations.newest()
    if crl is None:
        raise Refused("这个局端库没有证书吊销列表，请从备份恢复。")
    return crl.content


def bureau_trust(store: BureauStore) -> TrustStore:
    """What the bureau believes in: its own root and newest revocation list."""
    return TrustStore(root_certificate(store), crl_bytes(store), store.trust.floor().crl_number)


def _begin(desk: Desk, settings: Mapping[str, str], authority: Authority, passphrase: str) -> None:
    """Write what a bureau's store begins with: keys, certificates, the wide table, settings."""
    store, keys, actor, present = desk.store, desk.keys, desk.actor, desk.clock()
    meta = store.meta
    subject = Subject(organisation=meta.bureau_name, name=actor.name, code=meta.bureau_code)
    certificate = issue_certificate(
        authority,
        subject=subject,
        role=CertificateRole.BUREAU,
        public_key=keys.operator.public,
        now=present,
    )
    crl = issue_crl(authority, number=1, revoked=(), now=present)
    locked = locked_daily_keys(keys.operator, keys.identity, passphrase)
    columns = wide_columns(item for form in bundled_pack().school_forms for item in form.fields())
    with store.transaction():
        store.blobs.put(BlobKind.ROOT, authority.root, actor=actor)
        store.blobs.put(BlobKind.OPERATOR_KEY, locked, actor=actor)
        store.blobs.put(BlobKind.OPERATOR_CERTIFICATE, certificate, actor=actor)
        recipient = keys.identity.recipient.encode("ascii")
        store.blobs.put(BlobKind.AGE_RECIPIENT, recipient, actor=actor)
        store.certificates.add(registered(certificate), actor=actor)
        store.revocations.put(1, crl, issued_at=present, actor=actor)
        store.figures.make(columns)
        if settings:
            store.settings.replace(settings, actor=actor)
        sign_head(store, keys.operator, actor, clock=desk.clock)


def registered(certificate: bytes, *, holder: str = "") -> IssuedCertificate:
    """A certificate as the register keeps it, under the code it names unless another holder is given."""
    info = describe(certificate)
    return IssuedCertificate(
        serial=info.serial,
        holder=holder or info.code,
        fingerprint=info.fingerprint,
        not_before=info.not_before,
        not_after=info.not_after,
        certificate=certificate,
    )
