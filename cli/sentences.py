"""argparse's own sentences in Chinese: the catalogue its calls of gettext are answered from."""

import argparse
from collections.abc import Mapping
from gettext import NullTranslations
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "subcommands": "命令",
    "show this help message and exit": "显示这段说明",
    "show program's version number and exit": "显示程序的版本",
    # Newer versions of Python look these up too; older ones end a heading so by themselves.
    "%(heading)s:": "%(heading)s:",
    " (default: %(default)s)": "（默认：%(default)s）",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s %(message)s",
    "the following arguments are required: %s": "缺少参数：%s。",
    "one of the arguments %s is required": "以下参数要写一个：%s。",
    "unrecognized arguments: %s": "不认识的参数：%s。",
    "not allowed with argument %s": "与 %s 不能同时用。",
    "ambiguous option: %(option)s could match %(matches)s": (
        "参数 %(option)s 不够明确，可能是 %(matches)s。"
    ),
    "unexpected option string: %s": "参数 %s 不该写在这里。",
    "ignored explicit argument %r": "后面不用写 %r。",
    "expected one argument": "后面要写内容。",
    "expected at most one argument": "后面最多写一项。",
    "expected at least one argument": "后面至少写一项。",
    "expected %s argument": "后面要写 %s 项。",
    "expected %s arguments": "后面要写 %s 项。",
    # Numbers have types of our own (``cli.parser``); argparse would speak so of one of its own.
    "invalid %(type)s value: %(value)r": "应为整数，填的是 %(value)r。",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这个选择，可以写：%(choices)s。",
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)": (
        "没有 %(value)r 这个选择，是不是要写 %(closest)r？"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)r 这个选择。",
}


class _Catalogue(NullTranslations):
    def gettext(self, message: str) -> str:
        """Translate a sentence; what is not in the catalogue stays as it is."""
        return SENTENCES.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Translate a sentence that counts."""
        return self.gettext(msgid1 if n == 1 else msgid2)


def speak_chinese() -> None:
    """Let argparse look its sentences up here: it takes both functions from gettext by these names."""
    catalogue = _Catalogue()
    vars(argparse).update(_=catalogue.gettext, ngettext=catalogue.ngettext)
