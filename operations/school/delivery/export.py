"""Export the signed package of a return to the bureau."""

from dataclasses import dataclass
from pathlib import Path

from exporters.asic import names
from exporters.asic.package_info import decode_info
from exporters.asic.report import seal_report
from exporters.asic.zip_reader import Archive
from forms.workflow import Actor, Move, State, transition
from operations.errors import Refused
from operations.files import write_file
from operations.school.keys.signed_opening import check_signed_opening
from storage.named.blobs import BlobKind
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class ExportedPackage:
    """A package on its way."""

    path: Path
    number: int
    identity: str
    encrypted: bool


def export_package(
    store: SchoolStore, target: Path, *, actor: Actor, replace: bool, plain: bool = False
) -> ExportedPackage:
    """Write the signed package of the present revision to a file; once accepted, a further copy.

    Args:
        store: The school's store.
        target: A folder (the file gets its usual name) or a file.
        actor: Who exports.
        replace: Whether the user asked that a file there is replaced.
        plain: Leave the container open instead of encrypting it to the bureau.

    Raises:
        forms.workflow.MoveError: The return is not signed.
        storage.errors.EnvironmentProblem: The file cannot be written; nothing is noted then.
        storage.errors.NotReplaced, storage.errors.WouldReplace: The same.

    """
    copy = store.revisions.state is State.ACCEPTED
    if not copy:
        transition(store.revisions.state, Move.EXPORT, actor.role)
    check_signed_opening(store)
    delivery = _present_delivery(store)
    if delivery.withdrawn_at is not None:
        raise Refused(
            "这一版是用以前的密钥签名的，区局不再接收。请重新打开填报表，由校长用新密钥签名后再导出。"
        )
    container = store.deliveries.container(delivery.identity)
    if container is None:
        raise Refused("填报库中没有这一版的签名包，请从备份恢复填报库。")
    info = decode_info(Archive(container).read(names.INFO))
    content = container
    if not plain:
        recipient = store.blobs.get(BlobKind.BUREAU_RECIPIENT)
        if recipient is None:
            raise Refused("没有区局的加密公钥，请先读入区局发回的开户文件。")
        content = seal_report(container, recipient=recipient.decode("ascii"))
    name = names.file_name(info, encrypted=not plain)
    path = write_file(target, content, name=name, replace=replace)
    with store.transaction():
        store.deliveries.mark_exported(delivery.number, path, actor=actor)
        if not copy:
            store.move(Move.EXPORT, actor=actor)
    return ExportedPackage(path, delivery.number, delivery.identity, encrypted=not plain)


def _present_delivery(store: SchoolStore) -> Delivery:
    found = [item for item in store.deliveries.all() if item.revision == store.revisions.number]
    if not found:
        raise Refused("这一版填报表还没有签名，请先由校长签名。")
    return found[-1]
