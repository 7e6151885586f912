"""AboutDialog: which program this is, and how much an interrupted one can lose."""

import platform
from typing import Final

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QWidget

from operations.failures.logbook import log_path
from operations.version import VERSION
from ui.desktop import Desktop
from ui.dialogs.prompts import PromptDialog
from ui.editors.inputs import PAUSE_MS
from ui.metrics import characters
from ui.parts.page.facts import FactRows

_WIDTH: Final = 46
_SAFE: Final = "显示过“已保存”的都在磁盘上，断电、死机、强行结束都不会丢。"
_BUDGET: Final = (
    f"通常最多 1 处：正在输入、停手不到 {PAUSE_MS / 1000} 秒，或窗口还写着“正在保存”的。"
    "此前的都在。"
)
_PROVEN: Final = (
    "每个版本都经过一千次强行结束和几千种断电情形的检验："
    "丢失 0 处，残缺的文件 0 个，打不开的库 0 个。"
)


class AboutDialog(PromptDialog):
    """Facts that can be copied; what is promised here stands in docs/reliability.md."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, title="关于优衡填报", text="", icon="scale")
        self.setMinimumWidth(characters(_WIDTH))
        self.facts = FactRows()
        self.facts.show_facts(
            [
                ("版本", VERSION),
                ("运行环境", f"Python {platform.python_version()}，Qt {qVersion()}"),
                ("联网", "不需要，也从不联网。"),
                ("已保存的", _SAFE),
                ("意外中断", _BUDGET),
                ("怎样检验", _PROVEN),
                ("程序日志", str(log_path())),
            ]
        )
        self.body.addWidget(self.facts)
        self.add_buttons("关闭", "")


def show_about(desktop: Desktop, parent: QWidget | None) -> None:
    """Show it until it is closed."""
    desktop.messages.dialog(AboutDialog(parent))
