"""Read what the bureau sends back: a receipt or a return slip, and the step that follows from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from exporters.asic import bureau_files
from forms.exchange import ContainerKind, VerifiedPackage
from forms.workflow import Actor, Move, Role, State
from operations.clock import Clock, now
from operations.errors import Refused, refusing
from operations.school.keys.renew import renewed_certificate
from operations.school.keys.trust import keep_revocations, school_trust, verified_bureau_file
from storage.named.blobs import BlobKind
from storage.school.bureau_answers import AnswerKind, BureauAnswer
from storage.school.comments import Origin
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore

_Content = TypeVar("_Content")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a receipt or return slip did.

    Attributes:
        kind: Which of the two.
        number: Number of the package it answers.
        state: Where the return stands now.
        comments: Comments that came with it.
        reason: Why it was returned, else ``""``.
        renewed: Whether it brought the school a new certificate.

    """

    kind: ContainerKind
    number: int
    state: State
    comments: int
    reason: str = ""
    renewed: bool = False


def read_reply(store: SchoolStore, data: bytes, *, actor: Actor, clock: Clock = now) -> Reply:
    """Read a receipt or return slip of the bureau and take the step that follows from it.

    Raises:
        PackageRefused: The file is not whole, not by our bureau, or not for this school.
        Refused: It answers a package this store has not sent.

    """
    trust = school_trust(store)
    kinds = frozenset({ContainerKind.RECEIPT, ContainerKind.RETURN_SLIP})
    package = verified_bureau_file(store, data, kinds=kinds, root=trust.root, clock=clock)
    if package.info.kind is ContainerKind.RECEIPT:
        return _read_receipt(store, package, actor=actor, clock=clock)
    return _read_slip(store, package, actor=actor, clock=clock)


def _read_receipt(
    store: SchoolStore, package: VerifiedPackage, *, actor: Actor, clock: Clock
) -> Reply:
    receipt = _read(bureau_files.read_receipt, package)
    delivery = _answered(store, receipt.accepted_number, receipt.accepted_identity)
    renewed = renewed_certificate(store, receipt) if receipt.certificate else b""
    with store.transaction():
        if renewed:
            store.blobs.put(BlobKind.CERTIFICATE, renewed, actor=_bureau(package))
        _keep(store, package, delivery, AnswerKind.RECEIPT, actor=actor, clock=clock)
        if delivery.revision == store.revisions.number and store.revisions.state is State.DELIVERED:
            store.move(Move.ACCEPT, actor=_bureau(package))
    return Reply(
        ContainerKind.RECEIPT, delivery.number, store.revisions.state, 0, renewed=bool(renewed)
    )


def _read_slip(
    store: SchoolStore, package: VerifiedPackage, *, actor: Actor, clock: Clock
) -> Reply:
    slip = _read(bureau_files.read_slip, package)
    delivery = _answered(store, slip.returned_number, slip.returned_identity)
    with store.transaction():
        _keep(store, package, delivery, AnswerKind.RETURN_SLIP, actor=actor, clock=clock)
        # Signed: the bureau has it all the same, so it went out from a copy of this store.
        if delivery.revision == store.revisions.number and store.revisions.state in {
            State.SIGNED,
            State.DELIVERED,
            State.ACCEPTED,
        }:
            store.move(Move.REOPEN, actor=_bureau(package), reason=slip.reason)
        for comment in slip.comments:
            store.comments.add(
                comment.address, comment.text, actor=_bureau(package), origin=Origin.BUREAU
            )
    return Reply(
        ContainerKind.RETURN_SLIP,
        delivery.number,
        store.revisions.state,
        len(slip.comments),
        slip.reason,
    )


def _keep(
    store: SchoolStore,
    package: VerifiedPackage,
    delivery: Delivery,
    kind: AnswerKind,
    *,
    actor: Actor,
    clock: Clock,
) -> None:
    answer = BureauAnswer(kind, delivery.number, delivery.identity, clock(), package.container)
    store.bureau_answers.add(answer, actor=actor)
    root = school_trust(store).root
    keep_revocations(store, package, root=root, clock=clock, actor=actor)


@refusing()
def _read(reader: Callable[[VerifiedPackage], _Content], package: VerifiedPackage) -> _Content:
    return reader(package)


def _bureau(package: VerifiedPackage) -> Actor:
    """The bureau acts through its signed file, whoever reads it in."""
    return Actor(f"{package.signer.organisation} {package.signer.name}", Role.OFFICER)


def _answered(store: SchoolStore, number: int, identity: str) -> Delivery:
    for delivery in store.deliveries.all():
        if delivery.number == number and delivery.identity == identity:
            return delivery
    raise Refused(
        f"这份文件答复的是第 {number} 号上报包，本填报库没有报送过它，请确认打开的是报送时用的填报库。"
    )
