"""Enums whose members carry the words users read: ``DRAFT = "draft", "填报中"``."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class LabelledEnum(StrEnum):
    """Base of an enum that users meet: each member is written as its value, which is kept, and its label.

    ``ui.palettes.Scheme`` alone is none of them: the first window loads nothing of this package.

    Attributes:
        label: What users read.

    Raises:
        TypeError: When a class is made with a member that has no label.

    """

    label: str

    # The label has a default, for mypy takes State("draft") for a call of this.
    def __new__(cls, value: str, label: str = "") -> Self:
        if not label:
            raise TypeError(f"{cls.__name__}: {value!r} has no label")
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
