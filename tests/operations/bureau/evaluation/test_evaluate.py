"""Evaluation from the store and from a table agree with the catalogue and with each other."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cli.bureau.results import evaluation_lines
from forms.effects import apply_all
from forms.evaluation import INDICATORS, Reason, raw_rows
from forms.evaluation.raw_table import write_rows
from forms.live.context import Period, make_context
from forms.record import Return
from forms.schooling import Section
from forms.values import Attachment
from operations.bureau.evaluation.district_form import judge_district
from operations.bureau.evaluation.district_schools import district_schools
from operations.bureau.evaluation.evaluate import (
    as_json,
    evaluate_store,
    evaluate_table,
    stored_schools,
)
from operations.bureau.evaluation.export import (
    write_district_raw,
    write_official_tables,
    write_school,
)
from operations.bureau.evaluation.recompute import recompute
from operations.bureau.schools.roster import put_roster, retire_school
from operations.bureau.sent.issue import issue_return_slip
from operations.bureau.store import Desk
from operations.entry.filling import plan_filling
from operations.errors import Misused, Refused
from operations.packs.bundled import bundled_engine
from tests.operations.staging import District
from tests.support.places import EXAMPLES

MEANS = ["5.485437", "1.165049", "1.067961", "5.237787", "8.039300", "2556.832753", "2.930799"]
COEFFICIENTS = ["0.000859", "0.009709", "0.009709", "0.027304", "0.164355", "0.009833", "0.050345"]


def example_table() -> bytes:
    """The two schools of the catalogue, section 8, as a ``district-raw`` table in CSV."""
    engine = bundled_engine()
    schools = []
    for name in ("primary", "nine_year"):
        example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
        code = example["input"]["profile"]["school_code"]
        record = Return(code, 2024, engine.pack.ref)
        numbers = iter(range(1, 1000))
        filling = plan_filling(
            example["input"],
            plan=engine.plan,
            record=record,
            next_row=lambda _table, numbers=numbers: f"r{next(numbers)}",  # type: ignore[misc]
            attach=lambda file: Attachment(file, 1, "0" * 64),
        )
        record, _ = apply_all(record, filling.edits)
        sheet = engine.open(record, make_context(engine.pack, period=Period.of(2024)))
        schools.extend(raw_rows(sheet.scope))
    lines = [
        ",".join("" if cell is None else str(cell) for cell in row) for row in write_rows(schools)
    ]
    return "\r\n".join(lines).encode()


def test_the_examples_give_the_figures_of_the_catalogue() -> None:
    found = evaluate_table(example_table())
    assert not found.refused
    level = found.evaluation.levels[Section.PRIMARY]
    for place, name in enumerate(INDICATORS):
        coefficient = level.coefficients[place]
        assert coefficient.mean is not None
        assert coefficient.cv is not None
        six = Decimal("0.000001")
        mean = Decimal(coefficient.mean.numerator) / Decimal(coefficient.mean.denominator)
        assert str(mean.quantize(six)) == MEANS[place], name
        assert str(coefficient.cv.quantize(six)) == COEFFICIENTS[place], name
    assert level.composite is not None
    assert str(level.composite.quantize(Decimal("0.000001"))) == "0.038873"
    assert found.evaluation.passes is True


@pytest.mark.parametrize("name", ["primary", "nine_year"])
def test_each_example_school_has_its_exact_indicators(name: str) -> None:
    example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    code = example["input"]["profile"]["school_code"]
    evaluation = evaluate_table(example_table()).evaluation
    for level, found in evaluation.levels.items():
        for school in found.schools:
            if school.unit.code != code:
                continue
            for place, indicator in enumerate(INDICATORS):
                expected = example["indicators"][f"{indicator}_{level.value}"]
                assert school.values[place] == Fraction(expected["value"])
                assert school.states[place].value == expected["state"]


def test_store_and_exported_table_give_the_same_evaluation(desk: Desk, tmp_path: Path) -> None:
    for name in ("raw.csv", "raw.xlsx"):
        path = write_district_raw(desk.store, tmp_path / name, replace=False)
        found = evaluate_table(path.read_bytes())
        assert not found.refused
        stored = as_json(evaluate_store(desk.store))
        assert as_json(found.evaluation) == stored


def test_the_official_workbook_holds_the_figures_of_the_evaluation(
    desk: Desk, tmp_path: Path
) -> None:
    import openpyxl

    made = write_official_tables(desk.store, tmp_path / "tables", replace=False)
    book = openpyxl.load_workbook(made.workbook)
    assert {"表Ⅱ-1", "表Ⅱ-2", "表Ⅲ"} <= set(book.sheetnames)
    assert len(made.pages) >= 3
    numbers = {
        round(cell, 4)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, (int, float))
    }
    evaluation = evaluate_store(desk.store)
    for level in evaluation.levels.values():
        for place in range(7):
            mean = level.coefficients[place].mean
            assert mean is not None
            assert any(abs(number - float(mean)) < 0.006 for number in numbers)


def test_a_school_that_has_not_delivered_leaves_the_verdict_open(desk: Desk) -> None:
    rows = [["学校标识码", "学校名称", "办学类型"], ["2142100077", "甲小学", "211"]]
    put_roster(desk.store, rows, actor=desk.actor)
    evaluation = evaluate_store(desk.store)
    assert evaluation.outstanding == ("2142100077",)
    assert evaluation.passes is not True


def test_a_return_that_was_sent_back_takes_no_part_until_it_comes_again(desk: Desk) -> None:
    code = desk.store.packages.statuses()[0].school_code
    before = evaluate_store(desk.store)
    issue_return_slip(desk, code, reason="请核对在校生数", comments=[])
    found = evaluate_store(desk.store)
    assert before.outstanding == ()
    assert found.outstanding == (code,)
    assert found.passes is not True
    assert code not in {row.code for row in stored_schools(desk.store)}
    verdict = judge_district(desk.store)
    assert [school.code for school in verdict.outstanding] == [code]
    assert not recompute(desk.store).differences


def test_a_retired_school_takes_no_part_and_is_named(desk: Desk, tmp_path: Path) -> None:
    code = desk.store.packages.statuses()[0].school_code
    before = evaluate_store(desk.store)
    retire_school(desk.store, code, actor=desk.actor)
    found = evaluate_store(desk.store)
    assert [(one.code, one.reason) for one in found.excluded] == [(code, Reason.RETIRED)]
    assert (before.excluded, before.outstanding, found.outstanding) == ((), (), ())
    assert {"code": code, "reason": "retired"} in to_list(as_json(found)["excluded"])
    assert any("已停用" in line and code in line for line in evaluation_lines(found))
    judged = {one.unit.code for level in found.levels.values() for one in level.schools}
    assert judged == {status.school_code for status in desk.store.packages.statuses()} - {code}
    assert code not in {row.code for row in stored_schools(desk.store)}
    assert code not in {school.code for school in district_schools(desk.store, {})}
    assert not recompute(desk.store).differences
    table = evaluate_table(
        write_district_raw(desk.store, tmp_path / "raw.csv", replace=False).read_bytes()
    )
    assert to_list(as_json(table.evaluation)["schools"]) == to_list(as_json(found)["schools"])


def to_list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "。"),
        (b"a,b\n1,2\n", "缺"),
        (b"PK\x03\x04broken", "。"),
        (b"profile.school_code\n2142100001\n", "缺"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words):
        evaluate_table(content)


def test_a_wrong_row_is_left_out_and_named() -> None:
    lines = example_table().decode().split("\r\n")
    lines.append(lines[-1])
    found = evaluate_table("\r\n".join(lines).encode())
    assert found.refused
    assert any(sentence.startswith("第 ") for sentence in found.sentences)


def test_without_returns_there_are_no_official_tables(stranger: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="还没有接收"):
        write_official_tables(stranger.store, tmp_path / "tables", replace=False)
    assert not (tmp_path / "tables").exists()


def test_only_the_tables_that_are_named_are_written(desk: Desk, tmp_path: Path) -> None:
    import openpyxl

    made = write_official_tables(desk.store, tmp_path, replace=False, only=["III", "II-1"])
    assert [path.stem for path in made.pages] == ["420104-2024-II-1", "420104-2024-III"]
    assert openpyxl.load_workbook(made.workbook).sheetnames == ["表Ⅱ-1", "表Ⅲ", "来源"]
    with pytest.raises(Misused, match=r"没有申报表“VII”，请写I、II-1、II-2、III、IV、V、VI中的。"):
        write_official_tables(desk.store, tmp_path, replace=False, only=["VII"])


def test_the_raw_table_is_csv_or_xlsx(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Misused, match="csv"):
        write_district_raw(desk.store, tmp_path / "raw.ods", replace=False)


def test_one_school_is_exported_as_json_or_as_its_signed_package(
    desk: Desk, district: District, tmp_path: Path
) -> None:
    code = district.code()
    written = write_school(desk.store, code, tmp_path / "school.json", replace=False)
    document = json.loads(written.read_text(encoding="utf-8"))
    assert document["school"] == code
    package = write_school(desk.store, code, tmp_path / "school.asice", replace=False)
    identity = desk.store.packages.all(code)[0].identity
    assert package.read_bytes() == desk.store.packages.container(identity)
    with pytest.raises(Refused, match="还没有导入"):
        write_school(desk.store, "9999999999", tmp_path / "none.json", replace=False)


def test_every_accepted_school_is_among_the_raw_rows(desk: Desk) -> None:
    found = [school.code for school in stored_schools(desk.store)]
    assert found == sorted(status.school_code for status in desk.store.packages.statuses())
