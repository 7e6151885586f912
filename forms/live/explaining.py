"""What there is to know about one question: meaning, unit, range, example, standard, rules, sources.

Everything is the pack's, with the live values of the period and the bureau's settings filled in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.expr import Expression
from forms.indicator import Indicator
from forms.indicator_value import IndicatorState
from forms.live.check_plan import PLACEHOLDER, RulePlan
from forms.live.sheet import Sheet
from forms.record import split_address
from forms.spec import Bounds, Field, FieldType, Item, Table
from forms.values import Maybe, is_exact, is_given
from forms.wording import show

_MOST_RULES: Final = 8
_MOST_OPTIONS: Final = 12
_EXAMPLES: Final = {
    FieldType.DATE: "2024-09-01",
    FieldType.TIME: "08:20",
    FieldType.DURATION_MINUTES: "40",
    FieldType.YES_NO: "是（键 1）或 否（键 2）",
    FieldType.MONEY: "12.50",
    FieldType.DECIMAL: "128.5",
    FieldType.DECIMAL3: "1.250",
    FieldType.INTEGER: "128",
}
_COUNTED: Final = {FieldType.TEXT: "字", FieldType.LONG_TEXT: "字", FieldType.ATTACHMENT: "个文件"}
_TIMES: Final = frozenset({FieldType.DATE, FieldType.TIME})


@dataclass(frozen=True, slots=True)
class Explanation:
    """One question explained.

    Attributes:
        title: Its label.
        place: Form and section or table.
        parts: Heading and sentences, in reading order.

    """

    title: str
    place: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def explain_place(sheet: Sheet, address: str) -> Explanation | None:
    """Explain a field, the column of a cell or a table; ``None`` for an address that is neither."""
    head, _, column = split_address(address)
    table = sheet.plan.tables[head].table if head in sheet.plan.tables else None
    item = table.by_id.get(column or "") if table is not None else sheet.plan.fields.get(head)
    if item is None:
        return None if table is None else _explain_table(sheet, table)
    name = head if table is None else f"{head}.{item.id}"
    explained = _Explaining(sheet, item, name, table)
    parts = (
        ("含义", explained.meaning()),
        ("填法", explained.filling()),
        ("例", explained.example()),
        ("标准", explained.standards()),
        ("规则", explained.rules()),
        ("依据", explained.sources()),
    )
    said = ((heading, tuple(sentences)) for heading, sentences in parts)
    return Explanation(item.label, explained.place(), tuple(part for part in said if part[1]))


def _explain_table(sheet: Sheet, table: Table) -> Explanation:
    """What there is to know of a table as a whole, where the cursor is in none of its cells."""
    parts = (
        ("含义", (f"{table.help}。",) if table.help else ()),
        ("填法", (_rows_of(table), f"列：{'、'.join(column.label for column in table.columns)}。")),
        (
            "规则",
            tuple(_in_words(sheet, [one for one in sheet.plan.rules if _is_about(one, table)])),
        ),
        ("依据", tuple(_sources_named(sheet, table.source))),
    )
    said = tuple(part for part in parts if part[1])
    return Explanation(table.label, _place_of(sheet, table, table.id), said)


def _rows_of(table: Table) -> str:
    if table.fixed_rows is not None:
        return "行是固定的，逐行填写。"
    if table.at_least_one:
        return "按 Insert 添加一行，至少要有一行。"
    return "按 Insert 添加一行；确实没有的勾选“本表无数据”。"


def _is_about(plan: RulePlan, table: Table) -> bool:
    return plan.rule.table == table.id or table.id in plan.reads


@dataclass(frozen=True, slots=True)
class _Explaining:
    """One question of an open return."""

    sheet: Sheet
    item: Field
    name: str
    table: Table | None

    def place(self) -> str:
        """Form, and section or table."""
        if self.table is None:
            return _place_of(self.sheet, self.item, self.name)
        form = self.sheet.plan.pack.form_by_id[self.name.partition(".")[0]]
        return f"{form.label} › {self.table.label}"

    def meaning(self) -> Iterator[str]:
        """What is asked, and of what."""
        if self.item.help:
            yield f"{self.item.help}。"
        if self.table is not None and self.table.help:
            yield f"本表：{self.table.help}。"

    def filling(self) -> Iterator[str]:
        """Who fills it, with what, in which unit and range."""
        item = self.item
        if not item.is_input:
            yield "由程序计算，不用填写。"
        else:
            yield "必填。" if item.required else "选填。"
        if item.unit:
            yield f"单位：{item.unit}。"
        if item.hard is not None and (span := self._span(item.hard)):
            yield f"范围：{span}，超出的不能提交。"
        if item.plausible is not None and (span := self._span(item.plausible)):
            yield f"一般范围：{span}，超出时要写说明。"
        if item.max_size is not None:
            yield f"每个文件不超过 {item.max_size // 2**20} MB。"

    def example(self) -> Iterator[str]:
        """What an answer looks like."""
        if item_options := self._options():
            yield item_options
        elif self.item.is_input and self.item.type in _EXAMPLES:
            unit = f" {self.item.unit}" if self.item.unit else ""
            yield f"{self._likely(_EXAMPLES[self.item.type])}{unit}"

    def standards(self) -> Iterator[str]:
        """The indicators made of it, and the lines they have to reach."""
        made_of_it = self._made_of_it()
        for indicator in self.sheet.plan.indicators:
            here = self.sheet.indicators[indicator.id]
            concerns = here.state is not IndicatorState.NOT_APPLICABLE
            if concerns and not made_of_it.isdisjoint(_read_by(indicator.expression)):
                yield _standard_of(indicator)

    def rules(self) -> Iterator[str]:
        """The rules that look at it, in words."""
        found = [plan for plan in self.sheet.plan.rules if self._reads(plan)]
        yield from _in_words(self.sheet, found)

    def sources(self) -> Iterator[str]:
        """The texts behind it."""
        keys = self.item.source or (self.table.source if self.table is not None else "")
        yield from _sources_named(self.sheet, keys)

    def _made_of_it(self) -> set[str]:
        """Names whose value follows from it: itself, and what is calculated from it, and from that."""
        found: set[str] = {self.name}
        fields = [one for one in self.sheet.plan.fields.values() if one.calculate is not None]
        grown = True
        while grown:
            more = {
                one.id
                for one in fields
                if one.calculate is not None and not found.isdisjoint(_read_by(one.calculate))
            } - found
            found |= more
            grown = bool(more)
        return found

    def _likely(self, usual: str) -> str:
        """An example that lies in the range of the question."""
        bounds = self.item.plausible or self.item.hard
        if bounds is None or not self.item.type.is_numeric:
            return usual
        value = Fraction(usual)
        low, high = self._ends(bounds)
        if is_exact(low) and value < low:
            return show(low, self.item, {})
        if not is_exact(high) or value <= high:
            return usual
        middle = (low + high) // 2 if is_exact(low) else high
        return show(middle if not is_exact(low) or middle >= low else high, self.item, {})

    def _options(self) -> str:
        """The options of a list, each behind what chooses it: its code, or its place if that counts."""
        if self.item.choices is None:
            return ""
        options = self.sheet.plan.pack.choices[self.item.choices].options
        has_codes = any(option.code.isdecimal() for option in options)
        listed = "；".join(
            f"{option.code if has_codes else number} {option.label}"
            for number, option in enumerate(options[:_MOST_OPTIONS], start=1)
        )
        more = f"；共 {len(options)} 项" if len(options) > _MOST_OPTIONS else ""
        return f"填{'代码' if has_codes else '序号'}、名称或拼音首字母：{listed}{more}。"

    def _span(self, bounds: Bounds) -> str:
        """A range in words; an end that is open, or not known yet, is not mentioned."""
        low, high = self._ends(bounds)
        kind = self.item.type
        if kind in _COUNTED and low == 0:
            low = None
        unit = f" {_COUNTED[kind]}" if kind in _COUNTED else ""
        ends = [show(end, None, {}) if is_given(end) else "" for end in (low, high)]
        if all(ends):
            return f"{' 至 '.join(ends)}{unit}"
        words = ("不早于", "不晚于") if kind in _TIMES else ("不小于", "不超过")
        known = (f"{word} {end}{unit}" for word, end in zip(words, ends, strict=True) if end)
        return next(known, "")

    def _ends(self, bounds: Bounds) -> tuple[Maybe, Maybe]:
        low, high = (
            None if end is None else end.evaluate(self.sheet.scope)
            for end in (bounds.low, bounds.high)
        )
        return low, high

    def _reads(self, plan: RulePlan) -> bool:
        if self.table is None:
            return self.name in plan.reads
        own = plan.rule.table == self.table.id and self.item.id in plan.columns
        return own or self.name in plan.reads


def _place_of(sheet: Sheet, item: Item, name: str) -> str:
    """Form and section of a field or table."""
    form = sheet.plan.pack.form_by_id[name.partition(".")[0]]
    section = next((one.title for one in form.sections if item in one.items), "")
    return " › ".join(part for part in (form.label, section) if part)


def _in_words(sheet: Sheet, found: Sequence[RulePlan]) -> Iterator[str]:
    """Rules with their numbers, the first ones; of the others how many there are."""
    for plan in found[:_MOST_RULES]:
        yield f"{_rule_in_words(sheet, plan)}（{plan.rule.id}）"
    if len(found) > _MOST_RULES:
        yield f"另有 {len(found) - _MOST_RULES} 条规则也用到它。"


def _rule_in_words(sheet: Sheet, plan: RulePlan) -> str:
    labels = sheet.plan.labels
    table = sheet.plan.pack.tables.get(plan.rule.table or "")

    def label(found: re.Match[str]) -> str:
        value = sheet.value(found[1])
        if found[1].startswith("setting.") and value is not None:
            return show(value, None, {})
        return f"【{labels.label(found[1], table)[0]}】"

    return PLACEHOLDER.sub(label, plan.rule.message)


def _sources_named(sheet: Sheet, keys: str) -> Iterator[str]:
    """The texts behind keys like ``统计; 保障3–5``."""
    known = sheet.plan.pack.sources
    for key in filter(None, (part.strip() for part in keys.split(";"))):
        # 保障3–5 stands for articles of 保障.
        names = [name for name in known if key.startswith(name)]
        text = known[max(names, key=len)] if names else ""
        yield f"{key}：{text}" if text else key


def _read_by(expression: Expression) -> frozenset[str]:
    return expression.names | expression.cells


def _standard_of(indicator: Indicator) -> str:
    unit = f" {indicator.unit}" if indicator.unit else ""
    number = indicator.id.partition("_")[0]
    if indicator.standard is None:
        return f"用于 {number}　{indicator.label}。"
    return f"用于 {number}　{indicator.label}，标准 {indicator.standard.reached}{unit}。"
