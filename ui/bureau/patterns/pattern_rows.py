"""Patterns and their schools as rows of tables. Pure."""

from typing import Final

from forms.patterns import Pattern, PatternKind, PatternPlace
from operations.pinyin import initials
from ui.models.records import CellLook, Column, Record

PATTERN_COLUMNS: Final = (
    Column("kind", "种类", 9.5),
    Column("title", "内容", 15, stretch=True),
    Column("schools", "学校", 4, right=True),
    Column("sentence", "看到了什么", 24, stretch=True, yields=1),
)
PLACE_COLUMNS: Final = (
    Column("name", "学校", 12),
    Column("said", "看到了什么", 30, stretch=True),
)
FILTERS: Final = (("", "全部"), *((kind.value, kind.label) for kind in PatternKind))
_ICONS: Final = {
    PatternKind.RULE: "list-checks",
    PatternKind.TEXT: "message-square-text",
    PatternKind.FAR: "gauge",
    PatternKind.CHANGE: "git-compare",
    PatternKind.COPY: "copy",
}


def pattern_record(pattern: Pattern) -> Record:
    """A pattern, found by its id."""
    kind = pattern.kind
    return Record(
        pattern.id,
        (
            CellLook(kind.label, icon=_ICONS[kind]),
            CellLook(pattern.title),
            CellLook(str(len(pattern.places)), order=len(pattern.places)),
            CellLook(pattern.sentence, muted=True),
        ),
        search=" ".join(
            (
                pattern.title,
                pattern.subject,
                *(f"{one.name} {initials(one.name)} {one.school}" for one in pattern.places),
            )
        ),
        tags=frozenset({kind.value}),
    )


def place_record(place: PatternPlace) -> Record:
    """A school of a pattern, found by its code."""
    return Record(place.school, (CellLook(place.name), CellLook(place.said)))
