"""argparse with Chinese headings and messages."""

import argparse
import re
from collections.abc import Callable
from typing import NoReturn

from cli.output import Exit, Result, say

Handler = Callable[[argparse.Namespace], Result]

_MESSAGES = (
    (r"the following arguments are required: (.*)", r"缺少参数：\1。"),
    (r"unrecognized arguments: (.*)", r"不认识的参数：\1。"),
    (r"argument (.*): invalid choice: (.*?) \(.*", r"参数 \1 没有 \2 这个选择。"),
    (r"argument (.*): invalid int value: (.*)", r"参数 \1 应为整数，填的是 \2。"),
    (r"argument (.*): expected (?:one|at least one) argument.*", r"参数 \1 后面要写内容。"),
    (r"argument (.*): not allowed with argument (.*)", r"参数 \1 与 \2 不能同时用。"),
    (r"ambiguous option: (.*) could match (.*)", r"参数 \1 不够明确，可能是 \2。"),
    (r"one of the arguments (.*) is required", r"以下参数要写一个：\1。"),
    (r"argument (.*?): ([^ -~].*)", r"参数 \1 \2"),  # a sentence of our own
)


class UsageError(Exception):
    """The command line cannot be understood; the message is Chinese."""


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises instead of ending the process."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Raise the message in Chinese, with how to get help."""
        for pattern, replacement in _MESSAGES:
            message, count = re.subn(f"^{pattern}$", replacement, message, flags=re.DOTALL)
            if count:
                break
        raise UsageError(f"{message}用法见：{self.prog} --help")

    def format_usage(self) -> str:
        """Usage line with a Chinese heading."""
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        """Help with a Chinese heading."""
        return super().format_help().replace("usage:", "用法：", 1)


def counting(text: str) -> int:
    """Read a number of things, at least one (for ``type=``)."""
    if not (text.isascii() and text.isdigit() and int(text[:9])):
        raise argparse.ArgumentTypeError(f"应为正整数，填的是 {text}。")
    return int(text[:9])


def add_command(
    group: "argparse._SubParsersAction[Parser]", name: str, handler: Handler, *, text: str
) -> Parser:
    """Add one verb with ``--json``; ``text`` is its help."""
    parser = group.add_parser(name, help=text, description=text)
    parser.add_argument("--json", action="store_true", help="在标准输出上给出一个 JSON 对象")
    parser.set_defaults(handler=handler)
    return parser


def usage_refused(error: UsageError) -> int:
    """Say what is wrong with the command line."""
    say(str(error))
    return int(Exit.USAGE)
