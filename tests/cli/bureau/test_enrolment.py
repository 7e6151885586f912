"""A new bureau by command, and a school that is enrolled and revoked."""

from pathlib import Path

from forms.live.context import DUE_DATE
from operations.bureau.store import open_bureau
from operations.keys.locked_keys import MAKING_KEYS
from tests.cli.conftest import Command


def test_a_new_bureau_enrols_a_new_school(
    command: Command, tmp_path: Path, passphrase: Path
) -> None:
    bureau, school, secret = (
        tmp_path / "b.yhb",
        tmp_path / "s.yhs",
        ("--passphrase-file", passphrase),
    )
    named = ("--code", "420104", "--name", "示例区教育局", "--period", "2024")
    made = command(
        "bureau", "new", bureau, *named, "--due", "2024-10-15",
        "--setting", "per_pupil_primary=1150", *secret, "--json",
    )  # fmt: skip
    assert (made.code, made.err) == (0, f"{MAKING_KEYS}\n")
    assert Path(str(made.data["root"])).read_bytes().startswith(b"-----BEGIN CERTIFICATE-----")
    with open_bureau(bureau, read_only=True) as store:
        assert store.settings.all() == {
            DUE_DATE: "2024-10-15",
            "setting.per_pupil_primary": "1150",
        }
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "学校标识码,学校名称,办学类型,校长姓名\n2142100001,甲小学,小学,赵\n", encoding="utf-8"
    )
    listed = command("bureau", "roster", bureau, roster, "--json")
    assert (listed.code, listed.data["added"]) == (0, 1)
    command("school", "new", school, "--code", "2142100001", "--name", "甲", "--period", "2024")
    asked = command("school", "request", school, tmp_path, *secret, "--json")
    request, fingerprint = asked.data["file"], asked.data["fingerprint"]
    wrong = command(
        "bureau", "enrol", bureau, request, tmp_path, "--fingerprint", "0" * 20, *secret
    )
    assert wrong.code == 2
    done = command(
        "bureau", "enrol", bureau, request, tmp_path, "--fingerprint", fingerprint,
        "--school", "2142100001", *secret, "--json",
    )  # fmt: skip
    assert done.code == 0
    # Nothing is signed for a place that is taken: what was sent stays what the store holds.
    twice = command("bureau", "enrol", bureau, request, tmp_path, *secret)
    assert (twice.code, "已经存在" in twice.err, "签发" in twice.err) == (1, True, False)
    assert command("bureau", "resend", bureau, tmp_path).code == 0
    opened = command(
        "school", "open", school, done.data["file"],
        "--fingerprint", made.data["root_fingerprint"], "--json",
    )  # fmt: skip
    assert opened.code == 0
    assert opened.data["school_name"] == "甲小学"
    assert opened.data["principal"] == "赵"
    gone = command(
        "bureau", "revoke", bureau, "--school", "2142100001", "--reason", "校长更换", *secret
    )
    assert gone.code == 0
    again = command("bureau", "revoke", bureau, "--school", "2142100001", "--reason", "x", *secret)
    assert again.code == 1
