"""A school's keys by command, and what the bureau sends it."""

from pathlib import Path

from tests.cli.conftest import Command, confirm
from tests.operations.staging import PRIMARY, District


class TestKeys:
    def test_a_request_is_written_with_its_fingerprint(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        passphrase = tmp_path / "p.txt"
        passphrase.write_text("seven purple umbrellas\n", encoding="utf-8")
        run = command(
            "school", "request", store, tmp_path, "--passphrase-file", passphrase, "--json"
        )
        assert run.code == 0
        path = Path(str(run.data["file"]))
        assert path.name == f"{PRIMARY.code}-request.csr"
        assert len(str(run.data["fingerprint"]).replace(" ", "")) == 20
        assert path.read_bytes().startswith(b"-----BEGIN CERTIFICATE REQUEST-----")

    def test_a_request_that_could_not_be_written_is_written_again(
        self, command: Command, store: Path, tmp_path: Path, district: District
    ) -> None:
        passphrase = ("--passphrase-file", district.passphrases)
        run = command("school", "request", store, tmp_path / "no" / "such" / "a.csr", *passphrase)
        assert run.code != 0
        assert "用 school request --again 再写一次" in run.err
        again = command("school", "request", store, tmp_path, "--again", "--json")
        assert again.code == 0
        assert Path(str(again.data["file"])).read_bytes().startswith(b"-----BEGIN CERT")
        another = command("school", "request", store, tmp_path, *passphrase)
        assert another.code == 1
        assert "已经有一份开户申请在等区局的开户文件" in another.err

    def test_a_request_is_withdrawn(
        self, command: Command, store: Path, tmp_path: Path, district: District
    ) -> None:
        run = command("school", "request", store, tmp_path, "--again")
        assert run.code == 1
        assert "还没有开户申请" in run.err
        passphrase = ("--passphrase-file", district.passphrases)
        assert command("school", "request", store, tmp_path, *passphrase).code == 0
        assert "已撤回开户申请，要开户请重新生成申请。" in command("school", "withdraw", store).out
        assert command("school", "withdraw", store).code == 1

    def test_a_weak_passphrase_is_wrong_usage(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        passphrase = tmp_path / "p.txt"
        passphrase.write_text("1234\n", encoding="utf-8")
        run = command("school", "request", store, tmp_path, "--passphrase-file", passphrase)
        assert run.code == 2
        assert "口令太弱" in run.err

    def test_a_wrong_passphrase_signs_nothing(self, command: Command, district: District) -> None:
        passphrase = district.folder / "wrong.txt"
        passphrase.write_text("a wrong passphrase\n", encoding="utf-8")
        school = district.school()
        assert command("school", "return", school, "--reason", "补充").code == 0
        assert command("school", "submit", school).code == 0
        confirm(command, school)
        run = command("school", "sign", school, "--passphrase-file", passphrase)
        assert run.code == 1
        assert "口令不对" in run.err
        assert (
            command("school", "sign", school, "--passphrase-file", district.passphrases).code == 0
        )
        run = command(
            "school", "export", school, district.folder / "out.asice", "--plain", "--json"
        )
        assert run.code == 0
        assert run.data["encrypted"] is False
        assert run.data["number"] == 2

    def test_the_opening_file_of_another_school_is_refused(
        self, command: Command, store: Path, district: District
    ) -> None:
        run = command("school", "open", store, district.receipt())
        assert run.code == 1


class TestReplies:
    def test_a_receipt_is_read(self, command: Command, district: District) -> None:
        receipt = district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
        run = command("school", "receipt", district.school(), receipt, "--json")
        assert (run.code, run.data["kind"], run.data["state"]) == (0, "receipt", "accepted")

    def test_another_schools_receipt_is_refused(self, command: Command, district: District) -> None:
        receipt = district.folder / "receipts" / f"{district.code(1)}-2024-receipt-0002.asice"
        run = command("school", "receipt", district.school(), receipt)
        assert run.code == 1
        assert run.err.strip().endswith("。")
