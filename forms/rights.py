"""What an officer of the bureau may do: the rights that are given and taken one by one."""

from enum import StrEnum


class Right(StrEnum):
    """One kind of work at the bureau; reading, evaluating and printing need none."""

    INTAKE = "intake"
    """Import packages, take an import back, set the number a school goes on with."""
    REVIEW = "review"
    """Return a school's package."""
    RECEIPTS = "receipts"
    """Sign receipts."""
    SETTINGS = "settings"
    """The roster, the settings, last year's figures, the clock, the bureau's own form."""
    KEYS = "keys"
    """Enrol, certify, renew and revoke; say who the officers are and what they may do."""

    @property
    def label(self) -> str:
        """The words users read."""
        return {
            "intake": "导入上报包",
            "review": "审核和退回",
            "receipts": "签发回执",
            "settings": "设置和区级数据",
            "keys": "密钥和证书",
        }[self.value]


ALL_RIGHTS: frozenset[Right] = frozenset(Right)
"""What the only officer of a bureau has."""


def rights_told(rights: frozenset[Right]) -> str:
    """Name some rights in their order, for people; all and none have a word of their own."""
    if rights == ALL_RIGHTS:
        return "全部权限"
    return "、".join(right.label for right in Right if right in rights) or "没有权限"
