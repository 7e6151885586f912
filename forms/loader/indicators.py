"""Indicators and checks."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from forms.expr import Expression, constant
from forms.indicator import Indicator, Method, Standard
from forms.loader.entry import TomlTable
from forms.loader.reading import PackReading
from forms.loader.templates import versions
from forms.pack_errors import Flaw
from forms.schooling import Section

_SCOPES: Final = ("school", "district")


def read_indicators(
    entry: TomlTable, lower_line: Decimal, reading: PackReading
) -> Iterator[Indicator]:
    """Read ``indicators.toml``.

    Args:
        entry: The file.
        lower_line: Share of the standard that counts as 达到 85%.
        reading: The state of the loading.

    """
    templates = entry.entry("templates") or TomlTable({}, entry.place)
    seen: dict[str, Indicator] = {}
    for item in entry.entries("indicator"):
        with reading.catching():
            named = item.at(item.text("id"))
            for version, section in versions(named, "id"):
                filled = _filled(version, templates, section)
                indicator = _indicator(filled, section, lower_line, reading)
                if indicator.id in seen:
                    raise named.refuse(Flaw.DUPLICATE_ID, f"{indicator.id} 重复。", "id")
                seen[indicator.id] = indicator
                yield indicator
    with reading.catching():
        _check_operands(entry, seen)
        entry.finish()


def _filled(entry: TomlTable, templates: TomlTable, section: Section | None) -> TomlTable:
    marks = {f"{{{name}}}": _template(templates, name, section) for name in templates.data}
    data = dict(entry.data)
    for key in ("value", "shown"):
        text = data.get(key)
        if isinstance(text, str):
            for mark, replacement in marks.items():
                text = text.replace(mark, replacement)
            data[key] = text
    return TomlTable(data, entry.place)


def _template(templates: TomlTable, name: str, section: Section | None) -> str:
    if isinstance(templates.data[name], str):
        text = templates.text(name)
    else:
        by_section = templates.entry(name)
        if by_section is None or section is None:
            return ""
        text = by_section.text(section.value, "")
    return text.strip() if section is None else text.strip().replace("{s}", section.value)


def _indicator(
    entry: TomlTable, section: Section | None, lower_line: Decimal, reading: PackReading
) -> Indicator:
    scope = entry.text("scope", "school")
    if scope not in _SCOPES:
        raise entry.refuse(Flaw.UNKNOWN_VALUE, "scope 只能是 school 或 district。", "scope")
    method = entry.text("method", Method.EXPRESSION)
    if method not in set(Method):
        message = f"method 只能是 {'、'.join(Method)}。"
        raise entry.refuse(Flaw.UNKNOWN_VALUE, message, "method")
    is_district = scope == "district"
    indicator = Indicator(
        id=entry.text("id"),
        label=entry.text("label"),
        expression=_value(entry, Method(method), reading, is_district=is_district),
        unit=entry.text("unit", ""),
        decimals=entry.whole("decimals"),
        section=section,
        standard=_standard(entry, section, lower_line),
        scope=scope,
        source=entry.text("source", ""),
        method=Method(method),
        operands=entry.texts("of"),
        shown=reading.expression(entry, "shown", is_district=is_district),
        judged=entry.flag("judged", default=True),
        wanted=entry.flag("wanted", default=True),
    )
    entry.finish()
    return indicator


def _value(
    entry: TomlTable, method: Method, reading: PackReading, *, is_district: bool
) -> Expression:
    value = reading.expression(entry, "value", is_district=is_district)
    if (value is None) == (method is Method.EXPRESSION):
        raise entry.refuse(Flaw.MISSING_KEY, "value 与 method 应写且只写一个。", "value")
    return value or constant("", None)


def _standard(entry: TomlTable, section: Section | None, lower_line: Decimal) -> Standard | None:
    lines = entry.entry("standard")
    if lines is None:
        return None
    if section is None:
        message = "达标线按学段写，id 里应有 {pj}。"
        raise entry.refuse(Flaw.MISPLACED_KEY, message, "standard")
    reached = lines.number(section.value)
    for other in Section:
        lines.has(other.value)
    lines.finish()
    # Written plainly: normalize() alone would make 1700 into 1.7E+3.
    return Standard(reached, Decimal(f"{(reached * lower_line).normalize():f}"))


def _check_operands(entry: TomlTable, indicators: Mapping[str, Indicator]) -> None:
    for indicator in indicators.values():
        unknown = [name for name in indicator.operands if name not in indicators]
        if unknown:
            named = entry.at(indicator.id)
            raise named.refuse(Flaw.UNKNOWN_NAME, f"没有 {unknown[0]} 这个指标。", "of")
        if (indicator.method is Method.EXPRESSION) is bool(indicator.operands):
            named = entry.at(indicator.id)
            raise named.refuse(Flaw.MISSING_KEY, "有 method 的指标要在 of 里列出所用的指标。", "of")
