"""Passphrases: from a file or a prompt, never from an argument; and ``main.py passphrase`` proposes one."""

import argparse
import getpass
import sys
from pathlib import Path

from cli.output import Result
from cli.parser import Verbs, add_command
from operations import files
from operations.errors import Misused, Refused, Unavailable
from operations.passphrases.suggest import BITS, suggest_passphrase


def add_to(groups: Verbs) -> None:
    """Add the command ``passphrase``."""
    add_command(groups, "passphrase", _suggest, text="推荐一个新口令：随机的六个词，用拼音输入")


def _suggest(_: argparse.Namespace) -> Result:
    made = suggest_passphrase()
    data = {"passphrase": made.passphrase, "words": made.words, "bits": BITS}
    lines = [
        made.passphrase,
        f"记作：{made.words}。",
        f"由程序随机抽取，猜中的机会是 2 的 {BITS} 次方分之一。口令无人能找回，请抄下来妥善保管。",
    ]
    return Result(data, lines)


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    """Give a verb ``--passphrase-file``."""
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="文件",
        help="口令文件（第一行是口令）；不写就在屏幕上询问",
    )


def read_passphrase(arguments: argparse.Namespace, *, prompt: str, twice: bool = False) -> str:
    """Return the passphrase of a command.

    Args:
        arguments: With ``passphrase_file``.
        prompt: What the screen asks, e.g. ``校长签名口令``.
        twice: Ask a second time, for a passphrase that is set.

    Raises:
        Misused: There is no file and no screen, no usable file, or the two entries differ.
        Unavailable: The file cannot be read.

    """
    path: Path | None = arguments.passphrase_file
    if path is not None:
        return _from_file(path)
    if sys.stdin is None or not sys.stdin.isatty():
        raise Misused(f"需要{prompt}：请用 --passphrase-file 指定口令文件，或在终端里运行。")
    entered = getpass.getpass(f"{prompt}：")
    if twice and getpass.getpass("请再输入一次：") != entered:
        raise Misused("两次输入的口令不同，请重新运行。")
    if not entered:
        raise Misused("口令不能为空，请重新运行。")
    return entered


def add_root_passphrase(parser: argparse.ArgumentParser) -> None:
    """Give a verb ``--root-passphrase-file``."""
    parser.add_argument(
        "--root-passphrase-file",
        type=Path,
        metavar="文件",
        help="根密钥的口令文件；不写而写了 --passphrase-file 时，两个口令相同",
    )


def read_root_passphrase(
    arguments: argparse.Namespace, *, prompt: str = "根密钥口令", twice: bool = False
) -> str:
    """Return the passphrase of the authority's key; errors as :func:`read_passphrase`."""
    path: Path | None = arguments.root_passphrase_file or arguments.passphrase_file
    own = argparse.Namespace(passphrase_file=path)
    return read_passphrase(own, prompt=prompt, twice=twice)


def _from_file(path: Path) -> str:
    try:
        content = files.read_file(path, limit=files.PASSPHRASE)
        first, _, _ = content.decode("utf-8-sig").partition("\n")
    except Refused as error:
        raise Misused(f"口令文件不能用：{error}") from error
    except UnicodeDecodeError:
        raise Misused(f"口令文件“{path}”不是 UTF-8 文本，请重新保存。") from None
    except OSError as error:
        raise Unavailable(f"读不了口令文件“{path}”，请检查路径和权限。") from error
    passphrase = first.rstrip("\r")
    if not passphrase:
        raise Misused(f"口令文件“{path}”的第一行是空的，请写入口令。")
    return passphrase
