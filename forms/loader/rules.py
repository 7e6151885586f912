"""Numbered rules of a form."""

import re
from collections.abc import Iterator
from typing import Final

from forms.expr import Expression
from forms.loader.entry import TomlTable
from forms.loader.reading import PackReading
from forms.loader.templates import for_section, refuse_marks
from forms.pack_errors import Flaw
from forms.problems import Severity
from forms.schooling import Section
from forms.spec import Form, Rule

_ID: Final = re.compile(r"R-([a-z]+)-[0-9]{3}", re.ASCII)
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


def read_rules(entry: TomlTable, form: Form, reading: PackReading) -> Iterator[Rule]:
    """Read the rules of one form, one :class:`Rule` for each section of schooling.

    Raises:
        PackError: The file is not a list of rules. Mistakes in a rule are noted and the rule left
            out.

    """
    seen: set[str] = set()
    for item in entry.entries("rule"):
        with reading.catching():
            named = item.at(item.text("id"))
            rule_id = _rule_id(named, form.id)
            if rule_id in seen:
                raise named.refuse(Flaw.DUPLICATE_ID, f"编号 {rule_id} 重复。", "id")
            seen.add(rule_id)
            yield from _versions(named, form, reading)
    entry.finish()


def _rule_id(entry: TomlTable, form: str) -> str:
    rule_id = entry.text("id")
    match = _ID.fullmatch(rule_id)
    if match is None or match[1] != form:
        message = f"编号应写成 R-{form}-001 的样子。"
        raise entry.refuse(Flaw.BAD_ID, message, "id")
    return rule_id


def _versions(entry: TomlTable, form: Form, reading: PackReading) -> Iterator[Rule]:
    names = entry.texts("sections")
    unknown = [name for name in names if name not in set(Section)]
    if unknown:
        message = f"没有 {unknown[0]} 这个学段，只有 {'、'.join(Section)}。"
        raise entry.refuse(Flaw.UNKNOWN_VALUE, message, "sections")
    if not names:
        refuse_marks(entry, entry.data)
        yield _rule(entry, None, form, reading)
    for name in names:
        section = Section(name)
        yield _rule(for_section(entry, section), section, form, reading)


def _rule(entry: TomlTable, section: Section | None, form: Form, reading: PackReading) -> Rule:
    table = entry.optional_text("table")
    is_district = form.filled_by == "bureau"
    check = reading.expression(entry, "check", table=table or "", is_district=is_district)
    if check is None:
        raise entry.refuse(Flaw.MISSING_KEY, "缺少 check，请写规则的条件。", "check")
    severity = _severity(entry)
    message = entry.text("message")
    _check_placeholders(entry, message, table or "", reading)
    if not message.strip():
        raise entry.refuse(Flaw.MISSING_KEY, "提示是空的，请写明错在哪里、怎么改。", "message")
    example = entry.text("example", "")
    if severity is Severity.QUERY and not example:
        raise entry.refuse(Flaw.MISSING_KEY, "query 要有一条够用的说明作例子。", "example")
    entry.has("sections")
    rule = Rule(
        id=entry.text("id"),
        severity=severity,
        condition=check,
        message=message,
        table=table,
        section=section,
        example=example,
        source=entry.text("source", ""),
        confidence=entry.text("confidence", ""),
        tag=entry.text("tag", ""),
    )
    entry.finish()
    return rule


def _severity(entry: TomlTable) -> Severity:
    try:
        return Severity(entry.text("severity"))
    except ValueError:
        message = f"severity 只能是 {'、'.join(Severity)}。"
        raise entry.refuse(Flaw.UNKNOWN_VALUE, message, "severity") from None


def _check_placeholders(entry: TomlTable, message: str, table: str, reading: PackReading) -> None:
    """A name in braces is replaced by its live value, so it has to be one."""
    for text in _PLACEHOLDER.findall(message):
        expression: Expression = reading.parse(entry, "message", text, table=table)
        if expression.text not in expression.names | {f"row.{c}" for c in expression.row_columns}:
            raise entry.refuse(Flaw.UNKNOWN_NAME, f"花括号里只能写一个名称：{text}。", "message")
