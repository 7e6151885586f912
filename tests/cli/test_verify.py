"""Any file is looked at by command, in the words of the window."""

from pathlib import Path

from operations.demo.run import DemoFiles
from operations.verify.file_view import FileState, view_file
from tests.cli.conftest import Command


class TestVerify:
    def test_an_encrypted_package(self, command: Command, demo: DemoFiles) -> None:
        run = command("verify", demo.packages[0], "--json")
        assert (run.code, run.data["kind"], run.data["verdict"]) == (
            0,
            "encrypted",
            "UNKNOWN_SIGNER",
        )

    def test_a_receipt_with_and_without_the_root(self, command: Command, demo: DemoFiles) -> None:
        run = command("verify", demo.receipts[0], "--json")
        assert (run.code, run.data["verdict"], run.data["trusted"]) == (0, "UNKNOWN_SIGNER", False)
        run = command("verify", demo.receipts[0], "--trust", demo.root, "--json")
        assert (run.code, run.data["verdict"], run.data["trusted"]) == (0, "VALID", True)
        assert run.data["content"] == "receipt"

    def test_one_changed_byte(self, command: Command, demo: DemoFiles, tmp_path: Path) -> None:
        content = bytearray(demo.receipts[0].read_bytes())
        content[200] ^= 0x80
        path = tmp_path / "x.asice"
        path.write_bytes(content)
        run = command("verify", path, "--trust", demo.root)
        assert run.code == 1
        assert f"{path.name}：签名文件，不可用（E_" in run.out

    def test_a_file_that_is_not_there(self, command: Command, tmp_path: Path) -> None:
        run = command("verify", tmp_path / "none")
        assert run.code == 3

    def test_without_json_it_says_who_signed(self, command: Command, demo: DemoFiles) -> None:
        run = command("verify", demo.receipts[0], "--trust", demo.root)
        assert "签名人：演示操作员" in run.out
        window = dict(view_file(demo.receipts[0], trust=demo.root).details)
        for question in ("能打开", "内容没有改动", "签名人的证书可信"):
            assert f"{question}：{window[question]}" in run.out
        assert f"：回执，{FileState.TRUSTED.label}（OK）" in run.out
