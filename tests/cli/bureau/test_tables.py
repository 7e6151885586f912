"""The district's figures by command: as JSON, as official tables, as the raw table."""

from pathlib import Path

import openpyxl

from operations.demo.run import DemoFiles
from tests.cli.conftest import Command
from tests.operations.bureau.evaluation.test_evaluate import example_table


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
        assert table.pop("hidden_rows") == 0
        stored = command("bureau", "evaluate", demo.bureau_store, "--json").data
        # The district's own figures are not in the table of schools.
        assert table == {name: stored[name] for name in table}
        assert {"levels", "schools", "excluded"} <= set(table)
