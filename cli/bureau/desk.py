"""What the bureau's verbs share: their store, the keys, who acts."""

import argparse
from contextlib import AbstractContextManager
from pathlib import Path

from cli.output import say
from cli.parser import Handler, Parser, Verbs, add_command, spoken
from cli.passphrase import add_root_passphrase
from cli.places import ADDRESS, store_file, store_place
from forms.workflow import Actor
from operations import files
from operations.bureau import store as bureau_store
from operations.bureau.records import BureauStore
from operations.bureau.sent.issue import IssuedBytes
from operations.bureau.store import Desk
from operations.errors import Misused
from operations.store_files import BUREAU_ENDING


def bureau_verb(
    verbs: Verbs,
    name: str,
    handler: Handler,
    *,
    text: str,
    optional: bool = False,
    only_file: bool = False,
) -> Parser:
    """Add a verb with the bureau's store and the person who acts.

    Args:
        verbs: The group.
        name: The verb.
        handler: Does it.
        text: Its help.
        optional: Whether it works without a store, too.
        only_file: Whether the store has to be a file.

    """
    parser = add_command(verbs, name, handler, text=text)
    parser.add_argument(
        "store",
        type=store_file if only_file else store_place,
        metavar="局端库",
        help=f"区局的库（{BUREAU_ENDING}）" + ("" if only_file else f"，或服务器地址 {ADDRESS}"),
        nargs="?" if optional else None,
    )
    parser.add_argument(
        "--person", type=spoken, default="", metavar="姓名", help="操作人姓名，记入日志"
    )
    return parser


def add_root_key(parser: Parser) -> None:
    """Give a verb ``--root-key`` and the passphrase to it."""
    parser.add_argument(
        "--root-key", type=Path, metavar="文件", help="根密钥文件；默认在局端库旁边"
    )
    add_root_passphrase(parser)


def add_settings(parser: Parser) -> None:
    """Give a verb the bureau's settings."""
    parser.add_argument(
        "--setting",
        action="append",
        default=[],
        metavar="编号=值",
        help="区局设置，例如 per_pupil_primary=1150；可写多次",
    )


def officer_of(arguments: argparse.Namespace) -> Actor:
    """Who acts."""
    return bureau_store.officer(arguments.person or "区局操作员")


def desk_at_work(
    arguments: argparse.Namespace, store: BureauStore, passphrase: str
) -> AbstractContextManager[Desk]:
    """The open store, the unlocked keys and the officer of a command; it ends with a signed journal."""
    actor = officer_of(arguments)
    keys = bureau_store.unlock_daily_keys(store, passphrase, name=actor.name)
    return bureau_store.at_work(store, keys, actor)


def root_key_of(arguments: argparse.Namespace) -> Path:
    """Where the authority's key is."""
    path: Path = arguments.root_key or bureau_store.authority_file_of(arguments.store)
    return path


def write_issued(target: Path, made: IssuedBytes, *, replace: bool) -> Path:
    """Write a file that was signed for a school; if that fails, say that it is not lost."""
    try:
        return files.write_file(target, made.content, name=made.name, replace=replace)
    except Exception:
        say(
            f"给学校 {made.school} 的{made.kind.label}已经签发，保存在局端库里："
            "解决下面的问题后，请用 bureau resend 再写一份。"
        )
        raise


def pairs_of(texts: list[str], option: str) -> list[tuple[str, str]]:
    """Read options of the form ``name=content``."""
    pairs = [text.partition("=") for text in texts]
    for name, mark, _ in pairs:
        if not mark:
            raise Misused(f"{option} 应写成“编号=内容”，写的是“{name}”。")
    return [(name.strip(), content.strip()) for name, _, content in pairs]
