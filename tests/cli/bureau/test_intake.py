"""Rehearsal, undoing, proofs and care of keys from the command line."""

import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import District

pytestmark = pytest.mark.usefixtures("cheap_passphrases")


def secret(district: District) -> tuple[str, Path]:
    return "--passphrase-file", district.passphrases


def test_a_rehearsal_says_how_each_file_stands_and_writes_nothing(
    command: Command, district: District
) -> None:
    second, first = district.next_package(), district.package()
    before = district.bureau.read_bytes()
    done = command(
        "bureau", "import", district.bureau, second, first, "--dry-run", "--json", *secret(district)
    )
    assert done.code == 1
    files = done.data["files"]
    assert isinstance(files, list)
    assert [(item["standing"], item["accepted"]) for item in files] == [
        ("newer", True),
        ("same", False),
    ]
    assert [item["standing_label"] for item in files] == ["新的一份", "已经导入"]
    assert district.bureau.read_bytes() == before
    shown = command("bureau", "import", district.bureau, second, "--dry-run", *secret(district))
    assert shown.code == 0
    assert "没有写入" in shown.out


def test_a_rehearsal_makes_no_receipts(command: Command, district: District) -> None:
    done = command(
        "bureau", "import", district.bureau, district.package(), "--dry-run",
        "--receipts", district.folder, *secret(district),
    )  # fmt: skip
    assert done.code == 2
    assert "--dry-run" in done.err


def test_receipts_that_were_not_written_are_written_by_the_same_command(
    command: Command, district: District
) -> None:
    out = district.folder / "out"
    words = (
        *("bureau", "import", district.bureau, district.next_package(), "--json"),
        *("--receipts", out, *secret(district)),
    )
    done = command(*words)
    assert done.code == 0
    [path] = out.iterdir()
    content = path.read_bytes()
    again = command(*words)
    assert again.data["receipts"] == []
    path.unlink()
    missing = command(*words)
    assert missing.data["receipts"] == [str(path)]
    assert "1 份回执以前已经签发，文件夹里没有，补写在" in missing.err
    assert path.read_bytes() == content


def test_a_receipt_that_finds_another_file_in_its_place_is_kept_and_sent_again_by_force(
    command: Command, district: District
) -> None:
    out = district.folder / "out"
    out.mkdir()
    in_the_way = out / f"{district.code()}-2024-receipt-0003.asice"
    in_the_way.write_bytes(district.receipt().read_bytes())
    other = in_the_way.read_bytes()
    run = command(
        *("bureau", "import", district.bureau, district.next_package()),
        *("--receipts", out, *secret(district)),
    )
    assert run.code == 1
    assert "已经签发，保存在局端库里" in run.err
    assert "请用 bureau resend 再写一份" in run.err
    assert "已经存在" in run.err
    resend = ("bureau", "resend", district.bureau, out, "--receipts")
    assert (command(*resend).code, in_the_way.read_bytes()) == (1, other)
    assert command(*resend, "--force").code == 0
    assert in_the_way.read_bytes() != other


def test_receipts_are_saved_again_in_batch(command: Command, district: District) -> None:
    out = district.folder / "out"
    done = command("bureau", "resend", district.bureau, out, "--receipts")
    assert done.code == 0
    names = sorted(path.name for path in out.iterdir())
    assert len(names) == len(district.files.receipts)
    assert all("-receipt-" in name for name in names)


def test_an_import_is_undone_until_its_receipt(command: Command, district: District) -> None:
    second = district.next_package()
    taken = command("bureau", "import", district.bureau, second, "--json", *secret(district))
    assert (taken.code, taken.data["renewals"]) == (0, [])
    undo = ("bureau", "undo-import", district.bureau, "--school", district.code())
    done = command(*undo, "--reason", "导错了", "--json")
    assert (done.code, done.data["number"]) == (0, 2)
    refused = command(*undo, "--reason", "再来")
    assert refused.code == 1
    assert "已经发出回执" in refused.err


