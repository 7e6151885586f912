"""Rows of a template as people rename, swap and repeat them: all as in the file, or refused by name."""

import pytest

from exporters.documents.template import Exported, FilledRow, TemplateInfo, TemplateReading
from forms.effects import apply_all
from forms.record import Return, Row
from operations.entry.merging.merge import MergeInto, merge_template
from operations.entry.merging.plan import Merge
from operations.errors import Refused
from tests.exporters.documents.real_return import CODE, next_row_from, pack

TABLE = "pupils.classes"
HERE = {"r1": ("1", "1班"), "r2": ("1", "2班"), "r3": ("2", "1班")}
"""Id → grade and name of the classes as they were exported."""

InFile = tuple[str, str, str]
"""Id in the hidden column (empty for a new row), grade, name."""


def record() -> Return:
    rows = tuple(Row(name, _cells(*key)) for name, key in HERE.items())
    return Return(CODE, 2024, pack().ref, tables={TABLE: rows})


def _cells(grade: str, name: str) -> dict[str, str]:
    return {"grade": grade, "class_name": name, "enrolled": "40"}


def merged(*rows: InFile) -> Merge:
    filled = tuple(
        FilledRow(row, _cells(grade, name), f"班级名册 第 {number} 行")
        for number, (row, grade, name) in enumerate(rows, start=9)
    )
    exported = Exported(rows={TABLE: {name: _cells(*key) for name, key in HERE.items()}})
    info = TemplateInfo(pack().ref, 2024, CODE)
    reading = TemplateReading(info, {}, {TABLE: filled}, (), exported=exported)
    return merge_template(reading, MergeInto(record(), pack(), next_row_from(900)))


LOST: dict[str, tuple[InFile, ...]] = {
    "renamed, its old name in a new row": (
        ("r1", "1", "0班"), ("r2", "1", "2班"), ("r3", "2", "1班"), ("", "1", "1班"),
    ),
    "names exchanged": (("r1", "1", "2班"), ("r2", "1", "1班"), ("r3", "2", "1班")),
    "each takes the next one's name": (
        ("r1", "1", "2班"), ("r2", "2", "1班"), ("r3", "2", "2班"), ("", "1", "1班"),
    ),
    "grade changed, the old one in a new row above": (
        ("", "1", "1班"), ("r2", "1", "2班"), ("r3", "2", "1班"), ("r1", "3", "1班"),
    ),
    "two renamed, both old names in new rows": (
        ("r1", "1", "A班"), ("r2", "1", "B班"), ("r3", "2", "1班"), ("", "1", "2班"), ("", "1", "1班"),
    ),
    "deleted and typed again": (("r1", "1", "1班"), ("r2", "1", "2班"), ("", "2", "1班")),
}  # fmt: skip


@pytest.mark.parametrize("rows", LOST.values(), ids=LOST)
def test_no_row_of_the_file_is_lost(rows: tuple[InFile, ...]) -> None:
    found = merged(*rows)
    assert found.conflicts == []
    after, _ = apply_all(record(), found.edits)
    keys = [(row.cells["grade"], row.cells["class_name"]) for row in after.tables[TABLE]]
    assert sorted(keys) == sorted((grade, name) for _, grade, name in rows)
    by_id = {row.id: (row.cells["grade"], row.cells["class_name"]) for row in after.tables[TABLE]}
    assert all(by_id[row] == (grade, name) for row, grade, name in rows if row)


TWICE: dict[str, tuple[tuple[InFile, ...], str]] = {
    "a new row like one that is here": (
        (("r1", "1", "1班"), ("r2", "1", "2班"), ("", "1", "1班")),
        "“一年级 1班”出现了不止一次（班级名册 第 9 行、班级名册 第 11 行）",
    ),
    "two new rows": (
        (("r1", "1", "1班"), ("", "3", "3班"), ("", "3", "3班")),
        "“三年级 3班”出现了不止一次（班级名册 第 10 行、班级名册 第 11 行）",
    ),
    "renamed to the name of another": (
        (("r1", "1", "2班"), ("r2", "1", "2班")),
        "“一年级 2班”出现了不止一次（班级名册 第 9 行、班级名册 第 10 行）",
    ),
    "the grade once by code and once in words": (
        (("", "4", "1班"), ("", "四年级", "1班")),
        "“四年级 1班”出现了不止一次（班级名册 第 9 行、班级名册 第 10 行）",
    ),
    "with blanks around it": (
        (("", "4", "1班"), ("", " 4 ", " 1班 ")),
        "“四年级 1班”出现了不止一次（班级名册 第 9 行、班级名册 第 10 行）",
    ),
    "three times": (
        (("", "5", "1班"), ("", "5", "1班"), ("", "5", "1班")),
        "“五年级 1班”出现了不止一次（班级名册 第 9 行、班级名册 第 10 行、班级名册 第 11 行）",
    ),
}


@pytest.mark.parametrize(("rows", "said"), TWICE.values(), ids=TWICE)
def test_a_key_twice_is_refused_by_name(rows: tuple[InFile, ...], said: str) -> None:
    with pytest.raises(Refused, match=f"【班级名册】里{said}。请在文件里改正或删去多余的行"):
        merged(*rows)
