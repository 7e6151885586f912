"""优衡填报: choose the desktop or the command line, nothing else."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType


def stop_while_loading(_signal: int, _frame: FrameType | None) -> None:
    """End at Ctrl-C while the program loads: nothing has begun, and Qt crashes in a broken import."""
    if sys.stderr is not None:
        sys.stderr.write("已停止。\n")
        sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, stop_while_loading)


def wants_desktop(arguments: list[str]) -> bool:
    """No argument, the smoke test, or one store or file to open: the desktop; else the command line."""
    if not arguments or "--smoke" in arguments:
        return True
    if len(arguments) != 1:
        return False
    from pathlib import Path

    from operations.store_files import ENDINGS, LOOKED_AT

    named = arguments[0]
    if "://" in named:
        from operations.store_place import is_server  # loads what only stores need

        return is_server(named)
    return Path(named).suffix.lower() in {*ENDINGS, *LOOKED_AT}


def run(arguments: list[str]) -> int:
    """Run the face that was asked for and return its exit code."""
    if wants_desktop(arguments):
        from operations.collector import paused

        with paused(for_good=True):
            from ui.app import main as desktop

        return desktop(arguments)
    from cli.main import main as command_line

    if signal.getsignal(signal.SIGINT) is stop_while_loading:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a command says what is kept
    return command_line(arguments)


def main(arguments: list[str]) -> int:
    """Run the program; what keeps it from starting is a sentence and an exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader of this line may have an older one
        said = "需要 Python 3.11 至 3.14，这里是 {}.{}。请换一个版本，用 dev.py run 启动。"
        print(said.format(*sys.version_info[:2]), file=sys.stderr)  # noqa: T201 - nothing else is loaded
        return 3
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a worker of the frozen program starts as this program again
    from functools import partial

    from operations.failures.start_failure import explained, tell

    if sys.stdout is None and sys.platform == "win32" and not wants_desktop(arguments):
        tell("命令行请用同一文件夹里的 youheng-cli，这个程序只打开窗口。")
        return 2
    return explained(partial(run, arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
