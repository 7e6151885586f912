"""Expressions that are well written and still make no sense.

A number compared with a text is unknown for ever, and so is a choice compared with a code its list
does not have: the rule would never fire and nobody would notice. Kinds are worked out from the tree
as far as they are known; what is not known is not judged.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import pairwise
from typing import Final

from forms.expr import nodes
from forms.loader.reading import Use
from forms.pack_errors import Flaw, PackError
from forms.spec import Field, FieldType, Pack

_RESULTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("pct", "ceil", "floor", "abs", "size", "number"), "NUMBER"),
    **dict.fromkeys(("days", "years", "minutes", "dsum", "dcount"), "NUMBER"),
    **dict.fromkeys(("sum_of", "count_of", "distinct_of"), "NUMBER"),
    **dict.fromkeys(("has", "given", "missing", "implies", "matches", "uscc_ok"), "TRUTH"),
    **dict.fromkeys(("any_of", "none_of", "all_of"), "TRUTH"),
    **dict.fromkeys(("left", "substr", "first_grade", "next_grade", "time"), "TEXT"),
    **dict.fromkeys(("grades_of", "grades_continuing"), "CODES"),
}
"""Call → kind of its result; the other calls give what they are given."""


class ValueKind(Enum):
    """What an expression yields; the value is the word for it."""

    NUMBER = "数字"
    TEXT = "文字"
    TRUTH = "是否"
    DATE = "日期"
    CODES = "多个选项"


def _kind_of_field(kind: FieldType) -> ValueKind:
    if kind.is_numeric:
        return ValueKind.NUMBER
    return {
        FieldType.YES_NO: ValueKind.TRUTH,
        FieldType.DATE: ValueKind.DATE,
        FieldType.MULTI_CHOICE: ValueKind.CODES,
        FieldType.ATTACHMENT: ValueKind.CODES,
    }.get(kind, ValueKind.TEXT)


class KindCheck:
    """The kinds of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._fields: dict[str, Field] = dict(pack.fields)
        self._codes = {name: frozenset(found.labels) for name, found in pack.choices.items()}
        for table in pack.tables.values():
            for column in table.columns:
                self._fields[f"{table.id}.{column.id}"] = column
        self._kinds = {name: _kind_of_field(item.type) for name, item in self._fields.items()}
        self._kinds |= {item.id: _kind_of_field(item.type) for item in pack.settings}
        self._kinds |= {
            item.id: ValueKind.NUMBER
            if item.year is not None and item.day is None
            else ValueKind.DATE
            for item in pack.period
        }

    def faults(self, use: Use) -> Iterator[PackError]:
        """What makes no sense in an expression where it stands."""
        for message in self._messages(use.expression.root, use.table):
            shown = f"{message}（{use.expression.text[:60]}）"
            yield use.entry.refuse(Flaw.SENSELESS, shown, use.key)
        wanted = ValueKind.TRUTH if use.key in {"check", "when", "row_when"} else None
        found = self._kind(use.expression.root, use.table)
        if wanted and found and found is not wanted:
            message = f"条件应得到是否，现在得到{found.value}。"
            yield use.entry.refuse(Flaw.SENSELESS, message, use.key)

    def _messages(self, node: nodes.Node, row: str) -> Iterator[str]:
        for child in nodes.children(node):
            yield from self._messages(child, row)
        match node:
            case nodes.Comparison(_, operands):
                for left, right in pairwise(operands):
                    yield from self._compared(left, right, row)
            case nodes.Membership(item, collection):
                yield from self._wrong_codes(item, collection, row)
            case nodes.Operation(sign, left, right):
                yield from self._calculated(sign, left, right, row)
            case nodes.All(parts) | nodes.Any(parts):
                yield from self._not_true(parts, row)
            case nodes.Not(part) | nodes.Conditional(part) | nodes.TableCall(where=part):
                yield from self._not_true((part,) if part else (), row)
            case nodes.Call("implies", parts):
                yield from self._not_true(parts, row)
            case nodes.Call("has", (item, code)):
                yield from self._wrong_codes(item, code, row)

    def _compared(self, left: nodes.Node, right: nodes.Node, row: str) -> Iterator[str]:
        first, second = self._kind(left, row), self._kind(right, row)
        if first and second and first is not second:
            yield f"{first.value}与{second.value}不能比较，结果永远未知。"
        yield from self._wrong_codes(left, right, row)
        yield from self._wrong_codes(right, left, row)

    def _calculated(
        self, sign: nodes.Arithmetic, left: nodes.Node, right: nodes.Node, row: str
    ) -> Iterator[str]:
        kinds = {kind for kind in (self._kind(left, row), self._kind(right, row)) if kind}
        joined = sign is nodes.Arithmetic.ADD and kinds == {ValueKind.TEXT}
        if kinds - {ValueKind.NUMBER} and not joined:
            words = "、".join(sorted(kind.value for kind in kinds - {ValueKind.NUMBER}))
            yield f"{words}不能用来做 {sign} 运算。"

    def _not_true(self, parts: tuple[nodes.Node, ...], row: str) -> Iterator[str]:
        for part in parts:
            kind = self._kind(part, row)
            if kind and kind is not ValueKind.TRUTH:
                yield f"and、or、not、条件里应是是否，现在有{kind.value}。"

    def _wrong_codes(self, item: nodes.Node, written: nodes.Node, row: str) -> Iterator[str]:
        field = self._fields.get(_name(item, row) or "")
        if field is None or field.choices is None or not isinstance(written, nodes.Literal):
            return
        values = written.value if isinstance(written.value, tuple) else (written.value,)
        for value in values:
            if value not in self._codes[field.choices]:
                yield f"目录 {field.choices} 里没有 {value} 这个代码。"

    def _kind(self, node: nodes.Node, row: str) -> ValueKind | None:
        match node:
            case nodes.Literal(value):
                return _kind_of_value(value)
            case nodes.Name() | nodes.ColumnOfRow():
                return self._kinds.get(_name(node, row) or "")
            case nodes.Operation(_, left, right) | nodes.Conditional(_, left, right):
                return self._kind(left, row) or self._kind(right, row)
            case nodes.Negative():
                return ValueKind.NUMBER
            case nodes.Call(function) | nodes.TableCall(function) | nodes.DistrictCall(function):
                return self._kind_of_call(node, function, row)
            case _:
                return ValueKind.TRUTH

    def _kind_of_call(self, node: nodes.Node, function: str, row: str) -> ValueKind | None:
        known = _RESULTS.get(function)
        return ValueKind[known] if known else self._kind(nodes.children(node)[0], row)


def _name(node: nodes.Node, row: str) -> str | None:
    """The field or ``form.table.column`` a node reads, older figures included."""
    match node:
        case nodes.Name(name):
            return name[5:] if name.startswith(("last.", "stat.")) else name
        case nodes.ColumnOfRow(nodes.Owner.ROW, column):
            return f"{row}.{column}"
        case nodes.ColumnOfRow(_, column, table):
            return f"{table.removeprefix('last.')}.{column}"
        case _:
            return None


def _kind_of_value(value: nodes.Plain) -> ValueKind | None:
    if isinstance(value, bool):
        return ValueKind.TRUTH
    if isinstance(value, str):
        return ValueKind.TEXT
    return None if value is None or isinstance(value, tuple) else ValueKind.NUMBER
