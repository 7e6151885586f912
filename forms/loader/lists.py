"""Choice lists, settings, and the facts of the period."""

import re
from collections.abc import Iterator
from typing import Final

from forms.loader.entry import TomlTable
from forms.loader.fields import read_id
from forms.loader.reading import PackReading
from forms.pack_errors import Flaw
from forms.spec import ChoiceList, Field, FieldType, Option, PeriodFact, Setting
from forms.types import codec

_CODE: Final = re.compile(r"[A-Za-z0-9_]+", re.ASCII)
_DAY: Final = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", re.ASCII)


def read_choices(entry: TomlTable, reading: PackReading) -> dict[str, ChoiceList]:
    """Read ``choices.toml``: list id → list, in order."""
    lists: dict[str, ChoiceList] = {}
    for name in entry.data:
        with reading.catching():
            inner = entry.needed_entry(name)
            lists[name] = ChoiceList(name, inner.text("label"), _options(inner, "options"))
            inner.finish()
    return lists


def _options(entry: TomlTable, key: str) -> tuple[Option, ...]:
    inner = entry.needed_entry(key)
    wrong = [code for code in inner.data if not _CODE.fullmatch(code)]
    if wrong:
        raise inner.refuse(Flaw.BAD_ID, f"代码 {wrong[0]} 只能用字母、数字和下划线。", wrong[0])
    return tuple(Option(code, inner.text(code)) for code in inner.data)


def read_settings(entry: TomlTable, reading: PackReading) -> Iterator[Setting]:
    """Read ``settings.toml``."""
    seen: set[str] = set()
    for item in entry.entries("setting"):
        with reading.catching():
            setting = _setting(item.at(item.text("id")))
            if setting.id in seen:
                raise item.refuse(Flaw.DUPLICATE_ID, f"{setting.id} 重复。", "id")
            seen.add(setting.id)
            yield setting
    entry.finish()


def _setting(entry: TomlTable) -> Setting:
    name = read_id(entry, "id")
    text = entry.text("type")
    if text not in set(FieldType):
        raise entry.refuse(Flaw.UNKNOWN_TYPE, f"没有 {text} 这种类型。", "type")
    kind = FieldType(text)
    options = _options(entry, "choices") if kind is FieldType.CHOICE else ()
    setting = Setting(
        id=f"setting.{name}",
        label=entry.text("label"),
        type=kind,
        default=entry.optional_text("default"),
        choices=tuple(option.code for option in options),
        choice_labels=tuple(option.label for option in options),
        help=entry.text("help", ""),
        source=entry.text("source", ""),
        confidence=entry.text("confidence", ""),
    )
    _check_default(entry, setting, options)
    entry.finish()
    return setting


def _check_default(entry: TomlTable, setting: Setting, options: tuple[Option, ...]) -> None:
    if setting.default is None:
        return
    lists = {"own": ChoiceList("own", setting.label, options)}
    parsed = codec(Field(setting.id, setting.label, setting.type, "own"), lists).parse(
        setting.default
    )
    if parsed.fault is not None or parsed.value is None:
        reason = parsed.fault.reason if parsed.fault else "默认值是空的，没有默认值时请删去这一行。"
        raise entry.refuse(Flaw.BAD_DEFAULT, reason, "default")


def read_period(entry: TomlTable, reading: PackReading) -> Iterator[PeriodFact]:
    """Read the facts of the period out of ``pack.toml``."""
    for name in entry.data:
        with reading.catching():
            inner = entry.needed_entry(name)
            day = inner.optional_text("day")
            if day is not None and not _DAY.fullmatch(day):
                raise inner.refuse(Flaw.UNKNOWN_VALUE, "日期应写成 月-日，例如 09-01。", "day")
            year = inner.data.get("year") if inner.has("year") else None
            if year is not None and type(year) is not int:
                raise inner.refuse(Flaw.WRONG_KIND, "应是整数。", "year")
            yield PeriodFact(f"period.{name}", inner.text("label"), year, day)
            inner.finish()
