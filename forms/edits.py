"""Edits: the only way a return changes, each with its inverse.

What they do says :mod:`forms.effects`. The store journals an edit together with its inverse, so that undo
is the same operation run on older data, and survives a restart.
"""

from dataclasses import dataclass

from forms.record import Row


@dataclass(frozen=True, slots=True)
class SetAnswer:
    """Put raw text into a field; ``None`` clears it."""

    field: str
    text: str | None


@dataclass(frozen=True, slots=True)
class SetCell:
    """Put raw text into a cell; ``None`` clears it. The row is made if it is a fixed row not yet there."""

    table: str
    row: str
    column: str
    text: str | None


@dataclass(frozen=True, slots=True)
class InsertRow:
    """Insert a row before the one now at ``position`` (``len(rows)`` appends)."""

    table: str
    position: int
    row: Row


@dataclass(frozen=True, slots=True)
class DeleteRow:
    """Delete a row."""

    table: str
    row: str


@dataclass(frozen=True, slots=True)
class MarkEmpty:
    """Tick or untick 本表无数据."""

    table: str
    empty: bool


@dataclass(frozen=True, slots=True)
class Justify:
    """Write a 说明 under a problem key; ``None`` removes it."""

    key: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Await:
    """Let a field or row brought over from last year wait to be confirmed, or confirm it."""

    address: str
    waiting: bool


Edit = SetAnswer | SetCell | InsertRow | DeleteRow | MarkEmpty | Justify | Await


class EditError(ValueError):
    """An edit names something the return does not have."""
