"""Returns and evaluation as tables of data: exact values, explained columns, nothing guessed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from forms.dataset import (
    About,
    AcceptedReturn,
    DataTable,
    FileOfTable,
    cell,
    codebook,
    descriptor,
    judged_tables,
    returned_tables,
)
from forms.evaluation import RawSchool, evaluate
from forms.spec import Field, FieldType, Form, FormSection, Table
from forms.values import NA, Attachment, Maybe
from operations.packs.bundled import bundled_pack
from tests.forms.evaluation.schools import school

CODE = "2142100001"
DOCUMENT = {
    "tables": {
        "burden.lessons": [{"id": "3", "cells": {"chinese": 8}}],
        "facilities.special_rooms": [
            {"id": "science", "cells": {"area": "90.5", "equipped": True}}
        ],
        "safety.inspections": [
            {"id": "r2", "cells": {"inspected_on": "2024-09-02", "inspector": "王样例"}}
        ],
    },
    "calculated": {"burden.lessons[3].total": "53/2", "burden.lessons[3].standard": 26},
}


def tables_of(document: dict[str, object], **values: Maybe) -> dict[str, DataTable]:
    one = AcceptedReturn(CODE, 2, "accepted", "ab" * 32, values, document)
    return {table.name: table for table in returned_tables(bundled_pack(), [one])}


def row_of(table: DataTable) -> dict[str, Maybe]:
    (row,) = table.rows
    return dict(zip((column.name for column in table.columns), row, strict=True))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, None),
        (NA, "NA"),
        (True, "true"),
        (False, "false"),
        (0, 0),
        (Decimal("1.50"), Decimal("1.5")),
        (Fraction(1, 3), Decimal("0.3333333333333333333333333")),
        (date(2024, 9, 2), "2024-09-02"),
        ("=1+1", "=1+1"),
        (("1", "3"), "1,3"),
        ((), ""),
    ],
)
def test_a_value_is_written_as_it_is(value: Maybe, written: object) -> None:
    assert cell(value) == written


def test_an_attachment_is_no_value_of_a_table() -> None:
    with pytest.raises(TypeError, match=r"no value of a table: a\.pdf"):
        cell((Attachment("a.pdf", 1, "0" * 64),))


def test_single_answers_stand_in_one_row_a_school() -> None:
    row = row_of(tables_of(DOCUMENT, **{"pupils.enrolled_primary": 968})["returns"])
    assert (row["school_code"], row["package"], row["state"]) == (CODE, 2, "accepted")
    assert row["pupils.enrolled_primary"] == 968
    assert row["pupils.enrolled_junior"] is None


def test_rows_of_tables_have_typed_printed_and_calculated_cells() -> None:
    tables = tables_of(DOCUMENT)
    lessons = row_of(tables["burden.lessons"])
    assert (lessons["school_code"], lessons["row"], lessons["grade"]) == (CODE, "3", "3")
    assert (lessons["chinese"], lessons["mathematics"]) == (8, None)
    assert (lessons["total"], lessons["standard"]) == (Fraction(53, 2), 26)
    rooms = row_of(tables["facilities.special_rooms"])
    assert (rooms["area"], rooms["equipped"]) == (Decimal("90.5"), True)
    inspected = row_of(tables["safety.inspections"])
    assert (inspected["inspected_on"], inspected["inspector"]) == (date(2024, 9, 2), "王样例")


def test_attachments_stay_out() -> None:
    files = {
        item.id for item in bundled_pack().fields.values() if item.type is FieldType.ATTACHMENT
    }
    assert files
    for table in tables_of({}).values():
        assert not files & {column.name for column in table.columns}


def test_several_choices_of_a_cell_are_kept_together() -> None:
    pack = bundled_pack()
    choices = next(iter(pack.choices))
    code = pack.choices[choices].options[0].code
    several = Field("kinds", "种类", FieldType.MULTI_CHOICE, choices=choices)
    form = Form(
        "a", "甲", "school", "", (FormSection("一", (Table("a.b", "乙", (several,), ()),)),)
    )
    document = {"tables": {"a.b": [{"id": "r1", "cells": {"kinds": [code]}}]}}
    one = AcceptedReturn(CODE, 1, "accepted", "", {}, document)
    _, table = returned_tables(replace(pack, forms=(form,)), [one])
    assert row_of(table)["kinds"] == (code,)
    assert table.columns[-1].is_list
    told = descriptor([table], [FileOfTable("a.b.csv", 1, "")], About("A", "区", 2024, "", ""))
    resources = told["resources"]
    assert isinstance(resources, list)
    assert "constraints" not in resources[0]["schema"]["fields"][-1]


def judged(*schools: RawSchool, outstanding: tuple[str, ...] = ()) -> dict[str, DataTable]:
    found = evaluate(schools, pack=bundled_pack(), outstanding=outstanding)
    return {table.name: table for table in judged_tables(found)}


def test_what_is_missing_leaves_the_coefficient_blank_and_the_others_judged() -> None:
    tables = judged(school(1), school(2, facilities__teaching_area=None))
    names = [column.name for column in tables["evaluation"].columns]
    lines = [dict(zip(names, row, strict=True)) for row in tables["evaluation"].rows]
    assert [line["L4_state"] for line in lines] != ["missing", "missing"]
    assert (lines[1]["L4"], lines[1]["L4_state"]) == (None, "missing")
    assert (lines[1]["L4_gap"], lines[1]["L4_share"], lines[0]["L4_share"]) == (None, None, None)
    assert lines[0]["L1_gap"] is not None
    spread = {row[1]: row[7] for row in tables["coefficients"].rows}
    assert spread["L4"] is None
    assert spread["L1"] is not None


def test_who_is_left_out_is_told_with_the_reason() -> None:
    tables = judged(
        school(1),
        school(2, kind="111"),
        outstanding=("2142100003",),
    )
    assert [(row[0], row[1], row[3]) for row in tables["left_out"].rows] == [
        ("2142100002", "00", "type_not_evaluated"),
        ("2142100003", "00", "outstanding"),
    ]


def test_a_district_of_nobody_has_tables_without_rows() -> None:
    assert [len(table.rows) for table in judged().values()] == [0, 0, 0]


def test_keys_tell_the_rows_apart_and_names_are_never_used_twice() -> None:
    tables = [*tables_of(DOCUMENT).values(), *judged(school(1)).values()]
    tables.append(codebook(tables))
    assert len({table.name for table in tables}) == len(tables)
    for table in tables:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names), table.name
        keys = [tuple(row[names.index(part)] for part in table.key) for row in table.rows]
        assert len(set(keys)) == len(keys), table.name


def test_the_codebook_explains_codes_and_units() -> None:
    tables = list(tables_of(DOCUMENT).values())
    rows = {(row[0], row[1]): row for row in codebook(tables).rows}
    kind = rows["returns", "profile.school_type"]
    assert "211=" in str(kind[6])
    assert rows["facilities.special_rooms", "area"][5] == "㎡"
    assert len(rows) == sum(len(table.columns) for table in tables)


def test_the_descriptor_names_types_units_keys_and_what_is_missing() -> None:
    tables = list(judged(school(1)).values())
    files = [FileOfTable(f"{table.name}.csv", 3, "0" * 64) for table in tables]
    told = descriptor(tables, files, About("AB01", "示例区教育局", 2024, "表册 2024.1", "末端"))
    assert told["name"] == "youheng-ab01-2024"
    resources = told["resources"]
    assert isinstance(resources, list)
    schema = resources[0]["schema"]
    assert schema["primaryKey"] == ["school_code", "campus", "level"]
    assert schema["missingValues"] == ["", "NA"]
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["pupils"] == {
        "name": "pupils",
        "title": "学生数",
        "type": "integer",
        "description": "差异系数的权数",
        "unit": "人",
    }
    assert fields["L1_state"]["constraints"]["enum"] == ["reached", "ge85", "short", "missing"]
    assert (resources[0]["bytes"], resources[0]["hash"]) == (3, "sha256:" + "0" * 64)
