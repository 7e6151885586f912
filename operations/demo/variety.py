"""What makes two schools of one type and size differ: small steps drawn from a school's code.

They are too small to move a verdict of the demonstration.
"""

import hashlib
from collections.abc import Callable
from decimal import Decimal
from functools import partial

from operations.demo.scaling import Document, Rows

Draw = Callable[[str, int], int]
"""A place in the return and how many answers there are → one of them, from 0."""


def vary(document: Document, code: str) -> None:
    """Let the tables of a school say what those of its neighbours do not.

    Args:
        document: The filling document, changed in place.
        code: 学校标识码; the same school is always varied alike.

    """
    draw = partial(_drawn, code)
    _classes(Rows(document, "pupils.classes"), draw)
    _raise_alike(document, "pupils.mobility", ("transferred_in", "transferred_out"), draw)
    _raise_alike(document, "funding.satisfaction", ("issued", "valid", "satisfied"), draw)
    _rooms(Rows(document, "facilities.special_rooms"), draw)
    _days(document, draw)


def _drawn(code: str, place: str, count: int) -> int:
    return hashlib.sha256(f"{code} {place}".encode()).digest()[0] % count


def _classes(rows: Rows, draw: Draw) -> None:
    """A girl more or less in a class."""
    enrolled = [int(str(cell)) for cell in rows.column("enrolled")]
    girls = [int(str(cell)) for cell in rows.column("girls")]
    moved = [count + draw(f"girls {place}", 3) - 1 for place, count in enumerate(girls)]
    rows.put("girls", [max(0, min(pair)) for pair in zip(moved, enrolled, strict=True)])


def _raise_alike(document: Document, table: str, columns: tuple[str, ...], draw: Draw) -> None:
    """Some more of each of these, so that no difference and no share becomes worse."""
    rows = Rows(document, table)
    more = [draw(f"{table} {place}", 5) for place in range(len(rows.rows))]
    for name in columns:
        counts = (int(str(cell)) for cell in rows.column(name))
        rows.put(name, [count + one for count, one in zip(counts, more, strict=True)])


def _rooms(rows: Rows, draw: Draw) -> None:
    """Rooms some square metres larger."""
    areas = [Decimal(str(cell)) for cell in rows.column("area")]
    rows.put(
        "area",
        [
            str(area + draw(f"room {place}", 7) if area else area)
            for place, area in enumerate(areas)
        ],
    )


def _days(document: Document, draw: Draw) -> None:
    """Lessons of the school's own in place of local ones; sleep, homework, drills, afternoons."""
    lessons = Rows(document, "burden.lessons")
    halves = [Decimal(draw(f"lessons {place}", 3) - 1) / 2 for place in range(len(lessons.rows))]
    for name, sign in (("local", 1), ("school_based", -1)):
        hours = (Decimal(str(cell)) for cell in lessons.column(name))
        lessons.put(
            name, [str(hour + sign * half) for hour, half in zip(hours, halves, strict=True)]
        )
    for table, column, step in _STEPS:
        rows = Rows(document, table)
        if column in rows.columns:
            numbers = (int(str(cell)) for cell in rows.column(column))
            moved = (number + step * draw(f"{table} {n}", 6) for n, number in enumerate(numbers))
            rows.put(column, [max(0, number) for number in moved])


_STEPS = (
    ("burden.timetable", "sleep_minutes", 5),
    ("burden.homework", "minutes", -2),
    ("burden.after_school", "pupils_primary", -1),
    ("burden.after_school", "pupils_junior", -1),
    ("burden.service_courses", "pupils", 1),
    ("safety.drills", "minutes", 1),
)
"""Table, column, and what one step of it is; the last of six is five steps away."""
