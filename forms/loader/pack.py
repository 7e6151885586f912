"""Loading a whole pack, and finding all mistakes in one."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from forms.confirmation import ConfirmationRule
from forms.loader.confirmation import CONFIRMATION_FILE, read_confirmation
from forms.loader.digest import digest, normal
from forms.loader.entry import TomlTable
from forms.loader.forms import read_form
from forms.loader.indicators import read_indicators
from forms.loader.kinds import KindCheck
from forms.loader.last_year import LAST_YEAR_FILE, read_last_year
from forms.loader.lists import read_choices, read_period, read_settings
from forms.loader.names import Known, check_cycles, check_uses
from forms.loader.reading import PackReading
from forms.loader.rules import read_rules
from forms.pack_errors import Flaw, PackError
from forms.record import PackRef
from forms.schooling import Section
from forms.spec import Form, Pack, Rule, Table

_MAIN: Final = "pack.toml"
_LISTS: Final = ("choices.toml", "settings.toml", "indicators.toml")
_POSITION: Final = re.compile(r"at line ([0-9]+), column ([0-9]+)")


def load_pack(texts: Mapping[str, str]) -> Pack:
    """Load a form pack.

    Args:
        texts: File name → TOML text: ``pack.toml``, ``choices.toml``, ``settings.toml``,
            ``indicators.toml``, where wanted ``confirmation.toml``, and for each form
            ``<form>.toml`` and ``<form>.rules.toml``.

    Raises:
        PackError: The first mistake; the further ones are its ``others``.

    """
    reading = PackReading()
    pack = _caught(texts, reading)
    if reading.errors or pack is None:
        first, *others = reading.errors
        first.others = tuple(others)
        raise first
    return pack


def check_pack(texts: Mapping[str, str]) -> list[PackError]:
    """Every mistake in a form pack, for its author.

    Also finds expressions that can be loaded but make no sense (:mod:`forms.loader.kinds`); a
    session does not pay for that check.
    """
    reading = PackReading()
    pack = _caught(texts, reading)
    if not reading.errors and pack is not None:
        check = KindCheck(pack)
        reading.errors.extend(fault for use in reading.uses for fault in check.faults(use))
    return reading.errors


def _caught(texts: Mapping[str, str], reading: PackReading) -> Pack | None:
    try:
        return _read(texts, reading)
    except PackError as error:
        reading.errors.append(error)
        return None


def _read(texts: Mapping[str, str], reading: PackReading) -> Pack:
    main = _file(texts, _MAIN)
    form_ids = main.texts("forms")
    _check_files(texts, form_ids)
    choices, settings_file, indicators_file = (_file(texts, name) for name in _LISTS)
    reading.choices = read_choices(choices, reading)
    reading.relevance = _by_section(main, "relevance")
    if LAST_YEAR_FILE in texts:
        reading.last_year = read_last_year(_file(texts, LAST_YEAR_FILE))
    forms = tuple(_forms(texts, form_ids, reading))
    with reading.catching():
        reading.last_year.check(_named(forms))
    settings = tuple(read_settings(settings_file, reading))
    period = tuple(read_period(main.entry("period") or TomlTable({}, _MAIN), reading))
    lower_line = main.number("lower_line")
    pack = Pack(
        ref=PackRef(main.text("id"), main.text("version"), digest(_content(texts))),
        label=main.text("label"),
        forms=forms,
        rules=tuple(_rules(texts, forms, reading)),
        indicators=tuple(read_indicators(indicators_file, lower_line, reading)),
        choices=reading.choices,
        settings=settings,
        cv_limits=_limits(main),
        period=period,
        notes=main.texts("notes"),
        sources=_sources(main),
        confirmation=_confirmation(texts),
    )
    main.finish()
    if not reading.errors:
        # Names of definitions that could not be read would all be reported as unknown.
        check_uses(reading, Known.of(forms, settings, period))
        check_cycles(forms, reading)
    return pack


def _file(texts: Mapping[str, str], name: str) -> TomlTable:
    if name not in texts:
        raise PackError(Flaw.MISSING_FILE, name, f"表册缺少文件 {name}。")
    try:
        return TomlTable(tomllib.loads(normal(texts[name]), parse_float=Decimal), name)
    except tomllib.TOMLDecodeError as error:
        position = _POSITION.search(str(error))
        where = f"第 {position[1]} 行第 {position[2]} 列" if position else "文件末尾"
        message = f"{where}附近的 TOML 写法不对，请检查引号、括号和等号（{error}）。"
        raise PackError(Flaw.SYNTAX, name, message) from None
    except RecursionError:
        raise PackError(Flaw.SYNTAX, name, "嵌套太深，无法读取。") from None


def _check_files(texts: Mapping[str, str], form_ids: tuple[str, ...]) -> None:
    known = {
        _MAIN,
        *_LISTS,
        *_BESIDE,
        *(f"{form}{end}" for form in form_ids for end in _ENDINGS),
    }
    unknown = sorted(set(texts) - known)
    if unknown:
        message = f"表册里多出文件 {unknown[0]}，请在 pack.toml 的 forms 里列出，或移走。"
        raise PackError(Flaw.UNKNOWN_FILE, unknown[0], message)
    if len(set(form_ids)) != len(form_ids):
        raise PackError(Flaw.DUPLICATE_ID, f"{_MAIN}：forms", "同一张表列了两次。")


_ENDINGS: Final = (".toml", ".rules.toml")
_BESIDE: Final = (CONFIRMATION_FILE, LAST_YEAR_FILE)
"""No figure depends on them."""


def _forms(
    texts: Mapping[str, str], form_ids: tuple[str, ...], reading: PackReading
) -> Iterator[Form]:
    for form_id in form_ids:
        with reading.catching():
            entry = _file(texts, f"{form_id}.toml")
            form = read_form(entry, reading)
            if form.id != form_id:
                raise entry.refuse(Flaw.BAD_ID, f"文件名与表的 id {form.id} 不一致。", "id")
            _check_unique(form, entry)
            yield form


def _check_unique(form: Form, entry: TomlTable) -> None:
    seen: set[str] = set()
    for section in form.sections:
        for item in section.items:
            if item.id in seen:
                name = item.id.partition(".")[2]
                raise entry.at(name).refuse(Flaw.DUPLICATE_ID, f"{item.id} 重复，请换一个 id。")
            seen.add(item.id)


def _named(forms: tuple[Form, ...]) -> Iterator[str]:
    for form in forms:
        for section in form.sections:
            for item in section.items:
                yield item.id
                if isinstance(item, Table):
                    yield from (f"{item.id}.{column.id}" for column in item.columns)


def _rules(
    texts: Mapping[str, str], forms: tuple[Form, ...], reading: PackReading
) -> Iterator[Rule]:
    for form in forms:
        with reading.catching():
            yield from read_rules(_file(texts, f"{form.id}.rules.toml"), form, reading)


def _content(texts: Mapping[str, str]) -> dict[str, str]:
    """The files the digest is made of: all that a figure may depend on."""
    return {name: text for name, text in texts.items() if name not in _BESIDE}


def _confirmation(texts: Mapping[str, str]) -> ConfirmationRule:
    if CONFIRMATION_FILE not in texts:
        return ConfirmationRule()
    return read_confirmation(_file(texts, CONFIRMATION_FILE))


def _by_section(entry: TomlTable, key: str) -> dict[Section, str]:
    inner = entry.entry(key) or TomlTable({}, entry.place)
    found = {section: inner.text(section.value) for section in Section if inner.has(section.value)}
    inner.finish()
    return found


def _sources(entry: TomlTable) -> dict[str, str]:
    inner = entry.entry("sources") or TomlTable({}, entry.place)
    return {key: inner.text(key) for key in inner.data}


def _limits(entry: TomlTable) -> dict[str, Decimal]:
    inner = entry.entry("cv_limits") or TomlTable({}, entry.place)
    found = {
        section.value: inner.number(section.value)
        for section in Section
        if inner.has(section.value)
    }
    inner.finish()
    return found
