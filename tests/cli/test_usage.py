"""Wrong usage: exit code 2 and one Chinese sentence; help in Chinese."""

import argparse
import ast
import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import build_parser
from cli.sentences import SENTENCES
from tests.cli.conftest import Command
from tests.operations.staging import District

GROUPS = {
    "school": "new request open fill template check submit return sign export receipt history backup",
    "bureau": "new roster enrol revoke import evaluate tables return export backup",
}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "缺少参数：命令"),
        (["nothing"], "没有 'nothing' 这个选择"),
        (["school"], "缺少参数：步骤"),
        (["school", "sing", "x"], "没有 'sing' 这个选择"),
        (["school", "new", "x.yhs"], "缺少参数：--code, --name, --period"),
        (["school", "check"], "缺少参数：填报库"),
        (["school", "check", "x", "--nothing"], "不认识的参数：--nothing"),
        (
            ["school", "new", "x", "--code", "1", "--name", "n", "--period", "many"],
            "参数 --period 应为整数，填的是 'many'",
        ),
        (["bureau", "evaluate", "--table"], "参数 --table 后面要写内容"),
        (
            ["bureau", "import", "x", "y", "--workers", "0"],
            "参数 --workers 应为正整数，填的是 0。用法",
        ),
        (["school", "check", "x", "--json=yes"], "参数 --json 后面不用写 'yes'。"),
        (["bureau", "evaluate"], "二选一"),
        (["demo", "x", "--schools", "0"], "1 到 500"),
    ],
)
def test_wrong_usage_is_exit_2_with_a_sentence(
    command: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    run = command(*arguments)
    assert run.code == 2
    assert words in run.err
    assert run.out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("group", GROUPS)
def test_every_verb_of_the_contract_is_there(command: Command, group: str) -> None:
    run = command(group, "--help")
    assert run.code == 0
    assert "用法：" in run.out
    for verb in GROUPS[group].split():
        assert f"    {verb}" in run.out


@pytest.mark.parametrize(
    ("group", "verb"), [(group, verb) for group, verbs in GROUPS.items() for verb in verbs.split()]
)
def test_every_verb_has_help_in_chinese_and_json(command: Command, group: str, verb: str) -> None:
    run = command(group, verb, "--help")
    assert run.code == 0
    assert "--json" in run.out
    assert "显示这段说明" in run.out
    assert "usage" not in run.out
    assert "options" not in run.out
    assert "选项:" in run.out


# Faults of whoever writes a parser: nobody who types a command reads them.
PROGRAMMING = re.compile(
    r"__call__|subparser|mode %r|can't open|merge actions|positionals|option string|dest= is"
    r"|conflict_resolution|mutually exclusive|callable|%\(prog\)s: (?:error|warning)|must|deprecated"
)


def sentences_of_argparse() -> set[str]:
    """Every sentence this Python's argparse looks up."""
    calls = (
        node
        for node in ast.walk(ast.parse(inspect.getsource(argparse)))
        if isinstance(node, ast.Call)
    )
    return {
        argument.value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
        for argument in call.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_argparse_has_no_sentence_without_a_translation() -> None:
    said = {text for text in sentences_of_argparse() if not PROGRAMMING.search(text)}
    assert len(said) > 15
    assert said - SENTENCES.keys() == set()


def numbers_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.Action]]:
    """Every argument of a parser and its verbs that is read as a number."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb in set(action.choices.values()):
                yield from numbers_of(verb)
        elif callable(action.type) and type(action.type("7")) is int:
            yield f"{parser.prog} {action.dest}", action


@pytest.mark.parametrize(
    "text", ["1_0", "１０", "+7", " 7", "7 ", "²", "1e3", "0x7", "", "1234567890"]
)
def test_a_number_is_read_as_it_is_typed_or_refused(text: str) -> None:
    found = dict(numbers_of(build_parser()))
    assert len(found) > 7
    for name, action in found.items():
        assert callable(action.type)
        with pytest.raises(argparse.ArgumentTypeError, match=r"应为|最多 9 位"):
            pytest.fail(f"{name} took {text!r} for {action.type(text)}")


def test_no_digit_of_a_number_is_lost(command: Command, district: District) -> None:
    reset = ("--school", "2142100001", "--number", "1234567890", "--reason", "丢失")
    run = command("bureau", "renumber", district.bureau, *reset)
    assert run.code == 2
    assert "最多 9 位" in run.err


def test_the_parser_names_the_program() -> None:
    assert build_parser().prog == "main.py"


class TestPassphrases:
    def test_without_a_screen_a_file_is_needed(self, command: Command, district: District) -> None:
        run = command("school", "request", district.school(), district.folder)
        assert run.code == 2
        assert "--passphrase-file" in run.err

    @pytest.mark.parametrize(
        ("content", "code", "words"),
        [(b"", 2, "第一行是空的"), (b"\nx", 2, "第一行是空的"), (b"\xff\xfe\x00", 2, "UTF-8")],
    )
    def test_a_file_without_a_passphrase_is_refused(
        self, command: Command, district: District, content: bytes, code: int, words: str
    ) -> None:
        path = district.folder / "p.txt"
        path.write_bytes(content)
        run = command(
            "school", "request", district.school(), district.folder, "--passphrase-file", path
        )
        assert (run.code, words in run.err) == (code, True)

    def test_a_file_that_is_not_there_is_the_surroundings(
        self, command: Command, district: District
    ) -> None:
        missing = district.folder / "none.txt"
        run = command(
            "school", "request", district.school(), district.folder, "--passphrase-file", missing
        )
        assert run.code == 3
        assert "读不了口令文件" in run.err

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
    def test_a_pipe_does_not_hang(self, command: Command, district: District) -> None:
        pipe = district.folder / "pipe"
        os.mkfifo(pipe)
        run = command(
            "school", "request", district.school(), district.folder, "--passphrase-file", pipe
        )
        assert run.code == 2
        assert "口令文件不能用：“pipe”不是普通的文件" in run.err

    def test_windows_line_ends_and_byte_order_marks_do_no_harm(
        self, command: Command, district: District
    ) -> None:
        passphrase = district.passphrases.read_text(encoding="utf-8").strip()
        path = district.folder / "p.txt"
        path.write_bytes(b"\xef\xbb\xbf" + passphrase.encode() + b"\r\nsecond line\r\n")
        run = command(
            "bureau", "import", district.bureau, district.package(), "--passphrase-file", path
        )
        assert "E_SEEN" in run.out

    def test_a_prompt_asks_twice_for_a_new_one(
        self, command: Command, district: District, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        answers = iter(["first passphrase", "second passphrase"])
        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
        run = command("school", "request", district.school(), district.folder)
        assert run.code == 2
        assert "两次输入的口令不同" in run.err
