"""The bureau's commands, each by a real run, and its figures as JSON."""

from pathlib import Path

import openpyxl
import pytest

from cli.main import main
from forms.live.context import DUE_DATE
from operations.bureau.store import open_bureau
from operations.demo.run import DemoFiles
from operations.keys.locked_keys import MAKING_KEYS
from tests.cli.conftest import Command
from tests.operations.bureau.evaluation.test_evaluate import example_table
from tests.operations.staging import District


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "p.txt"
    path.write_text("seven purple umbrellas\n", encoding="utf-8")
    return path


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


class TestFigures:
    def test_the_evaluation_has_the_shape_of_the_contract(
        self, command: Command, demo: DemoFiles
    ) -> None:
        data = command("bureau", "evaluate", demo.bureau_store, "--json").data
        assert set(data) >= {"passes", "levels", "schools", "excluded"}
        levels = data["levels"]
        assert isinstance(levels, dict)
        for level in levels.values():
            assert {"schools", "pupils", "indicators", "composite"} <= set(level)
            assert set(level["indicators"]) == {f"L{number}" for number in range(1, 8)}
            for figure in level["indicators"].values():
                assert {"mean", "sd", "cv", "limit", "passes", "reached"} <= set(figure)
        schools = data["schools"]
        assert isinstance(schools, list)
        for school in schools:
            assert {"code", "name", "level", "pupils", "indicators", "passes"} <= set(school)
            assert {"value", "reached", "ge85"} <= set(school["indicators"]["L1"])

    def test_the_two_example_schools_give_the_figures_of_the_catalogue(
        self, command: Command, tmp_path: Path
    ) -> None:
        table = tmp_path / "raw.csv"
        table.write_bytes(example_table())
        run = command("bureau", "evaluate", "--table", table, "--json")
        assert run.code == 0
        levels = run.data["levels"]
        assert isinstance(levels, dict)
        figures = levels["primary"]["indicators"]
        means = [round(figures[f"L{number}"]["mean"], 6) for number in range(1, 8)]
        cvs = [round(figures[f"L{number}"]["cv"], 6) for number in range(1, 8)]
        assert means == [5.485437, 1.165049, 1.067961, 5.237787, 8.039300, 2556.832753, 2.930799]
        assert cvs == [0.000859, 0.009709, 0.009709, 0.027304, 0.164355, 0.009833, 0.050345]
        assert round(levels["primary"]["composite"], 6) == 0.038873
        assert run.data["passes"] is True
        junior = levels["junior"]["indicators"]
        assert [junior[f"L{number}"]["cv"] for number in range(1, 8)] == [0] * 7

    def test_a_broken_table_is_refused(self, command: Command, tmp_path: Path) -> None:
        table = tmp_path / "raw.csv"
        table.write_bytes(b"a,b\n1,2\n")
        run = command("bureau", "evaluate", "--table", table)
        assert run.code == 1

    def test_the_tables_hold_the_figures_of_the_evaluation(
        self, command: Command, demo: DemoFiles, tmp_path: Path
    ) -> None:
        made = command("bureau", "tables", demo.bureau_store, tmp_path / "t", "--json")
        assert made.code == 0
        tables = made.data["tables"]
        assert isinstance(tables, list)
        numbers: set[float] = set()
        for path in tables:
            for sheet in openpyxl.load_workbook(path):
                for row in sheet.iter_rows(values_only=True):
                    numbers.update(float(cell) for cell in row if isinstance(cell, (int, float)))
        schools = command("bureau", "evaluate", demo.bureau_store, "--json").data["schools"]
        assert isinstance(schools, list)
        for school in schools:
            for figure in school["indicators"].values():
                assert any(abs(number - figure["value"]) <= 0.005 for number in numbers)

    def test_the_raw_table_comes_out_and_goes_in(
        self, command: Command, demo: DemoFiles, tmp_path: Path
    ) -> None:
        target = tmp_path / "raw.xlsx"
        assert command("bureau", "export", demo.bureau_store, target).code == 0
        table = dict(command("bureau", "evaluate", "--table", target, "--json").data)
        assert (table.pop("sheet"), table.pop("not_read")) == ("district-raw", [])
        stored = command("bureau", "evaluate", demo.bureau_store, "--json").data
        # The district's own figures are not in the table of schools.
        assert table == {name: stored[name] for name in table}
        assert {"levels", "schools", "excluded"} <= set(table)


def test_the_roster_lists_and_retires(command: Command, district: District) -> None:
    run = command("bureau", "roster", district.bureau, "--retire", district.code(), "--json")
    schools = run.data["schools"]
    assert isinstance(schools, list)
    active = {item["code"]: item["active"] for item in schools}
    assert active[district.code()] is False
    assert sum(active.values()) == 2


def test_history_and_backup(command: Command, district: District, tmp_path: Path) -> None:
    assert command("bureau", "history", district.bureau, "--verify").code == 0
    run = command("bureau", "backup", district.bureau, tmp_path, "--json")
    assert run.code == 0
    assert Path(str(run.data["file"])).exists()


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
        assert "无效" in run.out

    def test_a_file_that_is_not_there(self, command: Command, tmp_path: Path) -> None:
        run = command("verify", tmp_path / "none")
        assert run.code == 3

    def test_without_json_it_says_who_signed(self, command: Command, demo: DemoFiles) -> None:
        run = command("verify", demo.receipts[0], "--trust", demo.root)
        assert "签名人：演示操作员" in run.out
        assert "能打开：是" in run.out


def test_an_unforeseen_error_is_one_sentence_with_the_place_of_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def broken(_path: Path, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cli.school.desk.open_school", broken)
    assert main(["school", "check", str(tmp_path / "x.yhs")]) == 3
    captured = capsys.readouterr()
    assert "youheng.log" in captured.err
    assert "Traceback" not in captured.err


def test_ctrl_c_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def stopped(_path: Path, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("cli.school.desk.open_school", stopped)
    assert main(["school", "check", str(tmp_path / "x.yhs")]) == 1
    assert "已停止" in capsys.readouterr().err


def test_the_roster_is_rehearsed_read_and_taken_back(
    command: Command, district: District, tmp_path: Path
) -> None:
    path = tmp_path / "名册.csv"
    path.write_text(
        f"学校标识码,学校名称,办学类型\n{district.code()},新校名,小学\n", encoding="utf-8"
    )
    before = command("bureau", "roster", district.bureau, "--json").data
    dry = command("bureau", "roster", district.bureau, path, "--dry-run")
    assert dry.code == 0
    assert f"更改 {district.code()} 新校名：学校名称 " in dry.out
    assert "预演，没有写入：将新增 0 所，更新 1 所" in dry.out
    assert command("bureau", "roster", district.bureau, "--json").data == before
    read = command("bureau", "roster", district.bureau, path, "--json")
    assert (read.data["written"], read.data["changed"], read.data["sheet"]) == (True, 1, "")
    assert command("bureau", "roster", district.bureau, "--undo").code == 0
    assert command("bureau", "roster", district.bureau, "--json").data == before


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--dry-run"], "要和名册文件一起用"),
        (["--sheet", "甲"], "要和名册文件一起用"),
        (["x.csv", "--undo"], "不能同时读入名册"),
        (["x.csv", "--dry-run", "--retire", "1"], "不能同时改设置或停用学校"),
    ],
)
def test_options_of_the_roster_that_do_not_go_together_are_wrong_usage(
    command: Command, district: District, options: list[str], words: str
) -> None:
    run = command("bureau", "roster", district.bureau, *options)
    assert run.code == 2
    assert words in run.err
