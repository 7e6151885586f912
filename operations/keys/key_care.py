"""Which keys and lists run out when: warned 60, 30 and 7 days ahead, for windows and commands alike.

The one place that compares an end with the present; what is refused because of it lies with the verifier.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from exporters.pki.profile import WARN_DAYS
from forms.labelled_enum import LabelledEnum


class KeyKind(LabelledEnum):
    """Kinds of certificates and lists that run out."""

    SCHOOL = "school", "校长签名证书"
    OPERATOR = "operator", "操作员证书"
    ROOT = "root", "根证书"
    REVOCATIONS = "revocations", "吊销列表"


class KeyStatus(LabelledEnum):
    """Whether its holder can sign with a certificate."""

    NONE = "none", "未开户"
    VALID = "valid", "已开户"
    EXPIRING = "expiring", "证书将到期"
    EXPIRED = "expired", "证书已过期"
    REVOKED = "revoked", "已吊销"

    @property
    def word(self) -> str:
        """The word users read of a certificate."""
        return {
            "none": "没有",
            "valid": "有效",
            "expiring": "将到期",
            "expired": "已过期",
            "revoked": "已吊销",
        }[self.value]

    @property
    def can_sign(self) -> bool:
        """Whether a signature made now counts."""
        return self in {KeyStatus.VALID, KeyStatus.EXPIRING}


_ADVICE = {
    KeyKind.SCHOOL: "下一次上报会自动带上换发申请，区局在回执里带回新证书",
    KeyKind.OPERATOR: "请用根密钥换发操作员证书",
    KeyKind.ROOT: "请区局建立新的根证书，各校重新开户",
    KeyKind.REVOCATIONS: "请用根密钥签发新的吊销列表，并发给各校",
}
_LATE = {**_ADVICE, KeyKind.SCHOOL: "请重新生成开户申请交区局"}


@dataclass(frozen=True, slots=True)
class KeyState:
    """One certificate or list and how long it is good for.

    Attributes:
        kind: What it is.
        holder: Code of the school or bureau.
        name: Name of the holder, for the eye.
        not_after: Until when it is good (UTC).
        days_left: Whole days until then; negative once it has run out.
        stage: 60, 30 or 7 once the holder is to be reminded, 0 after the end; ``None`` before.

    """

    kind: KeyKind
    holder: str
    name: str
    not_after: datetime
    days_left: int
    stage: int | None

    @property
    def status(self) -> KeyStatus:
        """Valid, running out, or at its end."""
        return _status_of(self.stage)

    @property
    def warning(self) -> str:
        """The sentence that warns; ``""`` while there is time."""
        if self.stage is None:
            return ""
        what = f"{self.name}的{self.kind.label}"
        if self.stage == 0:
            return f"{what}已于 {self.not_after.astimezone():%Y-%m-%d} 到期，{_LATE[self.kind]}。"
        hurry = "，请尽快办理" if self.stage == min(WARN_DAYS) else ""
        return f"{what}还有 {self.days_left} 天到期，{_ADVICE[self.kind]}{hurry}。"


def key_state(
    kind: KeyKind, *, holder: str, name: str, not_after: datetime, at: datetime
) -> KeyState:
    """Say how long something is good for, seen from ``at`` (both UTC)."""
    return KeyState(kind, holder, name, not_after, (not_after - at).days, _stage(not_after, at))


def status_at(not_after: datetime, at: datetime) -> KeyStatus:
    """Say how a certificate that was not revoked stands, seen from ``at`` (both UTC)."""
    return _status_of(_stage(not_after, at))


def ends_soon(not_after: datetime, at: datetime) -> bool:
    """Whether it is time to ask for a new certificate."""
    return status_at(not_after, at) is not KeyStatus.VALID


def _stage(not_after: datetime, at: datetime) -> int | None:
    left = not_after - at
    reached = [days for days in WARN_DAYS if left <= timedelta(days=days)]
    return 0 if left <= timedelta() else min(reached, default=None)


def _status_of(stage: int | None) -> KeyStatus:
    if stage is None:
        return KeyStatus.VALID
    return KeyStatus.EXPIRING if stage else KeyStatus.EXPIRED


def warnings(states: list[KeyState]) -> list[str]:
    """The sentences that are due, the most urgent first."""
    due = [state for state in states if state.stage is not None]
    return [state.warning for state in sorted(due, key=lambda state: state.not_after)]
