"""From text to tree: Python's ``ast`` against a whitelist of nodes, names and calls.

Whatever is not on the list is refused when the pack is loaded, with a sentence for the author and
the column. Nothing of the text is ever executed.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Final

from forms.expr import nodes
from forms.expr.closest import closest
from forms.expr.functions import FUNCTIONS, GRADES, accepts
from forms.expr.gathered import GatheredNames
from forms.expr.syntax import syntax_tree

_DEEPEST: Final = 100
_LITERAL_NUMBER: Final = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)

TABLE_CALLS: Final[Mapping[str, tuple[int, int]]] = {
    "sum_of": (2, 3),
    "count_of": (1, 2),
    "distinct_of": (2, 3),
    "max_of": (2, 3),
    "min_of": (2, 3),
    "any_of": (2, 2),
    "none_of": (2, 2),
    "all_of": (2, 3),
}
"""Least and most arguments, the table included. Without item: count_of, any_of, none_of."""

_WITHOUT_ITEM: Final = frozenset({"count_of", "any_of", "none_of", "dcount"})
_DISTRICT_CALLS: Final[Mapping[str, tuple[int, int]]] = {"dsum": (1, 2), "dcount": (1, 1)}
_SPECIAL_CALLS: Final[Mapping[str, tuple[int, int]]] = {
    "na0": (1, 1),
    "blank0": (1, 1),
    "given": (1, 1),
    "missing": (1, 1),
    "implies": (2, 2),
    "matches": (2, 2),
    "largest": (1, 99),
    "smallest": (1, 99),
}
_ARITHMETIC: Final[Mapping[type[ast.operator], nodes.Arithmetic]] = {
    ast.Add: nodes.Arithmetic.ADD,
    ast.Sub: nodes.Arithmetic.SUBTRACT,
    ast.Mult: nodes.Arithmetic.MULTIPLY,
    ast.Div: nodes.Arithmetic.DIVIDE,
}
_RELATIONS: Final[Mapping[type[ast.cmpop], nodes.Relation]] = {
    ast.Eq: nodes.Relation.EQUAL,
    ast.NotEq: nodes.Relation.UNEQUAL,
    ast.Lt: nodes.Relation.LESS,
    ast.LtE: nodes.Relation.LESS_EQUAL,
    ast.Gt: nodes.Relation.GREATER,
    ast.GtE: nodes.Relation.GREATER_EQUAL,
}
_ALL_CALLS: Final = (*FUNCTIONS, *TABLE_CALLS, *_DISTRICT_CALLS, *_SPECIAL_CALLS)


def read(text: str) -> tuple[nodes.Node, GatheredNames]:
    """Parse a text.

    Raises:
        ExpressionError: The text is not of the language.

    """
    flat = text.replace("\n", " ").replace("\r", " ").strip()
    tree = syntax_tree(flat)
    reading = GatheredNames(flat.encode(errors="surrogatepass"))
    return _node(tree.body, reading), reading


def _node(node: ast.expr, reading: GatheredNames) -> nodes.Node:
    reader = _READERS.get(type(node))
    if reader is None:
        raise reading.refuse(node, f"不支持这种写法：{reading.excerpt(node)}。")
    reading.depth += 1
    if reading.depth > _DEEPEST:
        raise reading.refuse(node, f"嵌套太深（最多 {_DEEPEST} 层），请拆成几个计算项。")
    try:
        return reader(node, reading)
    finally:
        reading.depth -= 1


def _constant(node: ast.Constant, reading: GatheredNames) -> nodes.Node:
    value = node.value
    if isinstance(value, (bool, str)):
        return nodes.Literal(value)
    written = reading.written(node)
    # The text itself, since a float would already have lost the exact value.
    if isinstance(value, (int, float)) and _LITERAL_NUMBER.fullmatch(written):
        if isinstance(value, int):
            return nodes.Literal(value)
        number = Fraction(written)
        return nodes.Literal(number.numerator if number.denominator == 1 else number)
    raise reading.refuse(
        node, f"不支持的常量：{reading.excerpt(node)}。数字只能写成 12 或 0.85 的样子。"
    )


def _attribute(node: ast.Attribute, reading: GatheredNames) -> nodes.Node:
    name = _dotted(node, reading)
    owner, _, column = name.partition(".")
    if owner in {"row", "each"}:
        return _cell(node, nodes.Owner(owner), column, reading)
    reading.depends_on(_checked(node, name, reading))
    return nodes.Name(name)


def _checked(node: ast.expr, name: str, reading: GatheredNames) -> str:
    parts = 3 if name.startswith(("last.", "stat.")) else 2
    if name.count(".") + 1 != parts:
        raise reading.refuse(node, f"名称 {name} 的层数不对，应像 form.field 或 last.form.field。")
    return name


def _dotted(node: ast.expr, reading: GatheredNames) -> str:
    parts: list[str] = []
    inner = node
    while isinstance(inner, ast.Attribute):
        parts.insert(0, inner.attr)
        inner = inner.value
    if not isinstance(inner, ast.Name):
        raise reading.refuse(node, f"点号前面应是名称：{reading.excerpt(node)}。")
    return ".".join((inner.id, *parts))


def _cell(node: ast.expr, owner: nodes.Owner, column: str, reading: GatheredNames) -> nodes.Node:
    if "." in column:
        raise reading.refuse(node, f"{owner}. 后面只能有一个列名。")
    if owner is nodes.Owner.ROW:
        reading.row_columns.add(column)
        return nodes.ColumnOfRow(owner, column)
    if not reading.table:
        raise reading.refuse(node, f"each.{column} 只能用在 sum_of 等对表的调用里。")
    reading.cells.add(f"{reading.table}.{column}")
    return nodes.ColumnOfRow(owner, column, reading.table)


def _name(node: ast.Name, reading: GatheredNames) -> nodes.Node:
    message = f"名称 {node.id} 不完整，应写成 form.field（例如 pupils.{node.id}）。"
    raise reading.refuse(node, message)


def _binary(node: ast.BinOp, reading: GatheredNames) -> nodes.Node:
    sign = _ARITHMETIC.get(type(node.op))
    if sign is None:
        raise reading.refuse(node, "只能用 + - * / 四种运算。")
    return nodes.Operation(sign, _node(node.left, reading), _node(node.right, reading))


def _unary(node: ast.UnaryOp, reading: GatheredNames) -> nodes.Node:
    operand = _node(node.operand, reading)
    if isinstance(node.op, ast.Not):
        return nodes.Not(operand)
    if isinstance(node.op, ast.USub):
        return nodes.Negative(operand)
    raise reading.refuse(node, "数字前面只能写负号。")


def _compare(node: ast.Compare, reading: GatheredNames) -> nodes.Node:
    if len(node.ops) == 1 and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        item, collection = _node(node.left, reading), _node(node.comparators[0], reading)
        if isinstance(collection, nodes.Literal) and not isinstance(collection.value, tuple):
            raise reading.refuse(
                node.comparators[0], "in 的右边应是括号里的几个值，例如 ('1', '2')。"
            )
        return nodes.Membership(item, collection, negated=isinstance(node.ops[0], ast.NotIn))
    relations = tuple(_RELATIONS.get(type(op)) for op in node.ops)
    known = tuple(relation for relation in relations if relation is not None)
    if len(known) != len(relations):
        raise reading.refuse(node, "连续比较里只能用 == != < <= > >=，不能用 is，也不能混用 in。")
    operands = (node.left, *node.comparators)
    return nodes.Comparison(known, tuple(_node(operand, reading) for operand in operands))


def _boolean(node: ast.BoolOp, reading: GatheredNames) -> nodes.Node:
    parts = tuple(_node(value, reading) for value in node.values)
    return nodes.All(parts) if isinstance(node.op, ast.And) else nodes.Any(parts)


def _choice(node: ast.IfExp, reading: GatheredNames) -> nodes.Node:
    return nodes.Conditional(
        _node(node.test, reading), _node(node.body, reading), _node(node.orelse, reading)
    )


def _tuple(node: ast.Tuple, reading: GatheredNames) -> nodes.Node:
    values: list[bool | int | Fraction | str] = []
    for element in node.elts:
        read_element = _node(element, reading)
        written = read_element.value if isinstance(read_element, nodes.Literal) else None
        if not isinstance(written, (bool, int, Fraction, str)):
            raise reading.refuse(element, "括号里列举的只能是数字或带引号的代码。")
        values.append(written)
    return nodes.Literal(tuple(values))


def _call(node: ast.Call, reading: GatheredNames) -> nodes.Node:
    if not isinstance(node.func, ast.Name):
        raise reading.refuse(node, f"不能调用 {reading.excerpt(node.func)}。")
    name = node.func.id
    if node.keywords or any(isinstance(argument, ast.Starred) for argument in node.args):
        raise reading.refuse(node, f"{name} 的参数只能逐个写出，不能带名称或星号。")
    if name in TABLE_CALLS:
        return _table_call(node, name, reading)
    if name in _DISTRICT_CALLS:
        return _district_call(node, name, reading)
    if name not in FUNCTIONS and name not in _SPECIAL_CALLS:
        close = closest(name, _ALL_CALLS)
        advice = f"是不是 {close}？" if close else "可用的调用见表册说明。"
        raise reading.refuse(node, f"没有 {name} 这个调用。{advice}")
    return _plain_call(node, name, reading)


def _check_count(
    node: ast.Call, name: str, limits: tuple[int, int], reading: GatheredNames
) -> None:
    least, most = limits
    count = len(node.args)
    if not least <= count <= most:
        wanted = f"{least}" if least == most else f"{least}–{most}"
        raise reading.refuse(node, f"{name} 应有 {wanted} 个参数，现在是 {count} 个。")


def _plain_call(node: ast.Call, name: str, reading: GatheredNames) -> nodes.Node:
    function = FUNCTIONS.get(name)
    limits = (len(function.kinds), len(function.kinds)) if function else _SPECIAL_CALLS[name]
    _check_count(node, name, limits, reading)
    arguments = tuple(_node(argument, reading) for argument in node.args)
    literals = [item.value if isinstance(item, nodes.Literal) else None for item in arguments]
    if function:
        for argument, literal, kind in zip(node.args, literals, function.kinds, strict=True):
            if literal is not None and not accepts(kind, literal):
                raise reading.refuse(
                    argument, f"{name} 不能用在 {reading.excerpt(argument)} 上，类型不对。"
                )
    _check_literals(node, name, literals, reading)
    return nodes.Call(name, arguments)


def _check_literals(
    node: ast.Call, name: str, literals: Sequence[object], reading: GatheredNames
) -> None:
    if name == "matches":
        _check_pattern(node.args[1], literals[1], reading)
    first = literals[0] if literals else None
    if name in {"grades_of", "first_grade"} and isinstance(first, str) and first not in GRADES:
        raise reading.refuse(node, f"{name} 只认 'primary'、'junior'、'senior'。")
    if name == "time" and isinstance(first, str) and FUNCTIONS["time"].apply(first) is None:
        raise reading.refuse(node, f"{first} 不是时刻，应写成 '08:20'。")


def _check_pattern(node: ast.expr, pattern: object, reading: GatheredNames) -> None:
    if not isinstance(pattern, str):
        raise reading.refuse(node, "matches 的第二个参数应是带引号的正则表达式。")
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        raise reading.refuse(node, "matches 的正则表达式写法不对。") from None


def _table_call(node: ast.Call, name: str, reading: GatheredNames) -> nodes.Node:
    if reading.table:
        raise reading.refuse(node, f"{name} 不能写在另一个对表的调用里面，请先设一个计算列。")
    _check_count(node, name, TABLE_CALLS[name], reading)
    first = node.args[0]
    if not isinstance(first, ast.Attribute):
        raise reading.refuse(first, f"{name} 的第一个参数应是表，例如 pupils.classes。")
    table = _checked(first, _dotted(first, reading), reading)
    reading.tables.add(table)
    reading.depends_on(table)
    reading.table = table
    try:
        item, where = _item_and_where(node.args[1:], name, reading)
    finally:
        reading.table = ""
    return nodes.TableCall(name, table, item, where)


def _district_call(node: ast.Call, name: str, reading: GatheredNames) -> nodes.Node:
    if reading.in_district or reading.table:
        raise reading.refuse(node, f"{name} 不能写在另一个汇总调用里面。")
    _check_count(node, name, _DISTRICT_CALLS[name], reading)
    reading.in_district = True
    try:
        item, where = _item_and_where(node.args, name, reading)
    finally:
        reading.in_district = False
    return nodes.DistrictCall(name, item, where)


def _item_and_where(
    arguments: list[ast.expr], name: str, reading: GatheredNames
) -> tuple[nodes.Node | None, nodes.Node | None]:
    parts: list[nodes.Node | None] = [_node(argument, reading) for argument in arguments]
    if name in _WITHOUT_ITEM:
        parts.insert(0, None)
    item, where = (*parts, None)[:2]
    always = isinstance(where, nodes.Literal) and where.value is True
    return item, None if always else where


_READERS: Final[Mapping[type[ast.expr], Callable[..., nodes.Node]]] = {
    ast.Constant: _constant,
    ast.Attribute: _attribute,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.Compare: _compare,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.Tuple: _tuple,
    ast.Call: _call,
}
