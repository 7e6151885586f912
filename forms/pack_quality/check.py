"""What the author of a form pack still has to do, beyond what stops it from loading.

The loader refuses what cannot work. Here stands what works and is not good enough to be published:
a definition without its source, a number without its unit, a list nobody uses, and a rule that can
never fire, or fires whatever one fills in (:mod:`forms.pack_quality.trial`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.pack_quality.sources import cited
from forms.pack_quality.trial import RuleTrial
from forms.spec import Field, FieldType, Pack, Rule

_UNITLESS = frozenset({FieldType.DECIMAL3})
"""Ratios, such as 校际差异率."""


class Lack(StrEnum):
    """Kinds of things a pack may lack, one code each."""

    NO_SOURCE = "no_source"
    UNKNOWN_SOURCE = "unknown_source"
    NO_UNIT = "no_unit"
    UNUSED = "unused"
    NEVER_FAILS = "never_fails"
    NEVER_PASSES = "never_passes"


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """One thing a pack lacks.

    Attributes:
        code: See :class:`Lack`.
        place: File, id and key, written as in a :class:`~forms.loader.PackError`.
        message: Chinese sentence for the author: what is missing and what to do.

    """

    code: Lack
    place: str
    message: str


def check_quality(pack: Pack) -> list[Shortcoming]:
    """Find what a loaded pack still lacks, in the order of its files."""
    return [
        *_source_faults(pack),
        *_unit_faults(pack),
        *_unused_lists(pack),
        *_rule_faults(pack),
    ]


def _source_faults(pack: Pack) -> Iterator[Shortcoming]:
    if not pack.sources:
        message = "缺少 [sources]，请列出各处 source 用到的来源简称和全称。"
        yield Shortcoming(Lack.NO_SOURCE, "pack.toml：sources", message)
        return
    for place, source in _sourced(pack):
        if not source.strip():
            message = "没有写来源，请写明依据；没有外部依据的也要写一个在 [sources] 里说明的简称。"
            yield Shortcoming(Lack.NO_SOURCE, place, message)
        for citation in cited(source, pack.sources):
            if not citation.key:
                message = f"来源“{citation.text}”不在 pack.toml 的 [sources] 里，请补上或改正。"
                yield Shortcoming(Lack.UNKNOWN_SOURCE, place, message)


def _sourced(pack: Pack) -> Iterator[tuple[str, str]]:
    """Where a source has to stand, with what stands there.

    A column has the source of its table, a calculated field that of what it is made from.
    """
    for field in pack.fields.values():
        if field.is_input or field.source:
            yield f"{_file(field.id)}：{field.id}：source", field.source
    for table in pack.tables.values():
        yield f"{_file(table.id)}：{table.id}：source", table.source
    for rule in {rule.id: rule for rule in pack.rules}.values():
        yield f"{rule.form}.rules.toml：{rule.id}：source", rule.source
    for indicator in pack.indicators:
        yield f"indicators.toml：{indicator.id}：source", indicator.source
    for setting in pack.settings:
        yield f"settings.toml：{setting.id}：source", setting.source


def _unit_faults(pack: Pack) -> Iterator[Shortcoming]:
    items = [(field.id, field) for field in pack.fields.values()]
    for table in pack.tables.values():
        items += [(f"{table.id}.{column.id}", column) for column in table.columns]
    for name, item in items:
        if _lacks_unit(item):
            message = f'【{item.label}】是数字，请写单位，例如 unit = "人"。'
            yield Shortcoming(Lack.NO_UNIT, f"{_file(name)}：{name}：unit", message)


def _lacks_unit(item: Field) -> bool:
    """A running number is no quantity, a ratio has no unit."""
    return item.type.is_numeric and item.type not in _UNITLESS and not item.unit and not item.is_key


def _unused_lists(pack: Pack) -> Iterator[Shortcoming]:
    items = [*pack.fields.values(), *(one for t in pack.tables.values() for one in t.columns)]
    used = {item.choices for item in items}
    for name in pack.choices:
        if name not in used:
            message = "没有指标用这个目录，请删去，或写到指标的 choices 里。"
            yield Shortcoming(Lack.UNUSED, f"choices.toml：{name}", message)


def _rule_faults(pack: Pack) -> Iterator[Shortcoming]:
    trial = RuleTrial(pack)
    for rule in pack.rules:
        found = trial.outcomes(rule)
        for flaw, answer, message in _NEVER:
            if answer not in found:
                yield Shortcoming(flaw, f"{rule.form}.rules.toml：{_name(rule)}：check", message)


_NEVER = (
    (
        Lack.NEVER_FAILS,
        False,
        "在允许填写的范围内没有找到使条件不成立的数据，这条规则不会有提示。请检查条件和硬范围。",
    ),
    (
        Lack.NEVER_PASSES,
        True,
        "在允许填写的范围内没有找到使条件成立的数据，怎么填都会有提示。请检查条件和硬范围。",
    ),
)


def _name(rule: Rule) -> str:
    return rule.id if rule.section is None else f"{rule.id}（{rule.section.label}）"


def _file(name: str) -> str:
    return f"{name.partition('.')[0]}.toml"
