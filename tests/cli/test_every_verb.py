"""Every verb with a store, an input or a passphrase that is not the right one: refused in one way."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Command, Run
from tests.operations.staging import District

Words = tuple[object, ...]
Verb = Callable[[Path, Path, Path], Words]
"""Store, an input file and the passphrase file → what stands behind ``main.py``."""

CODE = "2142100001"
SCHOOL: dict[str, Verb] = {
    "request": lambda s, _, p: (s, s.parent, "--passphrase-file", p),
    "identity": lambda s, *_: (s, "--name", "样例第二小学"),
    "withdraw": lambda s, *_: (s,),
    "open": lambda s, f, _: (s, f),
    "fill": lambda s, f, _: (s, f),
    "template": lambda s, *_: (s, s.parent / "t.xlsx"),
    "check": lambda s, *_: (s,),
    "submit": lambda s, *_: (s,),
    "confirm": lambda s, *_: (s, "--as", "统计人员", "--person", "王样例"),
    "return": lambda s, *_: (s, "--reason", "x"),
    "sign": lambda s, _, p: (s, "--passphrase-file", p),
    "review": lambda s, f, _: (s, "take", f),
    "points": lambda s, *_: (s, "--reply", "1", "--changed"),
    "own-key": lambda s, f, p: (s, "read", f, "--passphrase-file", p),
    "move-key": lambda s, _, p: (s, s.parent, "--passphrase-file", p),
    "export": lambda s, *_: (s, s.parent),
    "receipt": lambda s, f, _: (s, f),
    "history": lambda s, *_: (s, "--verify"),
    "backup": lambda s, *_: (s, s.parent / "copy"),
    "backups": lambda s, *_: (s,),
    "restore": lambda s, f, _: (s, f),
    "keys": lambda s, *_: (s,),
    "sheet": lambda s, *_: (s, s.parent),
    "restore-key": lambda s, f, p: (s, f, "--passphrase-file", p),
    "print": lambda s, *_: (s, s.parent / "forms.pdf"),
}
BUREAU: dict[str, Verb] = {
    "roster": lambda s, f, _: (s, f),
    "enrol": lambda s, f, p: (s, f, s.parent, "--passphrase-file", p),
    "revoke": lambda s, _, p: (s, "--school", CODE, "--reason", "x", "--passphrase-file", p),
    "import": lambda s, f, p: (s, f, "--passphrase-file", p),
    "renew": lambda s, _, p: (s, s.parent, "--passphrase-file", p),
    "undo-import": lambda s, *_: (s, "--school", CODE, "--reason", "x"),
    "renumber": lambda s, *_: (s, "--school", CODE, "--number", "7", "--reason", "x"),
    "clock": lambda s, *_: (s, "--reason", "x"),
    "return": lambda s, _, p: (
        *(s, s.parent, "--school", CODE, "--reason", "x"),
        *("--passphrase-file", p),
    ),
    "resend": lambda s, *_: (s, s.parent),
    "keys": lambda s, *_: (s,),
    "revocations": lambda s, _, p: (s, "--passphrase-file", p),
    "operator": lambda s, _, p: (s, "--passphrase-file", p),
    "officer": lambda s, _, p: (
        *(s, "add", "李娜", "--right", "intake", "--new-passphrase-file", p),
        *("--passphrase-file", p),
    ),
    "sheet": lambda s, *_: (s, s.parent),
    "last": lambda s, f, _: (s, f),
    "fill": lambda s, f, _: (s, f),
    "template": lambda s, *_: (s, s.parent / "t.xlsx"),
    "check": lambda s, *_: (s,),
    "evaluate": lambda s, *_: (s,),
    "figure": lambda s, *_: (s, CODE, "L4"),
    "points": lambda s, *_: (s, CODE),
    "today": lambda s, *_: (s,),
    "certify": lambda s, f, p: (
        *(s, f, s.parent / "c.cer", "--school", CODE, "--as", "审核人", "--name", "李样例"),
        *("--passphrase-file", p),
    ),
    "tables": lambda s, *_: (s, s.parent / "tables"),
    "plan": lambda s, *_: (s, "least", s.parent / "plan.json"),
    "report": lambda s, *_: (s, s.parent / "report.pdf"),
    "patterns": lambda s, *_: (s,),
    "compare": lambda s, f, _: (s, f),
    "export": lambda s, *_: (s, s.parent / "raw.csv"),
    "data": lambda s, *_: (s, s.parent / "data"),
    "backup": lambda s, *_: (s, s.parent / "copy"),
    "history": lambda s, *_: (s, "--verify"),
    "copy": lambda s, *_: (s, s.parent / "copy.yhb"),
    "upgrade": lambda s, *_: (s,),
    "backups": lambda s, *_: (s,),
    "restore": lambda s, f, _: (s, f),
}
VERBS = [
    *(pytest.param("school", name, verb, id=f"school {name}") for name, verb in SCHOOL.items()),
    *(pytest.param("bureau", name, verb, id=f"bureau {name}") for name, verb in BUREAU.items()),
]
KEYED = [
    param
    for param in VERBS
    if "--passphrase-file" in param.values[2](Path("st"), Path("in"), Path("p"))  # type: ignore[operator]
    and param.id != "school request"  # it sets a new one
]
READING = [
    param
    for param in VERBS
    if Path("in") in param.values[2](Path("st"), Path("in"), Path("p"))  # type: ignore[operator]
]


def refused(run: Run, codes: set[int]) -> None:
    """Said in Chinese on stderr, in one sentence for people; nothing on stdout."""
    assert run.code in codes, run.err
    assert run.out == ""
    assert re.search("[一-鿿].*。$", run.err.strip()), run.err
    assert "没有预料到" not in run.err
    assert run.err.count("\n") <= 2


def other_than(group: str, district: District) -> Path:
    return district.bureau if group == "school" else district.school()


def names_in(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


@pytest.mark.parametrize(("group", "name", "verb"), VERBS)
def test_a_wrong_store_is_refused(
    command: Command, district: District, group: str, name: str, verb: Verb
) -> None:
    folder = district.folder / "我的 资料（2024）#1"
    folder.mkdir()
    passphrase = Path(shutil.copy(district.passphrases, folder / "口 令.txt"))
    text = folder / "随便 什么.txt"
    text.write_text("no store at all", encoding="utf-8")
    missing = folder / "没有.yhs"
    other = Path(shutil.copy(other_than(group, district), folder / "别的 库.yhx"))
    before = other.read_bytes(), names_in(folder)
    if name == "restore":  # it is for stores that are gone or broken: only the backup counts
        for given, codes in ((missing, {3}), (text, {1}), (other, {1})):
            refused(command(group, name, folder / "库", given), codes)
        refused(command(group, name, other, other), {2})
        return
    for store, codes in ((missing, {3}), (folder, {1}), (text, {1}), (other, {1})):
        for form in ((), ("--json",)):
            run = command(group, name, *verb(store, text, passphrase), *form)
            refused(run, codes)
    assert (other.read_bytes(), names_in(folder)) == before


@pytest.mark.parametrize(("group", "name", "verb"), READING)
def test_a_missing_input_is_the_surroundings(
    command: Command, district: District, group: str, name: str, verb: Verb
) -> None:
    store = district.school() if group == "school" else district.bureau
    if (group, name) == ("school", "fill"):
        assert command("school", "return", store, "--reason", "x").code == 0
    # A folder in the place of a file is the wrong file, not a missing one.
    for place, codes in ((district.folder / "没有 这个", {2, 3}), (district.folder, {1, 2, 3})):
        run = command(group, name, *verb(store, place, district.passphrases), "--json")
        if run.out:  # an import says it of each file
            assert run.code == 1
        else:
            refused(run, codes)


@pytest.mark.parametrize(("group", "name", "verb"), KEYED)
def test_a_wrong_passphrase_is_refused(
    command: Command, district: District, tmp_path: Path, group: str, name: str, verb: Verb
) -> None:
    wrong = tmp_path / "口令.txt"
    wrong.write_text("不是 这个 口令\n", encoding="utf-8")
    store = district.school() if group == "school" else district.bureau
    if (group, name) == ("school", "sign"):
        for words in (("return", store, "--reason", "x"), ("submit", store)):
            assert command("school", *words).code == 0
    given = district.package() if name == "import" else district.receipt()
    run = command(group, name, *verb(store, given, wrong), "--json")
    refused(run, {1})


QUIET = {
    "template",
    "check",
    "export",
    "history",
    "backup",
    "keys",
    "sheet",
    "resend",
    "tables",
    "figure",
    "plan",
    "data",
}


@pytest.mark.parametrize(
    ("group", "name", "verb"), [param for param in VERBS if param.values[1] in QUIET]
)
def test_json_is_all_that_is_on_stdout(
    command: Command, district: District, group: str, name: str, verb: Verb
) -> None:
    folder = district.folder / "我的 资料（2024）#1"
    folder.mkdir()
    store = district.school() if group == "school" else district.bureau
    moved = Path(shutil.move(store, folder / f"某 库{store.suffix}"))
    shutil.move(district.folder / "bureau-root-key.age", folder / "某 库-root-key.age")
    run = command(group, name, *verb(moved, moved, district.passphrases), "--json")
    assert run.code == 0, run.err
    assert run.data
    assert run.out.startswith("{")
    assert run.out.endswith("}\n")
