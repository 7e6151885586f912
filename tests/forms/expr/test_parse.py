"""What is of the language, what is not, and what an expression says it depends on."""

import pytest

from forms.expr import ExpressionError, parse
from forms.expr.parser import read
from tests.forms.expr.dict_scope import DictScope

REFUSED = {
    "nothing": ("", "空的"),
    "blanks": (" \n ", "空的"),
    "too long": ("1 + " * 1001 + "1", "太长"),
    "half a sum": ("a.b +", "写法不对"),
    "unbalanced": ("(a.b", "写法不对"),
    "two expressions": ("a.b; a.c", "写法不对"),
    "assignment": ("a.b = 1", "写法不对"),
    "walrus": ("(x := 1)", "不支持"),
    "lone surrogate": ("a.b == '\ud800'", "无法读取"),
    "zero byte": ("a.b\0", "不对|无法读取"),
    "bare name": ("enrolled", "不完整"),
    "too few parts": ("last.a", "层数"),
    "too many parts": ("a.b.c", "层数"),
    "dot after a call": ("pct(1, 2).x", "点号前面"),
    "row of a row": ("row.a.b", "只能有一个列名"),
    "each outside a table": ("each.x > 1", "each.x 只能用在"),
    "each after a table call": ("sum_of(a.t, each.x) + each.x", "each.x 只能用在"),
    "power": ("a.b ** 2", "四种运算"),
    "floor division": ("a.b // 2", "四种运算"),
    "plus sign": ("+a.b", "负号"),
    "bitwise not": ("~a.b", "负号"),
    "is": ("a.b is 1", "不能用 is"),
    "in a chain": ("1 < a.b in (1, 2)", "混用 in"),
    "in a text": ("a.b in '12'", "右边"),
    "name in a tuple": ("a.b in (a.c, 1)", "列举的"),
    "tuple in a tuple": ("a.b in ((1, 2), 3)", "列举的"),
    "list": ("[1]", "不支持"),
    "subscript": ("a.b[0]", "不支持"),
    "lambda": ("lambda: 1", "不支持"),
    "comprehension": ("(x for x in a.b)", "不支持"),
    "f-string": ("f'{1}'", "不支持"),
    "none": ("None", "常量"),
    "ellipsis": ("...", "常量"),
    "bytes": ("b'x'", "常量"),
    "exponent": ("1e5", "常量"),
    "hexadecimal": ("0x10", "常量"),
    "underscore": ("1_000", "常量"),
    "imaginary": ("1j", "常量"),
    "unknown escape": (r"matches(a.b, '\d')", "写法不对"),
    "number run into a word": ("1if a.b else 2", "写法不对"),
    "comment": ("a.b # 说明", "注释"),
    "dunder call": ("a.b.__class__()", "不能调用"),
    "builtin": ("open('x')", "没有 open 这个调用"),
    "misspelt call": ("sum_off(a.t, each.x)", "是不是 sum_of"),
    "far-off call": ("zzzzzz(1)", "可用的调用"),
    "too few arguments": ("pct(1)", "2 个参数，现在是 1"),
    "too many arguments": ("sum_of(a.t, each.x, True, 1)", "2–3 个参数，现在是 4"),
    "no argument": ("largest()", "参数"),
    "keyword": ("pct(a=1, b=2)", "逐个写出"),
    "star": ("largest(*a.b)", "逐个写出"),
    "literal of another kind": ("left(a.b, 'x')", "类型不对"),
    "truth value as number": ("pct(True, 1)", "类型不对"),
    "grades of nothing": ("grades_of('kindergarten')", "只认"),
    "no time": ("time('25:00')", "不是时刻"),
    "pattern from a field": ("matches(a.b, a.c)", "正则表达式"),
    "broken pattern": ("matches(a.b, '(')", "正则表达式"),
    "table is no name": ("count_of('t')", "第一个参数应是表"),
    "table in a table": ("sum_of(a.t, count_of(a.u))", "另一个对表的调用"),
    "district in a district": ("dsum(dcount(True))", "另一个汇总调用"),
    "district in a table": ("sum_of(a.t, dsum(a.x))", "另一个汇总调用"),
    "very deep": ("not " * 200 + "True", "嵌套太深|无法读取|写法不对"),
    "very many brackets": ("(" * 300 + "1" + ")" * 300, "写法不对|无法读取"),
    "very long sum": ("+".join(["1"] * 150), "嵌套太深"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_of_the_language_is_refused(text: str, message: str) -> None:
    with pytest.raises(ExpressionError, match=message):
        parse(text)


def test_a_refusal_names_the_column_in_characters() -> None:
    with pytest.raises(ExpressionError, match=r"^第 17 个字符处：没有 foo") as caught:
        parse("a.b == '汉字' and foo(1)")
    assert caught.value.column == 17


def test_a_long_excerpt_is_shortened() -> None:
    with pytest.raises(ExpressionError, match="…"):
        parse("[" + "1, " * 40 + "1]")


def test_lines_may_be_broken_anywhere() -> None:
    assert parse("a.b\n+\n  1").root == parse("a.b + 1").root


def test_a_hash_inside_a_text_is_no_comment() -> None:
    assert parse("a.b == '#1'").names == {"a.b"}


def test_decimals_are_exact() -> None:
    assert parse("0.1 + 0.2 == 0.3").evaluate(DictScope()) is True
    assert parse("1.50").root == parse("1.5").root


def test_dependencies_are_listed_by_kind() -> None:
    expression = parse(
        "implies(row.grade in grades_of('primary') and last.a.x > setting.limit,"
        " sum_of(last.a.rows, each.n * period.year, each.m == row.grade) <= stat.a.y"
        " and dsum(b.z, c.w) > 0 and count_of(a.rows) > 1)"
    )
    assert expression.names == {
        "last.a.x",
        "setting.limit",
        "last.a.rows",
        "period.year",
        "stat.a.y",
        "a.rows",
    }
    assert expression.tables == {"last.a.rows", "a.rows"}
    assert expression.row_columns == {"grade"}
    assert expression.cells == {"last.a.rows.n", "last.a.rows.m"}
    assert expression.school_names == {"b.z", "c.w"}


def test_equal_texts_give_equal_expressions() -> None:
    assert parse("a.b > 1") == parse("a.b > 1")
    assert parse("a.b > 1") != parse("a.b > 2")
    assert len({parse("a.b"), parse("a.b")}) == 1


def test_where_true_is_no_condition_but_where_one_is() -> None:
    assert read("sum_of(a.t, each.x, True)")[0] == read("sum_of(a.t, each.x)")[0]
    assert read("sum_of(a.t, each.x, 1)")[0] != read("sum_of(a.t, each.x)")[0]
