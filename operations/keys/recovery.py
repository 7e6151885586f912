"""Recovery sheets: one printed page for each key whose loss would cost the holder something."""

from io import BytesIO
from pathlib import Path

from exporters.age import armor
from exporters.documents.recovery_sheet import RecoverySheet, write_recovery_sheet
from exporters.pki.certificates import describe
from exporters.pki.requests import read_request
from operations.bureau.keys.officer_keys import locked_keys, officer_certificate
from operations.bureau.store import root_certificate, root_fingerprint
from operations.errors import Refused
from operations.files import KEY, read_file
from operations.keys.locked_keys import Fingerprint
from storage.bureau.store import BureauStore
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore

_SEAL = (
    "下面的字符是加了口令的密钥文件，没有口令打不开。口令请另写一张纸，装入信封密封；"
    "本单和口令分开保管，都不要放在这台电脑旁边。"
)
_LETTERS = (
    "恢复时把从 BEGIN 到 END 的各行原样录入（或扫描识别）成文本文件；每行末尾的两位是核对码，"
    "一起录入可以指出抄错的那一行。不录入核对码的，标准工具 age -d 也能打开它。"
)


def school_recovery_sheet(store: SchoolStore) -> bytes:
    """Make the recovery sheet (PDF) of a principal's signing key.

    Raises:
        Refused: There is no key yet.

    """
    locked, request = store.blobs.get(BlobKind.PRIVATE_KEY), store.blobs.get(BlobKind.REQUEST)
    if locked is None or request is None:
        raise Refused("还没有签名密钥，请先生成开户申请。")
    asked, meta = read_request(request), store.meta
    facts = [("密钥指纹", f"{asked.fingerprint}（{asked.words}）")]
    certificate, root = store.blobs.get(BlobKind.CERTIFICATE), store.blobs.get(BlobKind.ROOT)
    if certificate is not None and root is not None:
        own = describe(certificate)
        facts += [
            ("校长（证书上的姓名）", own.name),
            ("证书有效期至", f"{own.not_after.astimezone():%Y-%m-%d}"),
            ("区局根证书指纹", str(Fingerprint.of(root))),
        ]
    facts.append(("填报库", store.place.name))
    advice = (
        _SEAL,
        f"{_LETTERS}在填报库里选“恢复密钥”，选择这个文件并输入口令。",
        "口令和本单都丢失时，没有人能找回密钥：请重新生成开户申请送区局；已经报送的数据和编号不受影响。",
    )
    return _pdf(
        RecoverySheet(
            title="校长签名密钥恢复单",
            holder=f"{meta.school_name}（学校标识码 {meta.school_code}）",
            facts=tuple(facts),
            advice=advice,
            locked=armor(locked, marked=True),
        )
    )


def root_recovery_sheet(store: BureauStore, key_file: Path) -> bytes:
    """Make the recovery sheet (PDF) of the certificate authority's key.

    Args:
        store: The bureau's store.
        key_file: The locked key of the authority; it is not opened.

    Raises:
        Refused: The file is not there.

    """
    if not key_file.is_file():
        raise Refused(f"找不到根密钥文件“{key_file}”，请插入存放它的介质，或指定它的位置。")
    root = root_certificate(store)
    facts = (
        ("根证书指纹", str(root_fingerprint(store))),
        ("根证书有效期至", f"{describe(root).not_after.astimezone():%Y-%m-%d}"),
        ("密钥文件", key_file.name),
    )
    advice = (
        _SEAL,
        f"{_LETTERS}开户、吊销和换发时，指定这个文件作根密钥文件。",
        "根密钥和口令都丢失时，须建立新的根证书，全区学校重新开户。",
    )
    return _bureau_sheet(store, "区局根密钥恢复单", facts, advice, read_file(key_file, limit=KEY))


def daily_recovery_sheet(store: BureauStore, *, name: str = "") -> bytes:
    """Make the recovery sheet (PDF) of an officer's daily keys: for signing, and the decryption key.

    Args:
        store: The bureau's store.
        name: Which officer's, where there are several.

    Raises:
        Refused: The store has none, or there is no such officer.

    """
    locked, recipient = locked_keys(store, name), store.blobs.get(BlobKind.AGE_RECIPIENT)
    if locked is None or recipient is None:
        raise Refused("这个局端库没有操作员密钥，请选择用新建局端库的办法建立的库。")
    own = describe(officer_certificate(store, name))
    facts = (
        ("操作员（证书上的姓名）", own.name),
        ("证书有效期至", f"{own.not_after.astimezone():%Y-%m-%d}"),
        ("解密公钥", recipient.decode("ascii")),
        ("局端库", store.place.name),
    )
    advice = (
        _SEAL,
        f"{_LETTERS}其中 AGE-SECRET-KEY 一行是解密密钥：即使局端库损坏，也能用它和 age 打开学校的上报包。",
        "口令和本单都丢失时，已加密给本区局的上报包再也打不开，请学校重新导出；签名密钥用根密钥换发。",
    )
    return _bureau_sheet(store, "区局日常密钥恢复单", facts, advice, locked)


def _bureau_sheet(
    store: BureauStore,
    title: str,
    facts: tuple[tuple[str, str], ...],
    advice: tuple[str, ...],
    locked: bytes,
) -> bytes:
    meta = store.meta
    holder = f"{meta.bureau_name}（代码 {meta.bureau_code}）"
    return _pdf(RecoverySheet(title, holder, facts, advice, armor(locked, marked=True)))


def _pdf(sheet: RecoverySheet) -> bytes:
    stream = BytesIO()
    write_recovery_sheet(sheet, stream)
    return stream.getvalue()
