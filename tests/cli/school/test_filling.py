"""``school fill`` and ``school template``: rehearsed, decided, by department."""

from pathlib import Path
from typing import cast

import pytest
from openpyxl import load_workbook

from operations.demo.school import school_document
from tests.cli.conftest import Command
from tests.cli.school.test_group import NEW, filling
from tests.operations.staging import PRIMARY


@pytest.fixture
def store(command: Command, tmp_path: Path) -> Path:
    """A new school store made by the command line."""
    path = tmp_path / "school.yhs"
    assert command("school", "new", path, *NEW).code == 0
    return path


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
