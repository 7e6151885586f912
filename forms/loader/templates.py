"""One definition for several sections of schooling, written out.

``{pj}`` in an id stands for primary and junior, ``{pjs}`` for all three. In every text of such a
definition ``{s}`` becomes the section and ``{学段}`` its Chinese name.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from forms.loader.entry import TomlTable
from forms.pack_errors import Flaw
from forms.schooling import Section

_BOTH: Final = (Section.PRIMARY, Section.JUNIOR)
_MARKS: Final[Mapping[str, tuple[Section, ...]]] = {"{pj}": _BOTH, "{pjs}": tuple(Section)}
_BY_ENDING: Final[Mapping[str, Section]] = {section.value: section for section in Section}
_LEFT_OVER: Final = re.compile(r"\{(pjs?|s|学段)\}")


def ending_of(identifier: str) -> Section | None:
    """The section of schooling an id ends in."""
    return _BY_ENDING.get(identifier.rpartition("_")[2])


def versions(entry: TomlTable, key: str) -> Iterator[tuple[TomlTable, Section | None]]:
    """Every definition an entry stands for, with its section of schooling.

    Args:
        entry: The entry as written.
        key: Key of its id, which says for which sections it is.

    Raises:
        PackError: A mark for a section stands where the id does not name any.

    """
    identifier = entry.data.get(key)
    found = [mark for mark in _MARKS if isinstance(identifier, str) and mark in identifier]
    if not found:
        refuse_marks(entry, entry.data)
        yield entry, ending_of(identifier) if isinstance(identifier, str) else None
        return
    for section in _MARKS[found[0]]:
        yield for_section(entry, section, {found[0]: section.value}), section


def for_section(
    entry: TomlTable, section: Section, further: Mapping[str, str] | None = None
) -> TomlTable:
    """An entry with ``{s}``, ``{学段}`` and further marks replaced in all its texts."""
    marks = {"{s}": section.value, "{学段}": section.label, **(further or {})}
    replaced = {key: _replace(value, marks) for key, value in entry.data.items()}
    refuse_marks(entry, replaced)
    return TomlTable(replaced, entry.place)


def refuse_marks(entry: TomlTable, data: Mapping[str, object]) -> None:
    """Refuse a definition in which a mark is left over.

    Raises:
        PackError: One is.

    """
    for key, value in data.items():
        left = _LEFT_OVER.search(value) if isinstance(value, str) and "{" in value else None
        if left:
            message = f"{left[0]} 只能用在按学段展开的项里，请写明学段，或在 id 里用 {{pj}}。"
            raise entry.refuse(Flaw.BAD_TEMPLATE, message, key)


def _replace(value: object, marks: Mapping[str, str]) -> object:
    if isinstance(value, str):
        if "{" in value:
            for mark, text in marks.items():
                value = value.replace(mark, text)
        return value
    if isinstance(value, list):
        return [_replace(element, marks) for element in value]
    return value
