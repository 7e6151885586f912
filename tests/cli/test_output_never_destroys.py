"""Commands whose target is a store or a key refuse, say so, and leave it as it was."""

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import District

Words = tuple[str, ...]

COMMANDS: dict[str, Words] = {
    "template": ("school", "template", "{school}", "{target}"),
    "request": ("school", "request", "{school}", "{target}", "--passphrase-file", "{words}"),
    "export": ("school", "export", "{school}", "{target}"),
    "school backup": ("school", "backup", "{school}", "{target}"),
    "bureau export": ("bureau", "export", "{bureau}", "{target}", "--school", "{code}"),
    "bureau backup": ("bureau", "backup", "{bureau}", "{target}"),
}
TARGETS = ("{school}", "{other}", "{bureau}", "{key}")


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("name", COMMANDS)
def test_the_target_is_left_alone(
    name: str, target: str, command: Command, district: District
) -> None:
    places = {
        "school": str(district.school()),
        "other": str(district.school(1)),
        "bureau": str(district.bureau),
        "key": str(next(district.folder.glob("*root-key.age"))),
        "words": str(district.passphrases),
        "code": district.code(),
    }
    places["target"] = target.format(**places)
    before = [path.read_bytes() for path in (district.school(1), district.bureau)]
    run = command(*(word.format(**places) for word in COMMANDS[name]))
    assert run.code in {1, 2}, run.err
    assert "请换一个文件名" in run.err
    assert [path.read_bytes() for path in (district.school(1), district.bureau)] == before
    for store in (district.school(), district.school(1)):
        assert command("school", "history", store, "--verify").code == 0
