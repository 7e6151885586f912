"""Expressions as people read them: names become labels that lead to their definition."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from exporters.documents.html.markup import Html, element, join, link, text
from forms.expr import Expression
from forms.schooling import Section
from forms.spec import Field, Pack

_TOKEN: Final = re.compile(
    r"(?P<name>[a-z_]+(?:\.[a-z0-9_]+)+)|(?P<word>[A-Za-z_]+[0-9]?)|(?P<text>'[^']*')"
    r"|(?P<sign><=|>=|==|!=|[*/]|,\s*)|(?P<blank>\s+)|(?P<other>.)"
)
_SIGNS: Final[Mapping[str, str]] = {
    "<=": "≤",
    ">=": "≥",
    "==": "=",
    "!=": "≠",
    "*": "×",
    "/": "÷",
    ",": "，",
}
_PREFIXES: Final[Mapping[str, str]] = {"last.": "上年", "stat.": "年报"}
_WORDS: Final[Mapping[str, str]] = {
    "and": "且",
    "or": "或",
    "not": "非",
    "in": "属于",
    "if": "当",
    "else": "否则",
    "True": "是",
    "False": "否",
    "implies": "若",
    "given": "已填",
    "missing": "未填",
    "sum_of": "合计",
    "count_of": "行数",
    "distinct_of": "不同值个数",
    "max_of": "最大值",
    "min_of": "最小值",
    "any_of": "有行",
    "none_of": "无行",
    "all_of": "各行",
    "dsum": "各校合计",
    "dcount": "学校数",
    "na0": "不适用作零",
    "blank0": "空白作零",
    "pct": "百分比",
    "ceil": "进一",
    "floor": "去尾",
    "abs": "相差",
    "largest": "较大者",
    "smallest": "较小者",
    "has": "含有",
    "size": "个数",
    "matches": "写法符合",
    "left": "前几位",
    "substr": "从第几位取几位",
    "number": "数值",
    "uscc_ok": "校验码正确",
    "time": "时刻",
    "days": "相隔天数",
    "years": "满几年",
    "minutes": "相隔分钟",
    "grades_of": "各年级",
    "first_grade": "起始年级",
    "next_grade": "下一年级",
    "grades_continuing": "非毕业年级",
}
_CELLS: Final = ("row.", "each.")
_SECTIONS: Final = {section.value: section.label for section in Section}


class Formulas:
    """Writes the expressions of one pack."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._labels = {
            **{fact.id: fact.label for fact in pack.period},
            **{setting.id: setting.label for setting in pack.settings},
            **{table.id: table.label for table in pack.tables.values()},
            **{field.id: field.label for field in pack.fields.values()},
        }

    def write(self, expression: Expression, table: str | None = None) -> Html:
        """Write an expression.

        Args:
            expression: The expression.
            table: The table whose row it is about, if any.

        """
        return element("code", join(self._parts(expression.text, table or "")), class_="formula")

    def _parts(self, written: str, row: str) -> Iterator[Html]:
        table, item = row, None
        for found in _TOKEN.finditer(written.strip()):
            name = found["name"]
            if name:
                table = name if name in self._pack.tables else table
                item = self._item(name, row, table)
                yield self._name(name, row, table)
            elif found["text"]:
                yield text(self._constant(found["text"], item))
            else:
                yield text(_plain(found))

    def _constant(self, quoted: str, item: Field | None) -> str:
        """The label of a code, if the name before it has a list of choices."""
        known = _SECTIONS
        if item is not None and item.choices is not None:
            known = {**_SECTIONS, **self._pack.choices[item.choices].labels}
        label = known.get(quoted.strip("'"))
        return quoted if label is None else f"“{label}”"

    def _name(self, name: str, row: str, each: str) -> Html:
        item = self._item(name, row, each)
        plain, prefix = _bare(name)
        if item is not None and name.startswith(_CELLS):
            address = f"{row if name.startswith(_CELLS[0]) else each}.{item.id}"
            return link(address, item.label, title=address)
        label = self._labels.get(plain)
        return text(name) if label is None else link(plain, prefix + label, title=name)

    def _item(self, name: str, row: str, each: str) -> Field | None:
        """The field or column a name stands for."""
        owner, _, column = name.partition(".")
        if name.startswith(_CELLS):
            table = self._pack.tables.get(row if owner == "row" else each)
            return None if table is None else table.by_id.get(column)
        return self._pack.fields.get(_bare(name)[0])


def _bare(name: str) -> tuple[str, str]:
    """A name without its prefix, and the word for the prefix."""
    for start, word in _PREFIXES.items():
        if name.startswith(start):
            return name.removeprefix(start), word
    return name, ""


def _plain(found: re.Match[str]) -> str:
    if found["word"]:
        return _WORDS.get(found["word"], found["word"])
    if found["sign"]:
        return _SIGNS[found["sign"].strip()]
    return " " if found["blank"] else found["other"]
