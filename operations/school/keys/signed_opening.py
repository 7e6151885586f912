"""Whether the school still goes by what the bureau's signed opening file says.

Recipient, root, settings and the place in the chain lie in tables of their own, where anybody with a
tool for SQLite can write. Before each signature and each export they are compared with the file that
was kept, signature and all.
"""

from collections.abc import Iterator

from exporters.asic import bureau_files, names
from exporters.asic.package_info import decode_info
from exporters.asic.stored import reread
from exporters.asic.zip_reader import Archive
from exporters.pki.certificates import same_key
from exporters.refusal import Refusal
from forms.live.context import DUE_DATE
from operations.errors import Refused
from operations.last_return import flat_texts
from storage.named.blobs import BlobKind
from storage.school.accepted import ChainPoint
from storage.school.store import SchoolStore


def check_signed_opening(store: SchoolStore) -> None:
    """Refuse to sign or send what goes by something else than the opening file.

    Raises:
        Refused: Something was changed since, or the file itself is not sound any more.

    """
    changed = list(_changed(store))
    if changed:
        raise Refused(
            f"填报库里的{'、'.join(changed)}与区局签名的开户文件不同，可能被改动过，没有继续。"
            "请重新读入区局最近发来的开户文件；仍不行的，保留填报库并报告区局。"
        )


def _changed(store: SchoolStore) -> Iterator[str]:
    """Name what differs from the opening file, as users call it."""
    kept = store.blobs.get(BlobKind.OPENING)
    if kept is None:
        return  # Not enrolled: whoever signs or exports is told so.
    root = store.blobs.get(BlobKind.ROOT) or b""
    try:
        info = decode_info(Archive(kept).read(names.INFO))
        verdict, package = reread(kept, root=root, at=info.created)
        if package is None:
            raise Refused(
                f"保存的开户文件已不能核对：{verdict.message}请重新读入区局最近发来的开户文件。"
            )
        opening = bureau_files.read_opening(package)
    except (Refusal, bureau_files.BureauFileError) as error:
        raise Refused(
            "保存的开户文件已经损坏或被换过。请重新读入区局最近发来的开户文件。"
        ) from error
    meta = store.meta
    if opening.recipient.encode("ascii") != store.blobs.get(BlobKind.BUREAU_RECIPIENT):
        yield "区局加密公钥"
    if (info.bureau, info.school, info.period) != (meta.bureau_code, meta.school_code, meta.period):
        yield "区局、学校或报告期"
    if not _is_for_our_key(store.blobs.get(BlobKind.CERTIFICATE) or b"", opening):
        yield "本校证书"
    if store.settings.all() != told_settings(opening):
        yield "区局设置"
    if store.last_values.all() != told_last(opening) or store.stat_values.all() != opening.stat:
        yield "上年和统计数据"
    if _goes_back(store, opening):
        yield "下一份上报包的编号"


def told_settings(opening: bureau_files.Opening) -> dict[str, str]:
    """Give the settings an opening file brings, by their ids."""
    settings = {f"setting.{name}": text for name, text in opening.settings.items()}
    if opening.due is not None:
        settings[DUE_DATE] = opening.due.isoformat()
    return settings


def told_last(opening: bureau_files.Opening) -> dict[str, str]:
    """Give the values of the return before that an opening file brings."""
    return flat_texts(opening.last, opening.last_tables, opening.last_justifications)


def _is_for_our_key(certificate: bytes, opening: bureau_files.Opening) -> bool:
    """Whether it is the certificate of the opening file, or one that renews it."""
    try:
        return same_key(certificate, opening.certificate)
    except ValueError:
        return False


def _goes_back(store: SchoolStore, opening: bureau_files.Opening) -> bool:
    """Whether the next package would not continue what the bureau has confirmed and we have sent."""
    tip = store.deliveries.tip()
    if tip.number < opening.next_number - 1:
        return True
    if tip == ChainPoint(opening.next_number - 1, opening.previous):
        return False
    container = store.deliveries.container(tip.identity)
    answered = {(item.number, item.identity) for item in store.bureau_answers.all()}
    if container is None:
        return (tip.number, tip.identity) not in answered
    try:
        return decode_info(Archive(container).read(names.INFO)).number != tip.number
    except Refusal:
        return True
