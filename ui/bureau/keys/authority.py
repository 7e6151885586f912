"""Ask for the root key: its file (kept off this computer, as it should be) and its passphrase."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from operations.bureau.store import authority_file_of, unlock_authority
from ui.bureau.desk import BureauDesk
from ui.desk import Fail

_PATTERN = "根密钥 (*.age);;所有文件 (*)"


def ask_authority(desk: BureauDesk, why: str) -> tuple[Path, str] | None:
    """The root key's file and passphrase; ``None`` if the officer turned away."""
    messages = desk.desktop.messages
    path = authority_file_of(desk.place)
    if not path.is_file():
        found = messages.open_files("插入存放根密钥的介质，选择根密钥文件", pattern=_PATTERN)
        if not found:
            return None
        path = found[0]
    passphrase = messages.passphrase(
        "输入根密钥口令", f"{why}根密钥文件：{path}", label="根密钥口令"
    )
    return None if passphrase is None else (path, passphrase)


@dataclass(frozen=True, slots=True)
class Revocation:
    """Why a certificate is revoked, and what unlocks the root key for it."""

    reason: str
    key_file: Path
    passphrase: str


def ask_revocation(
    desk: BureauDesk, consequence: str, *, example: str, title: str = "吊销证书"
) -> Revocation | None:
    """Say what follows, ask why and for the root key; ``None`` if the officer turned away."""
    reason = desk.desktop.messages.text(
        title, consequence, label=f"吊销的原因，例如{example}，记入日志", accept="吊销证书"
    )
    given = None if reason is None else ask_authority(desk, "吊销要用根密钥签发新的吊销列表。")
    return None if reason is None or given is None else Revocation(reason, *given)


def revoke(
    desk: BureauDesk,
    school: str,
    *,
    owner: QObject,
    then: Callable[[int], object],
    fail: Fail,
) -> None:
    """Ask why, then revoke every certificate of a school."""
    from operations.bureau.schools.enrol import revoke_school

    asked = ask_revocation(
        desk,
        "吊销后这所学校不能再签名，重新开户后才能上报。已经接收的上报包不受影响。",
        example="“校长更换”“密钥遗失”",
    )
    if asked is None:
        return
    actor = desk.actor
    desk.step(
        lambda store: revoke_school(
            store,
            school,
            authority=unlock_authority(store, asked.key_file, asked.passphrase),
            actor=actor,
            reason=asked.reason,
        ),
        owner=owner,
        then=then,
        fail=fail,
    )
