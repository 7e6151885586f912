"""A start never fails without a sentence: on stderr, in a box where there is none, and in the log.

Needs nothing but the standard library: this is for the case that the rest is not there.
"""

import re
import sys
import traceback
from collections.abc import Callable
from importlib.util import find_spec

from operations.failures import logbook

STOPPED, ENVIRONMENT = 1, 3
_NEEDED = ("sqlite_utils", "cryptography")
_OR_SET_UP = "" if getattr(sys, "frozen", False) else "，或用 python3 dev.py run 启动，它会自己装好"
_SONAME = re.compile(r"(lib[\w+.-]+\.so[.\d]*)")


def explained(run: Callable[[], int]) -> int:
    """Run a face of the program; whatever stops it is a sentence and one of our exit codes."""
    frozen = getattr(sys, "frozen", False)
    if not frozen and any(find_spec(name) is None for name in _NEEDED):
        tell(
            "程序的依赖还没有装好。请用 python3 dev.py run 启动，它会先装好（Windows：py dev.py run）。"
        )
        return ENVIRONMENT
    try:
        return run()
    except KeyboardInterrupt:
        tell("已停止。")
        return STOPPED
    except ImportError as error:
        tell(f"{missing_part(str(error))}{_logged(error)}")
    except Exception as error:  # noqa: BLE001 - the last place that can say anything
        tell(f"程序没有启动成功（{type(error).__name__}）。{_logged(error)}")
    return ENVIRONMENT


def missing_part(reason: str) -> str:
    """Say what part of the program or of the system could not be loaded.

    Args:
        reason: The text of an ``ImportError``.

    """
    library = _SONAME.search(reason)
    if library:
        return (
            f"这台电脑缺少系统组件 {library[1]}，打不开窗口。请安装它"
            "（Debian、统信、麒麟：sudo apt-get install libgl1 libegl1 libxkbcommon0"
            f" libfontconfig1 libdbus-1-3）{_OR_SET_UP}。"
        )
    return f"程序有一部分装载不了（{reason}）。请重新安装{_OR_SET_UP}。"


def tell(sentence: str) -> None:
    """Say it where somebody can see it; a Windows program without a console opens a box."""
    if sys.stderr is not None:
        sys.stderr.write(f"{sentence}\n")
    elif sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "优衡填报", 0x10)


def _logged(error: BaseException) -> str:
    path = logbook.write("".join(traceback.format_exception(error)))
    return f"详情在 {path}。" if path else "日志文件也写不进去，请检查磁盘空间和文件夹权限。"
