"""Where a bureau's store lies, on the command line: a file, or the address of a server."""

import argparse
import getpass
import sys
from pathlib import Path

from operations.bureau.server.log_in import log_in
from operations.errors import Misused
from operations.store_place import ServerAddress, StorePlace, is_server, read_place

ADDRESS = "postgresql://用户@主机:端口/数据库"


def store_place(text: str) -> StorePlace:
    """Read the place of a bureau's store (for ``type=``)."""
    try:
        return read_place(text)
    except Misused as error:
        raise argparse.ArgumentTypeError(error.message) from error


def store_file(text: str) -> Path:
    """Read the path of a bureau's store where only a file will do (for ``type=``)."""
    if is_server(text):
        raise argparse.ArgumentTypeError(
            "这一步只用于文件。服务器上的库由信息中心备份和恢复；要一份文件，请用 bureau backup。"
        )
    return Path(text)


def log_in_everywhere(arguments: argparse.Namespace) -> None:
    """Log in to each server that a command names, asking for passwords where there is a screen."""
    for place in vars(arguments).values():
        if isinstance(place, ServerAddress):
            log_in(place, _asked)


def _asked(prompt: str) -> str | None:
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    return getpass.getpass(f"{prompt}：") or None
