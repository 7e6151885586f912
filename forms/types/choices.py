"""Choices, several choices, and yes or no: code or label is read, the code is stored."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from forms.spec import Option
from forms.types.codec import BLANK, Parsed, refused, shown_without_value
from forms.types.meant import as_meant, without_unseen
from forms.values import Maybe

_MOST_NAMED: Final = 12
_SEPARATORS: Final = "、,;/|，；\\s"
_JOINTS: Final = ("", "=", "-", "—", ".", "、", ":")
"""What people write between a code and its label."""
_YES: Final = frozenset({"是", "yes", "y", "true", "t", "√", "✓", "✔", "对"})
_CANONICAL: Final = {"yes": Parsed(value=True, text="yes"), "no": Parsed(value=False, text="no")}
_NO: Final = frozenset({"否", "no", "n", "false", "f", "×", "✗", "✘", "✕", "x", "不是"})


def _folded(text: str) -> str:
    return "".join(without_unseen(as_meant(text)).casefold().split())


def _spellings(
    options: tuple[Option, ...], spoken: Mapping[str, tuple[str, ...]]
) -> Mapping[str, str]:
    """Every accepted spelling → code: code, label, both together, everyday words; codes win."""
    spellings: dict[str, str] = {}
    for option in options:
        for joint in _JOINTS:
            spellings.setdefault(_folded(f"{option.code}{joint}{option.label}"), option.code)
        spellings.setdefault(_folded(option.label), option.code)
    for option in options:
        for word in spoken.get(option.code, ()):
            spellings.setdefault(_folded(word), option.code)
    spellings.update({_folded(option.code): option.code for option in options})
    return spellings


@dataclass(frozen=True)
class ChoiceCodec:
    """One code of a list.

    Attributes:
        options: The list.
        spoken: Code → everyday words that mean it.

    """

    options: tuple[Option, ...]
    spoken: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "目录中的一个选项"

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """Accepted spelling → code."""
        return _spellings(self.options, self.spoken)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Code → label."""
        return {option.code: option.label for option in self.options}

    @cached_property
    def _meant(self) -> Mapping[str, Parsed]:
        return {option.code: Parsed(option.code, option.code) for option in self.options}

    def parse(self, text: str) -> Parsed:
        """Read a code or a label."""
        known = self._meant.get(text)
        if known is not None:
            return known
        folded = _folded(text)
        if not folded:
            return BLANK
        code = self.spellings.get(folded)
        if code is None:
            return refused(text, self._allowed, "F5")
        return Parsed(code, code)

    @property
    def _allowed(self) -> str:
        if len(self.options) > _MOST_NAMED:
            return "请从目录里选择，或填选项的代码、名称。"
        named = "、".join(option.label for option in self.options)
        return f"请从目录里选择，或填选项的代码、名称：{named}。"

    def canonical(self, value: Maybe) -> str:
        return value if isinstance(value, str) else ""

    def format(self, value: Maybe) -> str:
        if not isinstance(value, str):
            return shown_without_value(value)
        return self.labels.get(value, value)


@dataclass(frozen=True)
class MultiChoiceCodec:
    """Several codes of a list, stored in the order of the list."""

    options: tuple[Option, ...]

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "目录中的选项"

    @cached_property
    def single(self) -> ChoiceCodec:
        """The codec of one of the choices."""
        return ChoiceCodec(self.options)

    @cached_property
    def _token(self) -> re.Pattern[str]:
        # The longest spelling first: a label may itself contain a separator.
        spellings = sorted(self.single.spellings, key=len, reverse=True)
        known = "|".join(r"\s*".join(map(re.escape, spelling)) for spelling in spellings)
        gap = f"[{_SEPARATORS}]"
        return re.compile(rf"{gap}*(?:(?P<known>{known})(?={gap}|$)|(?P<other>[^{_SEPARATORS}]+))")

    def parse(self, text: str) -> Parsed:
        """Read codes or labels separated by 、 comma, semicolon or blanks."""
        codes = tuple(text.split(","))
        if self._in_order(codes) == codes:
            return Parsed(codes, text)
        normal = as_meant(text).casefold()
        chosen: set[str] = set()
        for match in self._token.finditer(normal):
            if match["known"] is None:
                return refused(text, f"“{match['other']}”不在目录内，请重新选择。", "F5")
            chosen.add(self.single.spellings["".join(match["known"].split())])
        if not chosen:
            return BLANK if not text.strip() else refused(text, "请从目录里选择。", "F5")
        codes = self._in_order(chosen)
        return Parsed(codes, ",".join(codes))

    def _in_order(self, chosen: Collection[str]) -> tuple[str, ...]:
        return tuple(option.code for option in self.options if option.code in chosen)

    def canonical(self, value: Maybe) -> str:
        """Codes joined by commas."""
        return ",".join(_codes(value))

    def format(self, value: Maybe) -> str:
        """Labels joined by 、."""
        if not isinstance(value, tuple):
            return shown_without_value(value)
        return "、".join(self.single.labels.get(code, code) for code in _codes(value))


def _codes(value: Maybe) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(code for code in value if isinstance(code, str))


@dataclass(frozen=True, slots=True)
class YesNoCodec:
    """是 or 否, no default."""

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "“是”或“否”"

    def parse(self, text: str) -> Parsed:
        """Read 是, 否, and what people type or paste instead."""
        if text in _CANONICAL:
            return _CANONICAL[text]
        folded = _folded(text)
        if not folded:
            return BLANK
        if folded in _YES:
            return Parsed(value=True, text="yes")
        if folded in _NO:
            return Parsed(value=False, text="no")
        return refused(text, "请填“是”或“否”。")

    def canonical(self, value: Maybe) -> str:
        """``yes`` or ``no``."""
        return {True: "yes", False: "no"}[value] if isinstance(value, bool) else ""

    def format(self, value: Maybe) -> str:
        """是 or 否."""
        if not isinstance(value, bool):
            return shown_without_value(value)
        return "是" if value else "否"
