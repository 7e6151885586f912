"""What can be done on the school's side: the table of actions."""

from typing import Final

from forms.workflow import State
from ui.actions import WINDOW_ACTIONS, ActionSpec, in_state
from ui.entry.actions import ENTRY_ACTIONS

SCHOOL_ACTIONS: Final[tuple[ActionSpec, ...]] = (
    *ENTRY_ACTIONS,
    ActionSpec(
        "comment.add", "对这一项写意见", "Ctrl+M", "message-square", in_state(State.IN_REVIEW)
    ),
    ActionSpec(
        "comment.reply",
        "回复这一项的意见",
        "Ctrl+Shift+M",
        "corner-up-left",
        in_state(State.DRAFT),
    ),
    ActionSpec("page.keys", "密钥与开户", "Ctrl+1", "key-round"),
    ActionSpec("page.review", "审核与签名", "Ctrl+2", "signature"),
    ActionSpec("page.delivery", "导出与回执", "Ctrl+3", "send"),
    ActionSpec("page.points", "意见与回复", "Ctrl+8", "message-square-text"),
    ActionSpec("page.history", "修改记录", "Ctrl+4", "history"),
    ActionSpec("history.cell", "查看这一项的修改记录", "Ctrl+H", "history"),
    ActionSpec("page.exchange", "Excel 与备份", "Ctrl+5", "file-spreadsheet"),
    ActionSpec("return.print", "打印填报表（PDF）", "Ctrl+P", "printer"),
    ActionSpec("page.last", "上年对照", "Ctrl+6", "git-compare"),
    ActionSpec("page.handover", "两台电脑送审", "Ctrl+7", "usb"),
    ActionSpec("panel.toggle", "显示或隐藏指标与问题栏", "Ctrl+0", "gauge"),
    ActionSpec("return.next_step", "做下一步", "F9", "arrow-right"),
    *WINDOW_ACTIONS,
)

HINTS: Final = (
    "Enter　下一项（Shift+Enter 上一项）；表格中到下一行，回到这一行开始填的那一列；最后一行空着时离开表格",
    "Tab　下一项；表格中向右",
    "Ctrl+C、Ctrl+X、Ctrl+V　表格中复制、剪切、粘贴，可带表头，成块粘贴先预览",
    "Ctrl+D　表格中向下填充；Ctrl+Enter　把正在填的内容填到所选各格",
    "Insert、Ctrl+减号、Delete　表格中添加一行、删除所选行、清除内容",
    "Ctrl+方向键　到表格的边上；加 Shift 就选到边上",
    "代码、名称或拼音首字母　选目录里的一项；1 是，2 否",
    "Esc　收起压在页面上的提示",
)
"""Keys of the pages themselves, for the list of keys."""
