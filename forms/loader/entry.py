"""Reading one table of TOML: each key by its kind, and none left over.

An :class:`TomlTable` remembers which keys were asked for, so that a key nobody knows is reported with
the one that was probably meant.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, TypeVar

from forms.expr.closest import closest
from forms.pack_errors import Flaw, PackError

T = TypeVar("T")

_KINDS: Final[Mapping[type, str]] = {
    str: "引号里的文字",
    bool: "true 或 false",
    int: "整数",
    list: "方括号里的列表",
    dict: "一组键和值",
}


class TomlTable:
    """One TOML table with the place it stands at."""

    def __init__(self, data: Mapping[str, object], place: str) -> None:
        self.data = data
        self.place = place
        self._asked: set[str] = set()

    def refuse(self, code: Flaw, message: str, key: str = "") -> PackError:
        """Make the error for this entry, or for one key of it."""
        return PackError(code, f"{self.place}：{key}" if key else self.place, message)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A text; required unless there is a default."""
        self._asked.add(key)
        value = self.data.get(key, default)
        if isinstance(value, str):
            return value
        if value is None:
            raise self._missing(key)
        raise self._of_another_kind(key, str)

    def optional_text(self, key: str) -> str | None:
        """A text, or ``None`` if the key is not there."""
        self._asked.add(key)
        value = self.data.get(key)
        if value is None or type(value) is str:
            return value
        raise self._of_another_kind(key, str)

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._value(key, bool)
        return default if value is None else value

    def whole(self, key: str) -> int | None:
        """A whole number that is not negative."""
        value = self._value(key, int)
        if value is not None and value < 0:
            raise self.refuse(Flaw.WRONG_KIND, "不能是负数。", key)
        return value

    def number(self, key: str) -> Decimal:
        """An exact number; required."""
        self._asked.add(key)
        value = self.data.get(key)
        if value is None:
            raise self._missing(key)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            raise self.refuse(Flaw.WRONG_KIND, "应是数字，例如 4.2。", key)
        return Decimal(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty if the key is not there."""
        values = self._value(key, list) or []
        if not all(isinstance(value, str) for value in values):
            raise self.refuse(Flaw.WRONG_KIND, "列表里应都是引号里的文字。", key)
        return tuple(values)

    def entry(self, key: str) -> "TomlTable | None":
        """A table within, or ``None`` if the key is not there."""
        value = self._value(key, dict)
        return None if value is None else TomlTable(value, f"{self.place}：{key}")

    def needed_entry(self, key: str) -> "TomlTable":
        """A table within; required."""
        value = self.entry(key)
        if value is None:
            raise self._missing(key)
        return value

    def entries(self, key: str) -> "tuple[TomlTable, ...]":
        """A list of tables within; they know their own place only after :meth:`at`."""
        values = self._value(key, list) or []
        if not all(isinstance(value, dict) for value in values):
            raise self.refuse(Flaw.WRONG_KIND, "列表里应都是一组组键和值。", key)
        return tuple(TomlTable(value, self.place) for value in values)

    def at(self, name: str) -> "TomlTable":
        """The same entry with its name in the place."""
        return TomlTable(self.data, f"{self.place}：{name}")

    def finish(self) -> None:
        """Refuse keys nobody asked for.

        Raises:
            PackError: There is one.

        """
        for key in self.data:
            if key not in self._asked:
                close = closest(key, self._asked)
                known = "、".join(sorted(self._asked))
                advice = f"是不是 {close}？" if close else f"可用的键：{known}。"
                raise self.refuse(Flaw.UNKNOWN_KEY, f"没有 {key} 这个键。{advice}", key)

    def _value(self, key: str, kind: type[T]) -> T | None:
        self._asked.add(key)
        value = self.data.get(key)
        if value is None or type(value) is kind:
            return value
        raise self._of_another_kind(key, kind)

    def _of_another_kind(self, key: str, kind: type) -> PackError:
        return self.refuse(Flaw.WRONG_KIND, f"应是{_KINDS[kind]}。", key)

    def _missing(self, key: str) -> PackError:
        return self.refuse(Flaw.MISSING_KEY, f"缺少 {key}，请补上。", key)
