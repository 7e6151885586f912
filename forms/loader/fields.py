"""Fields and columns."""

import re
from collections.abc import Mapping
from typing import Final

from forms.expr import Expression, constant
from forms.loader.bounds import read_length, read_range
from forms.loader.entry import TomlTable
from forms.loader.reading import PackReading
from forms.pack_errors import Flaw
from forms.schooling import Section
from forms.spec import Bounds, Field, FieldType

ID: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)

_TEXTS: Final = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_CHOICES: Final = frozenset({FieldType.CHOICE, FieldType.MULTI_CHOICE})
_RANGED: Final = frozenset(
    {kind for kind in FieldType if kind.is_numeric} | {FieldType.DATE, FieldType.TIME}
)
_ATTACHMENTS: Final = frozenset({FieldType.ATTACHMENT})
_BELONGS: Final[Mapping[str, frozenset[FieldType]]] = {
    "choices": _CHOICES,
    "code": _TEXTS,
    "range": _RANGED,
    "plausible": _RANGED,
    "length": _TEXTS,
    "pattern": _TEXTS,
    "files": _ATTACHMENTS,
    "max_mb": _ATTACHMENTS,
}
_MEGABYTE: Final = 1024 * 1024


def read_id(entry: TomlTable, key: str) -> str:
    """Read an id.

    Raises:
        PackError: It is not of lower-case words joined by ``_``.

    """
    identifier = entry.text(key)
    if not ID.fullmatch(identifier):
        message = f"{identifier} 不能作 id，只能用小写字母、数字和下划线，以字母开头。"
        raise entry.refuse(Flaw.BAD_ID, message, key)
    return identifier


def read_field(
    entry: TomlTable,
    reading: PackReading,
    *,
    form: str = "",
    table: str = "",
    is_district: bool = False,
    section: Section | None = None,
) -> Field:
    """Read a field of a form, or a column of a table.

    Args:
        entry: Its definition, sections of schooling already written out.
        reading: The state of the loading.
        form: Id of its form; for a field outside tables.
        table: Id of its table; for a column.
        is_district: It belongs to a form of the bureau.
        section: The section of schooling its id ends in.

    Raises:
        PackError: The definition is wrong.

    """
    own_id = read_id(entry, "id" if table else "field")
    field_id = own_id if table else f"{form}.{own_id}"
    kind = _kind(entry)
    _refuse_misplaced(entry, kind)
    calculate = reading.expression(entry, "calculate", table=table, is_district=is_district)
    field = Field(
        id=field_id,
        label=entry.text("label"),
        type=kind,
        choices=_choices(entry, kind, reading),
        unit=entry.text("unit", ""),
        required=entry.flag("required"),
        relevant=(
            reading.expression(entry, "when", table=table, is_district=is_district)
            if table or is_district
            else _relevant(entry, reading, field_id, section)
        ),
        calculate=calculate,
        is_code=entry.flag("code"),
        hard=_hard(entry, kind, reading),
        pattern=_pattern(entry),
        plausible=read_range(entry, "plausible", kind, reading),
        max_size=_max_size(entry),
        help=entry.text("help", ""),
        source=entry.text("source", ""),
        confidence=entry.text("confidence", ""),
        section=section,
        last_year=reading.last_year.of(
            f"{table}.{field_id}" if table else field_id,
            table=table,
            taken=calculate is None and kind is not FieldType.ATTACHMENT,
        ),
    )
    _check_calculated(entry, field)
    entry.finish()
    return field


def _kind(entry: TomlTable) -> FieldType:
    text = entry.text("type")
    try:
        return FieldType(text)
    except ValueError:
        known = "、".join(FieldType)
        raise entry.refuse(
            Flaw.UNKNOWN_TYPE, f"没有 {text} 这种类型。可用的类型：{known}。", "type"
        ) from None


def _refuse_misplaced(entry: TomlTable, kind: FieldType) -> None:
    for key in _BELONGS.keys() & entry.data.keys():
        kinds = _BELONGS[key]
        if kind not in kinds:
            wanted = "、".join(sorted(kinds))
            message = f"{kind.value} 类型不能有 {key}，它只用于 {wanted}。"
            raise entry.refuse(Flaw.MISPLACED_KEY, message, key)


def _choices(entry: TomlTable, kind: FieldType, reading: PackReading) -> str | None:
    if kind not in _CHOICES:
        return None
    name = entry.text("choices")
    if name not in reading.choices:
        message = f"choices.toml 里没有 {name} 这个目录。"
        raise entry.refuse(Flaw.UNKNOWN_CHOICES, message, "choices")
    return name


def _relevant(
    entry: TomlTable, reading: PackReading, field_id: str, section: Section | None
) -> Expression | None:
    """When a question concerns the school: a field of a section only if the school has it."""
    own = entry.optional_text("when")
    implied = reading.relevance.get(section) if section else None
    if implied == field_id:
        implied = None
    if implied is None:
        return reading.expression(entry, "when")
    text = implied if own is None else f"{implied} and ({own.strip()})"
    return reading.parse(entry, "when", text)


def _hard(entry: TomlTable, kind: FieldType, reading: PackReading) -> Bounds | None:
    if kind in _TEXTS:
        return read_length(entry, "length")
    files = entry.whole("files")
    if files is not None:
        return Bounds(None, constant(str(files), files))
    return read_range(entry, "range", kind, reading)


def _max_size(entry: TomlTable) -> int | None:
    megabytes = entry.whole("max_mb")
    return None if megabytes is None else megabytes * _MEGABYTE


def _pattern(entry: TomlTable) -> str | None:
    pattern = entry.optional_text("pattern")
    if pattern is None:
        return None
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        message = f"正则表达式写法不对（{error}）。"
        raise entry.refuse(Flaw.BAD_PATTERN, message, "pattern") from None
    return pattern


def _check_calculated(entry: TomlTable, field: Field) -> None:
    if field.type is FieldType.PERCENT and field.calculate is None:
        message = "percent 类型只能由计算得到，请写 calculate。"
        raise entry.refuse(Flaw.MISSING_KEY, message, "calculate")
    if field.calculate is not None and field.required:
        message = "计算项不由人填，不能写 required。"
        raise entry.refuse(Flaw.MISPLACED_KEY, message, "required")