def test_a_comment_on_no_place_of_the_forms_is_sent_to_nobody(
    command: Command, district: District
) -> None:
    words = ("--school", district.code(), "--reason", "核对", "--comment", "no.such=请核对")
    run = command("bureau", "return", district.bureau, district.folder, *words, *secret(district))
    assert (run.code, "没有“no.such”" in run.err) == (1, True)
    assert not list(district.folder.glob("*-return-*"))


def test_what_was_sent_is_written_once_more(
    command: Command, district: District, tmp_path: Path
) -> None:
    run = command("bureau", "resend", district.bureau, tmp_path / "again", "--json")
    assert run.code == 0
    again = sorted((tmp_path / "again").iterdir())
    assert run.data["files"] == [str(path) for path in again]
    assert [path.read_bytes() for path in again] == [
        district.receipt(number).read_bytes() for number in range(len(again))
    ]
    whole = command(
        "bureau", "resend", district.bureau, tmp_path / "all", "--school", district.code(), "--json"
    )
    names = [path.name.partition("-2024-")[2] for path in sorted((tmp_path / "all").iterdir())]
    assert names == ["opening.asice", "receipt-0002.asice"]
    assert len(whole.data["files"]) == 2  # type: ignore[arg-type]
    nobody = command("bureau", "resend", district.bureau, tmp_path, "--school", "9")
    assert (nobody.code, "还没有给学校 9 发过文件" in nobody.err) == (1, True)


def test_a_file_that_cannot_be_written_is_not_lost(command: Command, district: District) -> None:
    words = ("--school", district.code(), "--reason", "核对", *secret(district))
    run = command("bureau", "return", district.bureau, district.folder / "no/slip", *words)
    assert run.code == 3
    assert "已经签发，保存在局端库里" in run.err
    assert command("bureau", "resend", district.bureau, district.folder).code == 0
    assert list(district.folder.glob(f"{district.code()}-2024-return-*.asice"))


def test_figures_are_proven_from_the_packages(command: Command, district: District) -> None:
    prove = ("bureau", "evaluate", district.bureau, "--from-packages")
    good = command(*prove, "--json")
    assert (good.code, good.data["agrees"], good.data["packages"]) == (0, True, 3)
    assert good.data["differences"] == []
    with sqlite3.connect(district.bureau) as connection:
        connection.execute('UPDATE wide SET "pupils.minority_primary" = 999 WHERE rowid = 1')
    connection.close()
    bad = command(*prove, "--json")
    assert (bad.code, bad.data["agrees"]) == (1, False)
    differences = bad.data["differences"]
    assert isinstance(differences, list)
    [difference] = differences
    assert difference["where"] == "pupils.minority_primary"
    said = command(*prove)
    assert "999" in said.out
    assert "1 处" in said.out


def test_history_shows_breaks_of_schools_too(command: Command, district: District) -> None:
    done = command("bureau", "history", district.bureau, "--verify", "--json")
    assert (done.code, done.data["intact"], done.data["breaks"]) == (0, True, [])


def test_keys_are_listed_with_their_ends(command: Command, district: District) -> None:
    bureau = command("bureau", "keys", district.bureau, "--json")
    assert bureau.code == 0
    keys = bureau.data["keys"]
    assert isinstance(keys, list)
    kinds = [item["kind"] for item in keys]
    assert kinds == ["root", "revocations", "operator", "school", "school", "school"]
    assert bureau.data["warnings"] == []
    school = command("school", "keys", district.school())
    assert school.code == 0
    assert "校长签名证书" in school.out


def test_the_root_and_its_fingerprint_are_given_again(command: Command, district: District) -> None:
    run = command("bureau", "keys", district.bureau, "--pem", district.folder, "--json")
    assert run.code == 0
    written = Path(str(run.data["root"]))
    assert written.read_bytes() == district.at(district.files.root).read_bytes()
    verdict = command("verify", written)
    assert str(run.data["root_fingerprint"]) in verdict.out
    assert len(str(run.data["root_words"]).split()) == 10


