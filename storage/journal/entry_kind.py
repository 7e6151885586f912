"""What an entry of the journal says was done."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class EntryKind(StrEnum):
    """What was done."""

    CREATE = "create"
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    MOVE = "move"
    COMMENT = "comment"
    CONFIRM = "confirm"
    REVIEW = "review"
    SIGN = "sign"
    EXPORT = "export"
    RECEIPT = "receipt"
    RETURN_SLIP = "return_slip"
    KEY = "key"
    SETTINGS = "settings"
    ATTACHMENT = "attachment"
    SCHOOLS = "schools"
    REQUEST = "request"
    CERTIFICATE = "certificate"
    REVOKE = "revoke"
    CRL = "crl"
    ACCEPT = "accept"
    UNDO_IMPORT = "undo_import"
    CHAIN = "chain"
    QUARANTINE = "quarantine"
    ISSUE = "issue"
    FLOOR = "floor"
    BASELINE = "baseline"
    OFFICER = "officer"
    NOT_ALLOWED = "not_allowed"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS: Final[Mapping[EntryKind, str]] = {
    EntryKind.CREATE: "建立",
    EntryKind.EDIT: "填写",
    EntryKind.UNDO: "撤销",
    EntryKind.REDO: "重做",
    EntryKind.MOVE: "流转",
    EntryKind.COMMENT: "意见",
    EntryKind.CONFIRM: "确认",
    EntryKind.REVIEW: "送审",
    EntryKind.SIGN: "签名",
    EntryKind.EXPORT: "导出",
    EntryKind.RECEIPT: "回执",
    EntryKind.RETURN_SLIP: "退回单",
    EntryKind.KEY: "密钥与证书",
    EntryKind.SETTINGS: "设置",
    EntryKind.ATTACHMENT: "附件",
    EntryKind.SCHOOLS: "学校名册",
    EntryKind.REQUEST: "证书申请",
    EntryKind.CERTIFICATE: "签发证书",
    EntryKind.REVOKE: "吊销证书",
    EntryKind.CRL: "吊销列表",
    EntryKind.ACCEPT: "接收上报包",
    EntryKind.UNDO_IMPORT: "撤销导入",
    EntryKind.CHAIN: "重设编号",
    EntryKind.QUARANTINE: "隔离",
    EntryKind.ISSUE: "发出文件",
    EntryKind.FLOOR: "已知的时间和吊销列表",
    EntryKind.BASELINE: "核对基线",
    EntryKind.OFFICER: "操作员和权限",
    EntryKind.NOT_ALLOWED: "没有权限，没有做",
}
