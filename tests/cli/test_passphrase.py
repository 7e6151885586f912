"""``main.py passphrase`` proposes a passphrase."""

from tests.cli.conftest import Command


def test_a_proposal_is_printed_to_be_typed_and_to_be_remembered(command: Command) -> None:
    run = command("passphrase")
    typed, words, advice = run.out.splitlines()
    assert run.code == 0
    assert len(typed.split("-")) == 6
    assert typed.isascii()
    assert len(words.removeprefix("记作：").removesuffix("。").split()) == 6
    assert "2 的 48 次方分之一" in advice
    again = command("passphrase", "--json")
    assert again.data["bits"] == 48
    assert again.data["passphrase"] != typed
