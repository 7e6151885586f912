"""Entry of the command line: parse, run one command, turn every outcome into an exit code."""

import sys
from collections.abc import Sequence

from cli import demo, pack, passphrase, verify
from cli.bureau import group as bureau
from cli.output import Exit, say, show, use_utf8
from cli.parser import Parser, UsageError, usage_refused
from cli.places import log_in_everywhere
from cli.school import group as school
from cli.way_on import way_on
from operations.failures.explain import Blame, explain

_EXITS = {
    Blame.DATA: Exit.REFUSED,
    Blame.USAGE: Exit.USAGE,
    Blame.ENVIRONMENT: Exit.ENVIRONMENT,
    Blame.PROGRAM: Exit.ENVIRONMENT,
}


def build_parser() -> Parser:
    """Build the parser of the whole program."""
    parser = Parser(
        prog="main.py",
        description="优衡填报：学校填报、签名、上报，区局接收、评估、出表。不带参数打开桌面程序。",
    )
    groups = parser.add_subparsers(dest="group", title="命令", metavar="命令", required=True)
    school.add_to(groups)
    bureau.add_to(groups)
    verify.add_to(groups)
    demo.add_to(groups)
    pack.add_to(groups)
    passphrase.add_to(groups)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: Arguments without the program's name; ``None`` takes those of the process.

    Returns:
        0 done, 1 refused for what the data or file says, 2 wrong usage, 3 environment.

    """
    use_utf8(sys.stdout, sys.stderr)
    try:
        arguments = build_parser().parse_args(argv)
    except UsageError as error:
        return usage_refused(error)
    except SystemExit:  # argparse ends the process after --help
        return int(Exit.DONE)
    try:
        log_in_everywhere(arguments)
        return show(arguments.handler(arguments), as_json=arguments.json)
    except KeyboardInterrupt:
        say("已停止。已经完成的步骤都已保存。")
        return int(Exit.REFUSED)
    except Exception as error:  # noqa: BLE001 - no traceback ever reaches a user
        failure = explain(error)
        say(failure.message + way_on(failure, arguments))
        return int(_EXITS[failure.blame])
