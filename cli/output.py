"""What a command answers: text or one JSON object on stdout, and the exit code."""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TextIO

from forms.canonical import json_text
from forms.types.visible import first_hidden, one_line


class Exit(IntEnum):
    """Exit codes of the program (they are part of its contract)."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    ENVIRONMENT = 3


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of one command.

    Attributes:
        data: What ``--json`` prints.
        lines: What is printed else.
        code: ``REFUSED`` when the command ran and its answer is no.

    """

    data: Mapping[str, object]
    lines: Sequence[str] = field(default_factory=tuple)
    code: Exit = Exit.DONE


def show(result: Result, *, as_json: bool) -> int:
    """Print a result on stdout and return its exit code; what others wrote breaks no line of it."""
    lines = [_escaped(json_text(result.data))] if as_json else map(one_line, result.lines)
    try:
        for line in lines:
            print(line)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # Python would try once more at the end, and fail with a code of its own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say("接收输出的程序先结束了，其余的没有写出。")
        return int(Exit.ENVIRONMENT)
    return int(result.code)


def _escaped(text: str) -> str:
    r"""Write what nobody sees in a JSON text as an escape: it says the same and moves no cursor."""
    if first_hidden(text.replace("\n", "")) is None:
        return text
    return "".join(
        json.dumps(sign)[1:-1] if sign != "\n" and not sign.isprintable() else sign for sign in text
    )


def say(message: str) -> None:
    """Tell the user something on stderr, in one line."""
    print(one_line(message), file=sys.stderr, flush=True)


def use_utf8(*streams: TextIO) -> None:
    """Write UTF-8 whatever the console's code page is; a sign it cannot show must not stop the program."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
