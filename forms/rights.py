"""What an officer of the bureau may do: the rights that are given and taken one by one."""

from forms.labelled_enum import LabelledEnum


class Right(LabelledEnum):
    """One kind of work at the bureau; reading, evaluating and printing need none."""

    INTAKE = "intake", "导入上报包"
    """Import packages, take an import back, set the number a school goes on with."""
    REVIEW = "review", "审核和退回"
    """Return a school's package."""
    RECEIPTS = "receipts", "签发回执"
    """Sign receipts."""
    SETTINGS = "settings", "设置和区级数据"
    """The roster, the settings, last year's figures, the clock, the bureau's own form."""
    KEYS = "keys", "密钥和证书"
    """Enrol, certify, renew and revoke; say who the officers are and what they may do."""


ALL_RIGHTS: frozenset[Right] = frozenset(Right)
"""What the only officer of a bureau has."""


def rights_told(rights: frozenset[Right]) -> str:
    """Name some rights in their order, for people; all and none have a word of their own."""
    if rights == ALL_RIGHTS:
        return "全部权限"
    return "、".join(right.label for right in Right if right in rights) or "没有权限"
