"""``school review`` and ``school move-key``: two computers by the command line."""

from pathlib import Path

import pytest

from operations.school.store import open_school
from storage.named.blobs import BlobKind
from tests.cli.conftest import Command, confirm
from tests.operations.staging import District


@pytest.fixture
def principal(command: Command, district: District) -> Path:
    """The principal's store with the key; the clerk's has a return in review, confirmed by two."""
    clerk, theirs = district.school(), district.folder / "principal.yhs"
    key, opening = district.folder / "key.age", district.folder / "opening.asice"
    passphrase = ("--passphrase-file", district.passphrases)
    with open_school(clerk, read_only=True) as store:
        name, opened = store.meta.school_name, store.blobs.get(BlobKind.OPENING) or b""
    opening.write_bytes(opened)
    words = ("--code", district.code(), "--name", name, "--period", "2024")
    assert command("school", "new", theirs, *words).code == 0
    assert command("school", "move-key", clerk, key, *passphrase).code == 0
    assert command("school", "restore-key", theirs, key, *passphrase).code == 0
    assert command("school", "open", theirs, opening).code == 0
    assert command("school", "return", clerk, "--reason", "补充").code == 0
    assert command("school", "submit", clerk).code == 0
    confirm(command, clerk)
    return theirs


def test_send_show_sign_and_take(command: Command, district: District, principal: Path) -> None:
    clerk, passphrase = district.school(), ("--passphrase-file", district.passphrases)
    sent, back = district.folder / "r.yhr", district.folder / "a.yhr"
    run = command("school", "sign", clerk, *passphrase)
    assert (run.code, "签名密钥不在这个填报库里" in run.err) == (1, True)
    assert command("school", "review", clerk, "save", sent).code == 0
    run = command("school", "review", principal, "show", sent, "--json")
    assert (run.code, run.data["hindrance"]) == (0, "")
    run = command("school", "review", principal, "answer", sent, back, "--sign", *passphrase)
    assert (run.code, "已签名" in run.out) == (0, True)
    run = command("school", "review", clerk, "take", back, "--json")
    assert (run.code, run.data["done"], run.data["state"]) == (0, True, "signed")
    run = command("school", "review", clerk, "take", back)
    assert (run.code, "已经读入过" in run.err) == (1, True)


def test_comment_and_return(command: Command, district: District, principal: Path) -> None:
    clerk, sent, back = district.school(), district.folder / "r.yhr", district.folder / "a.yhr"
    assert command("school", "review", clerk, "save", sent).code == 0
    words = ("--comment", "pupils.minority_primary", "请核对", "--reason", "有误")
    run = command("school", "review", principal, "answer", sent, back, *words, "--person", "张样例")
    assert (run.code, "退回修改" in run.out) == (0, True)
    run = command("school", "review", clerk, "take", back)
    assert (run.code, "张样例退回了填报表：有误" in run.out) == (0, True)
    again = ("school", "review", principal, "answer", sent, back, "--reason", "再想想")
    run = command(*again)
    assert (run.code, "已经存在" in run.err) == (1, True)
    assert command(*again, "--force").code == 0


def test_an_edit_meanwhile_is_said_and_ends_with_one(
    command: Command, district: District, principal: Path
) -> None:
    clerk, sent, back = district.school(), district.folder / "r.yhr", district.folder / "a.yhr"
    assert command("school", "review", clerk, "save", sent).code == 0
    words = ("answer", sent, back, "--sign", "--passphrase-file", district.passphrases)
    assert command("school", "review", principal, *words).code == 0
    change = district.folder / "change.json"
    change.write_text('{"staffing": {"studio_leads": 2}}', encoding="utf-8")
    assert command("school", "return", clerk, "--reason", "改").code == 0
    assert command("school", "fill", clerk, change).code == 0
    run = command("school", "review", clerk, "take", back)
    assert run.code == 1
    assert "（staffing.studio_leads）" in run.out
    assert "送审以后这里又改了 1 处" in run.out


@pytest.mark.parametrize(
    "words",
    [("save", "a", "b"), ("answer", "a"), ("take", "a", "--sign"), ("show", "a", "--reason", "x")],
)
def test_what_does_not_go_together_is_wrong_usage(
    command: Command, district: District, words: tuple[str, ...]
) -> None:
    run = command("school", "review", district.school(), *words)
    assert run.code == 2
    assert run.err.strip().endswith("。")
