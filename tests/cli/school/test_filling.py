"""``school fill``, ``template`` and ``check``: filled, rehearsed, decided, by department, submitted."""

from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook

from operations.demo.school import school_document
from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.cli.school.conftest import filling
from tests.operations.staging import PRIMARY


class TestRehearsal:
    def test_a_file_is_rehearsed_and_a_conflict_is_decided(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        template = tmp_path / "t.xlsx"
        command("school", "fill", store, filling(tmp_path, school_document(PRIMARY)))
        assert command("school", "template", store, template).code == 0
        command("school", "fill", store, filling(tmp_path, {"pupils": {"entrants_primary": 7}}))
        book = load_workbook(template)
        for page in book.worksheets:
            for row in page.iter_rows(max_col=3):
                if row[0].value == "pupils.entrants_primary" and page.sheet_state == "visible":
                    row[2].value = "9"
        book.save(template)
        rehearsed = command("school", "fill", store, template, "--dry-run", "--json")
        assert rehearsed.code == 1
        assert [
            (item["mine"], item["file"])
            for item in cast("list[dict[str, str]]", rehearsed.data["conflicts"])
        ] == [("7", "9")]
        refused = command("school", "fill", store, template)
        assert refused.code == 1
        assert "什么都没有写入" in refused.err
        assert command("school", "fill", store, template, "--take", "mine").code == 0
        assert command("school", "fill", store, template, "--take", "file").code == 0
        assert command("school", "fill", store, template, "--dry-run").code == 0

    def test_a_department_fills_its_forms_and_clears_only_when_told(
        self, command: Command, store: Path, tmp_path: Path
    ) -> None:
        template = tmp_path / "t.xlsx"
        command("school", "fill", store, filling(tmp_path, school_document(PRIMARY)))
        made = command("school", "template", store, template, "--form", "profile")
        assert made.code == 0
        book = load_workbook(template)
        for row in book["学校基本情况"].iter_rows(max_col=3):
            if row[0].value == "profile.postcode":
                row[2].value = None
        book.save(template)
        left = command("school", "fill", store, template)
        assert left.code == 0
        assert "没有照做 邮政编码：文件里是空的，这里是“" in left.out
        done = command("school", "fill", store, template, template, "--remove", "--json")
        assert done.data["removed"] == 1
        assert [item["file"] for item in cast("list[dict[str, str]]", done.data["files"])] == [
            "t.xlsx",
            "t.xlsx",
        ]
        refused = command("school", "template", store, template, "--form", "floor", "--force")
        assert (refused.code, "没有编号为“floor”的表" in refused.err) == (1, True)


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
