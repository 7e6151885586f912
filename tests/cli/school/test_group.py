"""The school's commands, each by a real run."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from operations.demo.school import school_document
from operations.school.store import open_school
from tests.cli.conftest import Command, confirm
from tests.operations.staging import PRIMARY, District
from tests.support.places import ROOT

HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from operations.school.store import open_school
store = open_school(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
NEW = ("--code", PRIMARY.code, "--name", PRIMARY.name, "--period", "2024")


@pytest.fixture
def store(command: Command, tmp_path: Path) -> Path:
    """A new school store made by the command line."""
    path = tmp_path / "school.yhs"
    assert command("school", "new", path, *NEW).code == 0
    return path


def filling(folder: Path, document: object) -> Path:
    path = folder / "return.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    for name in ("合同.pdf", "章程.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4 sample")
    return path


class TestNew:
    def test_says_what_it_made(self, command: Command, tmp_path: Path) -> None:
        run = command("school", "new", tmp_path / "a.yhs", *NEW, "--json")
        assert run.code == 0
        assert run.data["school"] == PRIMARY.code
        assert run.data["pack"] == "balance 2024.1"

    def test_overwrites_nothing(self, command: Command, store: Path) -> None:
        before = store.read_bytes()
        run = command("school", "new", store, *NEW)
        assert run.code == 3
        assert "已经存在" in run.err
        assert store.read_bytes() == before

    def test_a_folder_that_is_not_there_is_the_surroundings(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("school", "new", tmp_path / "none" / "a.yhs", *NEW)
        assert run.code == 3
        assert run.err.count("\n") == 1

    def test_a_wrong_code_is_wrong_usage(self, command: Command, tmp_path: Path) -> None:
        run = command(
            "school", "new", tmp_path / "a.yhs", "--code", "12", "--name", "甲", "--period", "2024"
        )
        assert run.code == 2
        assert "10 位数字" in run.err


class TestFillAndCheck:
    def test_letters_for_a_number_are_kept_and_reported(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        wrong = {"profile": {"school_type": "211"}, "pupils": {"entrants_primary": "一百七十人"}}
        path = filling(tmp_path, wrong)
        assert command("school", "fill", store, path).code == 0
        run = command("school", "check", store, "--json")
        assert run.code == 1
        problems = run.data["problems"]
        assert isinstance(problems, list)
        found = [item for item in problems if item["address"] == "pupils.entrants_primary"]
        assert [item["code"] for item in found] == ["F2"]
        assert "一百七十人" in found[0]["message"]

    def test_an_empty_return_has_open_problems(self, command: Command, store: Path) -> None:
        run = command("school", "check", store)
        assert run.code == 1
        assert "基本校验 1" in run.out
        assert "没有处理的" in run.out

    def test_a_whole_return_fills_checks_and_goes_to_review(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        path = filling(tmp_path, school_document(PRIMARY))
        run = command("school", "fill", store, path, "--json")
        assert run.code == 0
        assert run.data["refused"] == []
        run = command("school", "check", store, "--json")
        counts = run.data["counts"]
        assert isinstance(counts, dict)
        # Without the bureau's settings the default per-pupil standard holds, which is lower.
        assert counts["error"] == 0
        indicators = run.data["indicators"]
        assert isinstance(indicators, list)
        values = {item["id"]: item["state"] for item in indicators}
        assert values["L1_primary"] == "reached"
        run = command("school", "submit", store, "--json")
        assert (run.code, run.data["state"]) == (0, "in_review")
        run = command("school", "fill", store, path)
        assert run.code == 1
        assert "不能填入" in run.err
        run = command("school", "return", store, "--reason", "请核对", "--json")
        assert (run.code, run.data["state"], run.data["revision"]) == (0, "draft", 1)

    def test_a_campus_that_is_evaluated_by_itself_stands_by_itself(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        row = {"campus_no": "01", "campus_name": "西校区", "campus_treatment": "separate"}
        row |= {"enrolled_primary": "100", "enrolled_junior": "0", "enrolled_senior": "0"}
        table = {"columns": [*row, "backbone_primary"], "rows": [[*row.values(), "1"]]}
        profile = {"school_type": "211", "has_campuses": True}
        document = {"profile": profile, "profile.campuses": table}
        command("school", "fill", store, filling(tmp_path, document))
        run = command("school", "check", store, "--json")
        (campus,) = cast("list[dict[str, Any]]", run.data["campuses"])
        assert (campus["name"], campus["level"]) == ("西校区", "primary")
        states = {item["id"]: item["state"] for item in campus["indicators"]}
        assert (states["L2_primary"], states["L1_primary"]) == ("reached", "missing")
        assert states["school_passes_primary"] == "missing"

    def test_what_is_not_used_is_named_with_exit_1(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        path = filling(tmp_path, {"pupils": {"nothing": 1, "entrants_primary": 170}})
        run = command("school", "fill", store, path)
        assert run.code == 1
        assert "没有填入 pupils.nothing" in run.out
        with open_school(store, read_only=True) as opened:
            filled = opened.answers.load().answers
            assert {name for name in filled if name.startswith("pupils.")} == {
                "pupils.entrants_primary"
            }

    @pytest.mark.parametrize("content", ["", "{", "[1]", "not json"])
    def test_a_file_that_is_no_filling_is_refused(
        self, command: Command, store: Path, tmp_path: Path, content: str
    ) -> None:
        path = tmp_path / "x.json"
        path.write_text(content, encoding="utf-8")
        run = command("school", "fill", store, path)
        assert run.code == 1
        assert run.err.strip().endswith("。")

    def test_a_missing_file_is_the_surroundings(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        run = command("school", "fill", store, tmp_path / "none.json")
        assert run.code == 3
        assert "找不到" in run.err

    def test_submitting_an_unfinished_return_names_what_is_open(
        self, command: Command, store: Path
    ) -> None:
        run = command("school", "submit", store)
        assert run.code == 1
        assert "不能提交" in run.err
        assert "● 基本校验 1" in run.err

    def test_the_template_can_be_filled_back(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        run = command("school", "template", store, tmp_path / "t.xlsx", "--json")
        assert run.code == 0
        assert command("school", "fill", store, tmp_path / "t.xlsx").code == 0


class TestStoresInTrouble:
    def test_a_damaged_store(self, command: Command, store: Path) -> None:
        content = bytearray(store.read_bytes())
        content[4096:20480] = b"\xff" * 16384
        store.write_bytes(content)
        run = command("school", "check", store)
        assert run.code == 1
        assert "已损坏" in run.err

    def test_a_store_of_a_newer_version(self, command: Command, store: Path) -> None:
        connection = sqlite3.connect(store)
        connection.execute("PRAGMA user_version = 99000")
        connection.close()
        before = store.read_bytes()
        run = command("school", "check", store)
        assert run.code == 1
        assert "更新版本" in run.err
        assert store.read_bytes() == before

    def test_a_file_of_another_kind_is_refused(self, command: Command, tmp_path: Path) -> None:
        path = tmp_path / "x.yhs"
        path.write_text("hello", encoding="utf-8")
        run = command("school", "check", path)
        assert run.code == 1
        assert "不是优衡填报" in run.err

    def test_a_bureau_store_is_no_school_store(self, command: Command, district: District) -> None:
        run = command("school", "check", district.bureau)
        assert run.code == 1

    def test_a_store_that_is_not_there_is_an_error_of_the_environment(
        self, command: Command, tmp_path: Path
    ) -> None:
        run = command("school", "check", tmp_path / "none.yhs")
        assert run.code == 3
        assert "找不到" in run.err

    def test_a_second_program_is_told_who_has_the_store(self, store: Path) -> None:
        holder = subprocess.Popen(
            [
                sys.executable,
                "-c",
                HOLD,
                str(store),
                str(ROOT),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert holder.stdout is not None
            assert holder.stdout.readline().strip() == "open"
            second = subprocess.run(
                [sys.executable, str(ROOT / "main.py"), "school", "submit", str(store)],
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            holder.communicate("")
        assert second.returncode == 3
        assert "打开" in second.stderr
        assert "Traceback" not in second.stderr


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


class TestHistory:
    def test_lists_and_verifies(self, command: Command, district: District) -> None:
        run = command("school", "history", district.school(), "--verify", "--json")
        assert (run.code, run.data["intact"]) == (0, True)
        events = run.data["events"]
        assert isinstance(events, list)
        assert {"seq", "at", "who", "what", "where", "told", "reason"} == set(events[0])

    def test_a_backup_is_a_store_of_its_own(
        self, command: Command, district: District, tmp_path: Path
    ) -> None:
        target = tmp_path / "copy.yhs"
        run = command("school", "backup", district.school(), target, "--json")
        assert run.code == 0
        assert command("school", "history", target, "--verify").code == 0

    def test_a_backup_does_not_overwrite_its_store(
        self, command: Command, district: District
    ) -> None:
        run = command("school", "backup", district.school(), district.school())
        assert run.code == 2


def test_a_backup_is_restored_and_the_old_store_kept(
    command: Command, store: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "U 盘" / "备份.yhs"
    copy.parent.mkdir()
    assert command("school", "backup", store, copy).code == 0
    path = filling(tmp_path, {"pupils": {"entrants_primary": 170}})
    assert command("school", "fill", store, path).code == 0
    run = command("school", "restore", store, copy, "--person", "李老师", "--json")
    assert run.code == 0
    for place, is_filled in ((store, False), (Path(str(run.data["set_aside"])), True)):
        with open_school(place, read_only=True) as opened:
            answers = opened.answers.load().answers
            assert ("pupils.entrants_primary" in answers) is is_filled
    past = command("school", "history", store, "--verify")
    assert past.code == 0
    assert "李老师" in past.out
    assert "从备份恢复" in past.out


def test_a_mistyped_name_is_put_right_by_command(command: Command, tmp_path: Path) -> None:
    store = tmp_path / "x.yhs"
    made = ("--code", "3142010401", "--name", "样列小学", "--period", "2024")
    assert command("school", "new", store, *made).code == 0
    run = command("school", "identity", store, "--name", "样例小学", "--json")
    assert run.code == 0
    assert run.data["name"] == "样例小学"
    assert command("school", "identity", store, "--code", "314").code == 2
    past = command("school", "history", store, "--limit", "1")
    assert "学校基本情况 › 学校名称：样列小学 → 样例小学" in past.out
