"""A row that is not as the journal says, and the sentence for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from storage.journal.kept_rows import KeptRow, Key, Value

_LABELS: Final[Mapping[str, str]] = {
    "reference": "基本信息和设置",
    "blob": "密钥、证书和开户资料",
    "attachment": "附件",
    "revision": "填报表版本",
    "comment": "意见",
    "confirmation": "确认",
    "reply": "回复",
    "delivery": "签名的上报包",
    "bureau_answer": "回执和退回单",
    "accepted": "区局已接收的编号",
    "school": "学校名册",
    "request": "证书申请",
    "certificate": "证书",
    "crl": "吊销列表",
    "chain": "各校编号",
    "package": "收到的上报包",
    "package_content": "上报包原件",
    "quarantine": "隔离区",
    "issued": "发出的文件",
    "officer": "操作员和权限",
    "answer": "填报内容",
    "table_row": "表中的行",
    "empty_table": "本表无数据的标记",
    "unconfirmed": "待确认的标记",
    "justification": "说明",
    "row_counter": "行号计数",
}
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class TableDifference:
    """Something a table holds otherwise than the journal says.

    Attributes:
        table: Name of the table.
        key: The row, its key columns joined.
        column: Name of the column; empty where the whole row is meant.
        entry: Number of the journal's entry that says so; 0 where none does.
        message: The sentence (Chinese).

    """

    table: str
    key: str
    column: str
    entry: int
    message: str


def differences_of(
    table: str, key: Key, expected: KeptRow | None, found: KeptRow | None, *, entry: int
) -> Iterator[TableDifference]:
    """Compare one row: what the journal says stands there, and what does."""
    name = "/".join(str(part) for part in key if part != "")
    place = f"“{_LABELS[table]}”（{table}）中的 {name}"
    said = f"按日志第 {entry} 条" if entry else "按日志"
    if expected is None:
        message = f"{place}：库里有，日志没有记过，或已经记为删除。"
        yield TableDifference(table, name, "", entry, message)
    elif found is None:
        yield TableDifference(table, name, "", entry, f"{place}：{said}应当有，库里没有。")
    else:
        for column, value in expected.items():
            if found.get(column) != value:
                message = f"{place}：{said} {column} 是{_shown(value)}，库里是{_shown(found.get(column))}。"
                yield TableDifference(table, name, column, entry, message)


def _shown(value: Value) -> str:
    if value is None or value == "":
        return "空"
    text = str(value)
    return f"“{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"
