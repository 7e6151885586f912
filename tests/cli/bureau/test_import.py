"""Packages come in by command, and a return goes back."""

from pathlib import Path

from tests.cli.conftest import Command
from tests.operations.staging import District


class TestImport:
    def run(self, command: Command, district: District, *paths: Path) -> tuple[int, list[object]]:
        run = command(
            "bureau", "import", district.bureau, *paths,
            "--passphrase-file", district.passphrases, "--json",
        )  # fmt: skip
        found = run.data["files"]
        assert isinstance(found, list)
        return run.code, found

    def test_one_entry_per_file(self, command: Command, district: District) -> None:
        package = district.next_package()
        changed = district.folder / "changed.asice.age"
        content = bytearray(package.read_bytes())
        content[len(content) // 2] ^= 1
        changed.write_bytes(content)
        half = district.folder / "half.asice.age"
        half.write_bytes(package.read_bytes()[: len(content) // 2])
        code, found = self.run(command, district, package, changed, half, district.package(1))
        assert code == 1
        rows = [item for item in found if isinstance(item, dict)]
        assert [row["code"] for row in rows] == ["OK", "E_CRYPT", "E_CRYPT", "E_SEEN"]
        assert [row["accepted"] for row in rows] == [True, False, False, False]
        keys = {"file", "verdict", "code", "message", "school", "period", "number", "accepted"}
        assert all(set(row) == keys for row in rows)
        assert rows[0]["verdict"] == "VALID"
        assert (rows[0]["school"], rows[0]["period"], rows[0]["number"]) == (
            district.code(),
            2024,
            2,
        )

    def test_receipts_are_written_on_request(
        self, command: Command, district: District, tmp_path: Path
    ) -> None:
        run = command(
            "bureau", "import", district.bureau, district.next_package(),
            "--passphrase-file", district.passphrases, "--receipts", tmp_path / "r", "--json",
        )  # fmt: skip
        assert run.code == 0
        receipts = run.data["receipts"]
        assert isinstance(receipts, list)
        assert [Path(path).name for path in receipts] == [
            f"{district.code()}-2024-receipt-0003.asice"
        ]

    def test_a_wrong_passphrase_imports_nothing(
        self, command: Command, district: District, passphrase: Path
    ) -> None:
        run = command(
            "bureau", "import", district.bureau, district.next_package(),
            "--passphrase-file", passphrase,
        )  # fmt: skip
        assert run.code == 1
        assert "口令不对" in run.err

    def test_a_folder_without_packages_is_wrong_usage(
        self, command: Command, district: District, tmp_path: Path
    ) -> None:
        empty = tmp_path / "empty"
        empty.mkdir()
        run = command("bureau", "import", district.bureau, empty)
        assert run.code == 2


def test_a_return_slip_is_written(command: Command, district: District) -> None:
    run = command(
        "bureau", "return", district.bureau, district.folder, "--school", district.code(),
        "--reason", "请核对招生数", "--comment", "pupils.entrants_primary=与学籍不符",
        "--passphrase-file", district.passphrases, "--json",
    )  # fmt: skip
    assert (run.code, run.data["comments"]) == (0, 1)
    read = command("school", "receipt", district.school(), run.data["file"], "--json")
    assert (read.code, read.data["kind"], read.data["state"]) == (0, "return_slip", "draft")


def test_a_comment_without_an_address_is_wrong_usage(command: Command, district: District) -> None:
    run = command(
        "bureau", "return", district.bureau, district.folder, "--school", district.code(),
        "--reason", "x", "--comment", "no equals sign",
        "--passphrase-file", district.passphrases,
    )  # fmt: skip
    assert run.code == 2
