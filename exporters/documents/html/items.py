"""The chapter of a form: its questions, section by section, and its tables."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from exporters.documents.html.formula import Formulas
from exporters.documents.html.markup import NOTHING, Html, element, join, link, table, text
from forms.spec import Bounds, Field, FieldType, Form, FormSection, Pack, Rule, Table

_TYPES: Final[Mapping[FieldType, str]] = {
    FieldType.INTEGER: "整数",
    FieldType.DECIMAL: "小数，至多两位",
    FieldType.DECIMAL3: "小数，至多三位",
    FieldType.MONEY: "金额，至多两位小数",
    FieldType.PERCENT: "百分比",
    FieldType.TEXT: "文字",
    FieldType.LONG_TEXT: "长文字",
    FieldType.CHOICE: "单选",
    FieldType.MULTI_CHOICE: "多选",
    FieldType.YES_NO: "是或否",
    FieldType.DATE: "日期",
    FieldType.TIME: "时刻",
    FieldType.DURATION_MINUTES: "分钟数",
    FieldType.ATTACHMENT: "附件",
}
_HEADS: Final = ("指标", "类型", "填报", "说明", "规则")


@dataclass(frozen=True)
class Readers:
    """Which rules look at a field, a table or a column (``form.table.column``): their numbers."""

    numbers: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> "Readers":
        """Gather them; a rule of several sections of schooling is named once."""
        found: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for rule in rules:
            condition = rule.condition
            row = {f"{rule.table}.{column}" for column in condition.row_columns}
            for name in condition.names | condition.cells | condition.school_names | row:
                found[name.removeprefix("last.").removeprefix("stat.")][rule.id] = None
        return cls({name: tuple(numbers) for name, numbers in found.items()})

    def links(self, name: str, labels: Mapping[str, str]) -> Html:
        """Links to those rules, form by form; ``labels`` are those of the forms."""
        by_form: defaultdict[str, list[str]] = defaultdict(list)
        for number in self.numbers.get(name, ()):
            by_form[number.split("-")[1]].append(number)
        return join(
            element(
                "div",
                element("span", text(f"{labels[form]} "), class_="unit"),
                join((link(number, number[-3:], title=number) for number in numbers), " "),
            )
            for form, numbers in by_form.items()
        )


@dataclass(frozen=True)
class ItemChapter:
    """Writes the questions of one pack."""

    pack: Pack
    formulas: Formulas
    readers: Readers

    def sections(self, form: Form) -> Iterator[Html]:
        """The sections of a form, one after the other."""
        for number, section in enumerate(form.sections, start=1):
            yield element("h3", text(f"{number}　{section.title}"))
            yield from self._section(section)

    def _section(self, section: FormSection) -> Iterator[Html]:
        fields = [item for item in section.items if isinstance(item, Field)]
        if fields:
            rows = (self._row(field, field.id) for field in fields)
            yield table(_HEADS, rows, kind="items")
        for item in section.items:
            if isinstance(item, Table):
                yield from self._table(item)

    def _table(self, item: Table) -> Iterator[Html]:
        yield element(
            "h4", text(f"明细表　{item.label}"), element("code", text(item.id)), id=item.id
        )
        yield element("p", join(self._about(item), "　"), class_="about")
        rows = (self._row(column, f"{item.id}.{column.id}") for column in item.columns)
        yield table(_HEADS, rows, kind="items")

    def _about(self, item: Table) -> Iterator[Html]:
        fixed = item.fixed_rows is not None
        yield text("固定行，一行一项。" if fixed else "可增删行。")
        labels = "、".join(item.by_id[column].label for column in item.key)
        yield text(f"行键：{labels}。")
        if item.at_least_one:
            yield text("至少一行。")
        if item.relevant is not None:
            yield join((text("适用条件："), self.formulas.write(item.relevant)))
        if item.row_relevant is not None:
            yield join((text("有此行的条件："), self.formulas.write(item.row_relevant, item.id)))
        if item.help:
            yield text(item.help)
        if item.source:
            yield text(f"来源：{item.source}")

    def _row(self, item: Field, name: str) -> tuple[Html, ...]:
        owner = name.rpartition(".")[0]
        row = owner if owner in self.pack.tables else None
        title = element("strong", text(item.label), id=name)
        return (
            join((title, element("code", text(item.id if row else name)))),
            self._kind(item),
            self._filling(item, row),
            self._help(item),
            self.readers.links(name, {form.id: form.label for form in self.pack.forms}),
        )

    def _kind(self, item: Field) -> Html:
        kind = text(_TYPES[item.type])
        if item.choices is not None:
            chosen = self.pack.choices[item.choices]
            kind = join((kind, link(f"choices-{chosen.id}", chosen.label)), "：")
        unit = element("span", text(f"（{item.unit}）"), class_="unit") if item.unit else NOTHING
        return join((kind, unit))

    def _filling(self, item: Field, row: str | None) -> Html:
        parts = [element("span", text(_duty(item)), class_="duty")]
        if item.calculate is not None:
            parts.append(self.formulas.write(item.calculate, row))
        if item.relevant is not None:
            parts.append(join((text("当 "), self.formulas.write(item.relevant, row))))
        return join(element("div", part) for part in parts)

    def _help(self, item: Field) -> Html:
        parts = [text(item.help)] if item.help else []
        parts += [text(part) for part in _limits(item)]
        if item.source:
            sure = f"（{item.confidence}）" if item.confidence else ""
            parts.append(element("span", text(f"来源：{item.source}{sure}"), class_="source"))
        return join(element("div", part) for part in parts)


def _duty(item: Field) -> str:
    if not item.is_input:
        return "计算"
    return "必填" if item.required else "选填"


def _limits(item: Field) -> Iterator[str]:
    counted = {FieldType.TEXT: " 字", FieldType.LONG_TEXT: " 字", FieldType.ATTACHMENT: " 个文件"}
    if item.hard is not None:
        yield f"范围 {_span(item.hard)}{counted.get(item.type, '')}"
    if item.plausible is not None:
        yield f"一般在 {_span(item.plausible)}，超出时写说明"
    if item.pattern is not None:
        yield f"写法 {item.pattern}"
    if item.max_size is not None:
        yield f"每个文件不超过 {item.max_size // 2**20} MB"


def _span(bounds: Bounds) -> str:
    low = bounds.low.text if bounds.low is not None else "不限"
    high = bounds.high.text if bounds.high is not None else "不限"
    return f"{low} 至 {high}"
