"""What the sentence under a problem says about the operands."""

import pytest

from forms.expr import explain, parse
from forms.problems import Operand
from forms.values import NA
from tests.forms.expr.dict_scope import DictScope

LABELS = {
    "a.x": ("在校生数", "人"),
    "a.y": ("班级数", "个"),
    "a.t": ("班级名册", ""),
    "a.t.n": ("学生数", "人"),
    "row.n": ("学生数", "人"),
    "b.z": ("教职工数", "人"),
}


def _labels(name: str) -> tuple[str, str]:
    return LABELS[name]


def _explained(text: str, scope: DictScope) -> tuple[Operand, ...]:
    return explain(parse(text), scope, _labels)


def test_each_operand_is_listed_once_in_reading_order() -> None:
    scope = DictScope({"a.x": 45, "a.y": NA})
    assert _explained("implies(a.x > 3, a.y + a.x <= 4)", scope) == (
        Operand("a.x", "在校生数", 45, "人"),
        Operand("a.y", "班级数", NA, "个"),
    )


def test_cells_of_the_row_are_operands() -> None:
    assert _explained("row.n <= 45", DictScope(row={"n": 47})) == (
        Operand("row.n", "学生数", 47, "人"),
    )


def test_a_total_is_one_operand_and_names_of_its_condition_are_others() -> None:
    scope = DictScope({"a.x": 40}, {"a.t": [{"n": 45}, {"n": 39}]})
    total, limit = _explained("sum_of(a.t, each.n, each.n > a.x) == 1", scope)
    assert (total.label, total.value, total.unit) == (
        "班级名册“学生数”合计（按“学生数”选出的行）",
        45,
        "人",
    )
    assert limit == Operand("a.x", "在校生数", 40, "人")


def test_totals_with_other_conditions_are_other_operands() -> None:
    scope = DictScope(tables={"a.t": [{"n": 45}]})
    text = (
        "count_of(a.t, each.n > 1) + count_of(a.t, each.n > 2) + count_of(a.t, each.n > 1)"
        " + count_of(a.t, each.n in (1, 2)) + count_of(a.t, each.n not in (1, 2))"
        " + count_of(a.t, abs(each.n) + 1 > 2) + count_of(a.t, not given(each.n))"
    )
    operands = _explained(text, scope)
    assert [operand.value for operand in operands] == [1, 1, 0, 1, 1, 0]
    assert {operand.label for operand in operands} == {"班级名册行数（按“学生数”选出的行）"}
    assert {operand.unit for operand in operands} == {""}


@pytest.mark.parametrize(
    ("call", "label"),
    [
        ("any_of(a.t, each.n > 1)", "班级名册有符合条件的行（看“学生数”）"),
        ("none_of(a.t, each.n > 1 and each.n < 9)", "班级名册没有符合条件的行（看“学生数”）"),
        ("all_of(a.t, each.n > a.x)", "班级名册各行都符合条件（看“学生数”）"),
        ("count_of(a.t)", "班级名册行数"),
    ],
)
def test_a_call_over_rows_says_by_which_columns_they_are_chosen(call: str, label: str) -> None:
    scope = DictScope({"a.x": 1}, {"a.t": [{"n": 45}]})
    assert _explained(f"{call} == a.x", scope)[0].label == label


def test_a_total_of_a_calculation_has_the_label_of_the_table() -> None:
    scope = DictScope(tables={"a.t": [{"n": 45}]})
    (operand,) = _explained("max_of(a.t, each.n * 2) > 3", scope)
    assert (operand.label, operand.value, operand.unit) == ("班级名册最大值", 90, "")


def test_totals_over_the_schools_are_operands() -> None:
    scope = DictScope(returns=[DictScope({"b.z": 5}), DictScope({"b.z": 6})])
    total, count = _explained("dsum(b.z) / dcount(b.z > 5) > 1", scope)
    assert (total.label, total.value, total.unit) == ("“教职工数”各校合计", 11, "人")
    assert (count.label, count.value, count.unit) == ("“教职工数”符合条件的学校数", 1, "")


@pytest.mark.parametrize(
    ("count", "label"),
    [
        ("dcount(given(b.z) and b.z > 5)", "“教职工数”符合条件的学校数"),
        ("dcount(b.z > b.y)", "符合条件的学校数"),
        ("dcount(True)", "符合条件的学校数"),
    ],
)
def test_a_count_of_schools_is_named_by_the_one_question_it_asks(count: str, label: str) -> None:
    scope = DictScope(returns=[DictScope({"b.z": 5, "b.y": 1})])
    (operand,) = _explained(f"{count} > 1", scope)
    assert operand.label == label


def test_operands_are_found_in_every_kind_of_node() -> None:
    scope = DictScope({"a.x": True, "a.y": 2})
    found = _explained("(a.y if not a.x else -a.y) in (1, 2) or a.x and a.y < 3", scope)
    assert [operand.name for operand in found] == ["a.x", "a.y"]


def test_constants_are_no_operands() -> None:
    assert _explained("pct(1, 2) > 3", DictScope()) == ()
