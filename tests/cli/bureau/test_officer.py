"""``bureau officer``: a second officer is added, works under the own name, and goes again."""

from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import District

FIRST = "演示操作员"
NEW = "seven quiet herons 88"


@pytest.fixture
def new(district: District, cheap_passphrases: None) -> Path:
    """The passphrase file of the new officer."""
    del cheap_passphrases
    path = district.folder / "li.txt"
    path.write_text(f"{NEW}\n", encoding="utf-8")
    return path


def adding(district: District, new: Path, *rights: str, person: str = FIRST) -> list[object]:
    return [
        *("bureau", "officer", district.bureau, "add", "李娜", "--person", person),
        *(word for right in rights for word in ("--right", right)),
        *("--passphrase-file", district.passphrases, "--new-passphrase-file", new),
    ]


def test_a_second_officer_from_beginning_to_end(
    command: Command, district: District, new: Path
) -> None:
    run = command("bureau", "officer", district.bureau, "list")
    assert run.out.startswith(f"{FIRST}  证书有效，至 ")
    assert run.out.strip().endswith("全部权限")

    run = command(*adding(district, new, "intake", "review"), "--json")
    assert run.code == 0, run.err
    officers = run.data["officers"]
    assert isinstance(officers, list)
    told = [(item["number"], item["name"], item["rights"], item["status"]) for item in officers]
    assert told == [
        (1, FIRST, ["intake", "review", "receipts", "settings", "keys"], "valid"),
        (2, "李娜", ["intake", "review"], "valid"),
    ]

    package, own = district.next_package(), ("--person", "李娜", "--passphrase-file", new)
    taken = ("bureau", "import", district.bureau, package)
    run = command(*taken, "--passphrase-file", district.passphrases)
    assert run.code == 1
    assert f"“区局操作员”不是这个局端库的操作员（{FIRST}、李娜）" in run.err
    run = command(*taken, *own, "--receipts", district.folder / "r")
    assert run.code == 1
    assert "李娜没有“签发回执”的权限，这一步没有做。" in run.err
    assert command(*taken, *own).code == 0  # nothing had been taken yet
    slip = ("bureau", "return", district.bureau, district.folder, "--school", district.code())
    assert command(*slip, "--reason", "核对面积", *own).code == 0
    run = command("bureau", "roster", district.bureau, "--person", "李娜", "--due", "2030-01-01")
    assert (run.code, "李娜没有“设置和区级数据”的权限" in run.err) == (1, True)
    assert f"请{FIRST}用根密钥给予权限" in run.err

    change = ("bureau", "officer", district.bureau, "rights", "李娜", "--person", FIRST)
    secret = ("--passphrase-file", district.passphrases)
    run = command(*change, "--right", "settings", "--reason", "分工调整", *secret)
    assert (run.code, "李娜现在可以：设置和区级数据。" in run.out) == (0, True)
    assert (
        command("bureau", "roster", district.bureau, "--person", "李娜", "--due", "2030-01-01").code
        == 0
    )

    gone = ("bureau", "officer", district.bureau, "revoke", "李娜", "--person", FIRST)
    assert "请写明吊销的原因" in command(*gone, *secret).err
    run = command(*gone, "--reason", "调离", *secret)
    assert (run.code, "已吊销操作员李娜的证书" in run.out) == (0, True)
    assert "李娜  证书已吊销" in run.out
    run = command(*slip, "--reason", "再退", *own)
    assert (run.code, "李娜的证书已经吊销，密钥已从库里删去" in run.err) == (1, True)

    run = command("bureau", "history", district.bureau)
    assert "没有权限，没有做" in run.out
    assert "李娜（区局）" in run.out
    assert command("bureau", "history", district.bureau, "--verify").code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add",), "请写明是哪一位操作员"),
        (("add", "李娜"), "请用 --right 写明可以做什么"),
        (("rights", "李娜", "--right", "everything"), "没有“everything”这项权限"),
    ],
)
def test_what_is_not_said_is_asked_for(
    command: Command, district: District, words: tuple[str, ...], said: str
) -> None:
    run = command("bureau", "officer", district.bureau, *words)
    assert (run.code, said in run.err) == (2, True)


def test_the_first_goes_by_the_name_of_the_certificate(
    command: Command, district: District, new: Path
) -> None:
    run = command(*adding(district, new, "intake", person="王芳"))
    assert run.code == 1
    assert f"现在的操作员证书上的姓名是“{FIRST}”，操作人写的是“王芳”" in run.err
    assert FIRST in command("bureau", "officer", district.bureau, "list").out