def test_fresh_lists_and_operators_need_the_root_key(command: Command, district: District) -> None:
    done = command("bureau", "revocations", district.bureau, "--json", *secret(district))
    assert (done.code, done.data["number"]) == (0, 2)
    away = district.bureau.with_name("bureau-root-key.age").rename(district.folder / "usb.age")
    refused = command("bureau", "revocations", district.bureau, *secret(district))
    assert refused.code == 1
    assert "根密钥文件" in refused.err
    renewed = command(
        "bureau", "operator", district.bureau, "--person", "李科员", "--revoke", "口令泄露",
        "--root-key", away, "--json", *secret(district),
    )  # fmt: skip
    assert (renewed.code, renewed.data["revoked"]) == (0, True)
    nothing = command(
        "bureau", "renew", district.bureau, district.folder / "new",
        "--root-key", away, "--json", *secret(district),
    )  # fmt: skip
    assert (nothing.code, nothing.data["receipts"]) == (0, [])


def test_recovery_sheets_are_written(command: Command, district: District) -> None:
    for words in (
        ("bureau", "sheet", district.bureau, district.folder),
        ("bureau", "sheet", district.bureau, district.folder, "--root"),
        ("school", "sheet", district.school(), district.folder),
    ):
        done = command(*words, "--json")
        assert done.code == 0
        assert Path(str(done.data["file"])).read_bytes().startswith(b"%PDF-")


def test_a_key_is_restored_from_its_file(
    command: Command, district: District, tmp_path: Path
) -> None:
    from operations.school.records import SchoolStore
    from operations.school.store import open_school
    from storage.named.blobs import BlobKind

    store: SchoolStore
    with open_school(district.school(), read_only=True) as store:
        (tmp_path / "key.age").write_bytes(store.blobs.get(BlobKind.PRIVATE_KEY) or b"")
    restore = ("school", "restore-key", district.school(), tmp_path / "key.age")
    done = command(*restore, "--json", *secret(district))
    assert done.code == 0
    assert done.data["fingerprint"]
    (tmp_path / "wrong.txt").write_text("not the passphrase\n", encoding="utf-8")
    assert command(*restore, "--passphrase-file", tmp_path / "wrong.txt").code == 1


def test_a_separate_root_passphrase_is_asked_for(
    command: Command, district: District, tmp_path: Path
) -> None:
    root = tmp_path / "root.txt"
    root.write_text("a passphrase of the root\n", encoding="utf-8")
    bureau = tmp_path / "b.yhb"
    made = command(
        "bureau", "new", bureau, "--code", "420104", "--name", "某局", "--period", "2024",
        "--root-passphrase-file", root, *secret(district), "--json",
    )  # fmt: skip
    assert made.code == 0
    refused = command("bureau", "revocations", bureau, *secret(district))
    assert refused.code == 1
    assert "口令不对" in refused.err
    done = command("bureau", "revocations", bureau, "--root-passphrase-file", root, "--json")
    assert (done.code, done.data["number"]) == (0, 2)


def test_a_lost_package_is_passed_over(command: Command, district: District) -> None:
    third = district.next_package(3)
    bring = ("bureau", "import", district.bureau, third, "--json", *secret(district))
    assert command(*bring).code == 1
    skip = ("bureau", "renumber", district.bureau, "--school", district.code(), "--number")
    assert command(*skip, "1", "--reason", "丢失").code == 1
    assert command(*skip, "3", "--reason", "第 2 号丢失").code == 0
    taken = command(*bring)
    assert taken.code == 0


def test_half_of_a_tokens_options_is_a_mistake(command: Command, district: District) -> None:
    words = ("school", "request", district.school(), district.folder, "--token", "school")
    done = command(*words, *secret(district))
    assert done.code == 2
    assert "--token-module" in done.err


def test_a_token_that_is_not_there_is_said_in_words(command: Command, district: District) -> None:
    done = command(
        "school", "request", district.school(), district.folder, "--token", "school",
        "--token-module", "/nowhere/lib.so", *secret(district),
    )  # fmt: skip
    assert done.code == 1
    assert "/nowhere/lib.so" in done.err


def test_a_clock_that_was_never_ahead_needs_no_correction(
    command: Command, district: District
) -> None:
    done = command("bureau", "clock", district.bureau, "--reason", "试试")
    assert done.code == 1
    assert "不用校正" in done.err
