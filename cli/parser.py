"""argparse in Chinese, without an end of its own."""

import argparse
from collections.abc import Callable
from typing import Final, NoReturn, TypeAlias

from cli.output import Exit, Result, say
from cli.sentences import speak_chinese
from forms.types.visible import one_line

speak_chinese()

Handler = Callable[[argparse.Namespace], Result]


class UsageError(Exception):
    """The command line cannot be understood; the message is Chinese."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises instead of ending the process."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **options)  # type: ignore[arg-type]

    def error(self, message: str) -> NoReturn:
        """Raise the message, with how to get help."""
        raise UsageError(f"{message}用法见：{self.prog} --help")


Verbs: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - argparse names no other
"""Where verbs are added: a group of them, or the program itself."""


_MOST_DIGITS: Final = 9
"""Of any number on the command line; those of packages have no more."""


def whole(text: str) -> int:
    """Read a whole number (for ``type=``); Python's own ``int`` would take ``1_0`` for ten."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise argparse.ArgumentTypeError(f"应为整数，填的是 {text!r}。")
    if len(digits) > _MOST_DIGITS:
        raise argparse.ArgumentTypeError(f"最多 {_MOST_DIGITS} 位，填的是 {text}。")
    return int(text)


def counting(text: str) -> int:
    """Read a number of things, at least one (for ``type=``)."""
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        raise argparse.ArgumentTypeError(f"应为正整数，填的是 {text}。")
    return whole(text)


def spoken(text: str) -> str:
    """Read what a person says of themselves or as a reason (for ``type=``): one line, all of it visible."""
    return one_line(text).strip()


def add_group(groups: Verbs, name: str, text: str, *, title: str = "步骤") -> Verbs:
    """Add a group of verbs, with what it is for; gives where its verbs go."""
    parser = groups.add_parser(name, help=text, description=text)
    return parser.add_subparsers(dest="verb", title=title, metavar=title, required=True)


def add_command(group: Verbs, name: str, handler: Handler, *, text: str) -> Parser:
    """Add one verb with ``--json``; ``text`` is its help."""
    parser = group.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="在标准输出上给出一个 JSON 对象")
    parser.set_defaults(handler=handler)
    return parser


def add_force(parser: Parser) -> None:
    """Give a verb that writes files where the user says ``--force``."""
    parser.add_argument("--force", action="store_true", help="目标处已有同类的文件时替换它")


def usage_refused(error: UsageError) -> int:
    """Say what is wrong with the command line."""
    say(str(error))
    return int(Exit.USAGE)
