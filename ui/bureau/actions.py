"""What can be done on the bureau's side: the table of actions."""

from typing import Final

from ui.actions import WINDOW_ACTIONS, ActionSpec

PAGES: Final = (
    "page.today",
    "page.schools",
    "page.import",
    "page.evaluation",
    "page.patterns",
    "page.plan",
    "page.form",
    "page.settings",
    "page.keys",
    "page.backup",
    "page.journal",
)
"""Pages of the navigation, in its order."""

BUREAU_ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec("page.today", "今日", "Ctrl+1", "calendar-days"),
    ActionSpec("page.schools", "学校", "Ctrl+2", "school"),
    ActionSpec("page.import", "导入上报包", "Ctrl+3", "inbox"),
    ActionSpec("page.evaluation", "全区评估", "Ctrl+4", "chart-column"),
    ActionSpec("page.patterns", "异常与规律", "Ctrl+Shift+4", "scale"),
    ActionSpec("page.plan", "补短板", "Ctrl+0", "gauge"),
    ActionSpec("page.form", "区级数据", "Ctrl+5", "clipboard-list"),
    ActionSpec("page.settings", "区局设置", "Ctrl+6", "sliders-horizontal"),
    ActionSpec("page.keys", "密钥与证书", "Ctrl+7", "key-round"),
    ActionSpec("page.backup", "备份", "Ctrl+8", "database-backup"),
    ActionSpec("page.journal", "操作记录", "Ctrl+9", "history"),
    ActionSpec("page.back", "返回", "Alt+Left", "arrow-left"),
    ActionSpec("schools.search", "查找学校（区级数据中查找填报项）", "Ctrl+F", "search"),
    ActionSpec("bureau.next_step", "做下一步", "F9", "arrow-right"),
    ActionSpec("bureau.reconnect", "重新连接服务器，读入别人的修改", "F5", "refresh-cw"),
    ActionSpec("keys.lock", "锁上或解锁区局密钥", "Ctrl+L", "lock"),
    *WINDOW_ACTIONS,
)
