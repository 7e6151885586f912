"""Commands whose target is a store or a key refuse; what else is there they replace only with --force."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.main import build_parser
from resources import resource
from tests.cli.conftest import Command
from tests.operations.staging import District

Words = tuple[str, ...]

SECRET = ("--passphrase-file", "{words}")
PACK = str(resource("forms", "balance-2024.1"))
COMMANDS: dict[str, Words] = {
    "school template": ("{school}", "{target}"),
    "school request": ("{school}", "{target}", "--again"),
    "school export": ("{school}", "{target}"),
    "school backup": ("{school}", "{target}"),
    "school sheet": ("{school}", "{target}"),
    "school print": ("{school}", "{target}"),
    "bureau enrol": ("{bureau}", "{csr}", "{target}", "--replaces", "x", *SECRET),
    "bureau return": ("{bureau}", "{target}", "--school", "{code}", "--reason", "x", *SECRET),
    "bureau template": ("{bureau}", "{target}"),
    "bureau keys": ("{bureau}", "--pem", "{target}"),
    "bureau sheet": ("{bureau}", "{target}"),
    "bureau export": ("{bureau}", "{target}", "--school", "{code}"),
    "bureau backup": ("{bureau}", "{target}"),
    "bureau report": ("{bureau}", "{target}"),
    "pack document": (PACK, "-o", "{target}"),
    "pack schema": (PACK, "-o", "{target}"),
}
"""Verbs that write one file, which the user names."""

ENDINGS = {"bureau export": ".json", "bureau report": ".pdf"}
"""Of verbs that look at it."""

INTO_FOLDERS: dict[str, Words] = {
    "bureau tables": ("{bureau}", "{target}"),
    "bureau data": ("{bureau}", "{target}"),
    "bureau resend": ("{bureau}", "{target}"),
}
"""Verbs that write several files, which the program names."""

ELSEWHERE = {
    *("bureau import", "bureau renew", "bureau evaluate", "bureau plan", "bureau certify"),
    "bureau patterns",
    *("bureau today", "school review", "school own-key"),
}
"""Verbs that do something first; they are tried in the tests of their own."""

TARGETS = ("{school}", "{other}", "{bureau}", "{key}")


@pytest.fixture
def places(district: District, command: Command) -> dict[str, str]:
    csr = district.folder / "school.csr"
    return {
        "school": str(district.school()),
        "other": str(district.school(1)),
        "bureau": str(district.bureau),
        "key": str(next(district.folder.glob("*root-key.age"))),
        "words": str(district.passphrases),
        "code": district.code(),
        "csr": str(csr),
    }


def ask_for_certificate(command: Command, places: dict[str, str]) -> None:
    asked = command(
        "school", "request", *(places[k] for k in ("school", "csr")), *filled(SECRET, places)
    )
    assert asked.code == 0


def filled(words: Words, places: dict[str, str]) -> list[str]:
    return [word.format(**places) for word in words]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", [
    "school template", "school request", "school export", "school backup", "bureau export",
    "bureau backup",
])  # fmt: skip
def test_a_store_or_a_key_is_left_alone_even_by_force(
    name: str, target: str, command: Command, district: District, places: dict[str, str]
) -> None:
    places["target"] = target.format(**places)
    before = contents(district.folder)
    for force in ((), ("--force",)):
        run = command(*name.split(), *filled(COMMANDS[name], places), *force)
        assert run.code in {1, 2}, run.err
        assert "请换一个文件名" in run.err
        assert "--force" not in run.err
    after = contents(district.folder)
    assert after.keys() == before.keys()
    for path in (district.school(1), Path(places["key"])):
        assert after[path] == before[path]
    for store in (district.school(), district.school(1)):
        assert command("school", "history", store, "--verify").code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_is_replaced_only_by_force_and_nothing_is_done_without(
    name: str, command: Command, district: District, places: dict[str, str], tmp_path: Path
) -> None:
    if name == "bureau enrol":
        ask_for_certificate(command, places)
    target = tmp_path / f"written{ENDINGS.get(name, '')}"
    places["target"] = str(target)
    words = (*name.split(), *filled(COMMANDS[name], places))
    assert command(*words).code == 0
    if "backup" not in name:  # a byte more would make it no store
        target.write_bytes(target.read_bytes() + b"\n")
    before, stores = target.read_bytes(), contents(district.folder)
    run = command(*words)
    assert run.code == 1, run.err
    assert re.search(r"written.*”已经存在，写到这里会把它替换掉.*请换.*加 --force。", run.err)
    assert target.read_bytes() == before
    assert contents(district.folder) == stores
    assert "没有预料到" not in run.err
    if name == "bureau return":  # there is nothing more to return
        return
    assert command(*words, "--force").code == 0
    assert "backup" in name or target.read_bytes() != before


def test_no_key_is_made_where_its_request_has_no_place(
    command: Command, district: District, places: dict[str, str]
) -> None:
    ask_for_certificate(command, places)
    assert command("school", "withdraw", district.school()).code == 0
    before = contents(district.folder)
    words = filled(("{school}", "{csr}", *SECRET), places)
    run = command("school", "request", *words)
    assert (run.code, "已经存在" in run.err) == (1, True)
    assert contents(district.folder) == before
    assert command("school", "request", *words, "--force").code == 0


@pytest.mark.parametrize("name", INTO_FOLDERS)
def test_files_in_a_folder_are_replaced_all_or_none(
    name: str, command: Command, places: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "written"
    places["target"] = str(folder)
    words = (*name.split(), *filled(INTO_FOLDERS[name], places))
    assert command(*words).code == 0
    first, second, third, *_ = sorted(folder.iterdir())
    for path in (first, second):
        path.write_bytes(path.read_bytes() + b"\n")
    third.unlink()
    before = contents(folder)
    run = command(*words)
    assert run.code == 1
    assert re.search(
        r"written”里已有 2 个同名而内容不同的文件.*一个也没有写.*加 --force。", run.err
    )
    assert contents(folder) == before
    assert command(*words, "--force").code == 0
    assert contents(folder).keys() == {*before, third}
    assert contents(folder)[first] == before[first][:-1]


@pytest.mark.parametrize(
    "name", ["bureau tables", "bureau resend", "bureau export", "bureau keys", "pack schema"]
)
def test_writing_the_same_again_replaces_nothing(
    name: str, command: Command, places: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "written"
    folder.mkdir()
    places["target"] = str(folder)
    words = (*name.split(), *filled((COMMANDS | INTO_FOLDERS)[name], places))
    assert command(*words).code == 0
    before = contents(folder)
    assert before
    assert command(*words).code == 0
    assert contents(folder) == before


def verbs_with(option: str) -> Iterator[str]:
    for group, parser in parsers_of(build_parser()):
        for verb, inner in parsers_of(parser):
            if option in inner.format_help():
                yield f"{group} {verb}"


def parsers_of(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield from action.choices.items()


def test_every_verb_that_writes_is_tried() -> None:
    assert set(verbs_with("--force")) == {*COMMANDS, *INTO_FOLDERS, *ELSEWHERE}
