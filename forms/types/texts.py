"""Text: trimmed, otherwise kept as typed; codes are brought to half width."""

from dataclasses import dataclass
from typing import Final

from forms.types.codec import BLANK, Parsed, refused, shown_without_value
from forms.types.meant import as_meant
from forms.types.visible import first_hidden
from forms.values import Maybe

_LONGEST: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCodec:
    """Text of one line or several.

    Attributes:
        is_code: A code, a telephone number and the like: NFKC makes full-width digits half width.
        is_long: Line breaks are allowed.

    """

    is_code: bool = False
    is_long: bool = False

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "文字"

    def parse(self, text: str) -> Parsed:
        """Read a text; characters nobody can see are refused, since two texts would look alike."""
        if first_hidden(text) is None and not (self.is_code and not text.isascii()):
            plain = text.strip()
            if 0 < len(plain) <= _LONGEST:
                return Parsed(plain, plain)
        plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").strip()
        if self.is_code:
            plain = as_meant(plain).strip()
        if not plain:
            return BLANK
        visible = plain.replace("\n", "") if self.is_long else plain
        if "\n" in visible:
            return refused(text, "只能填一行，请去掉换行。")
        hidden = first_hidden(visible)
        if hidden is not None:
            reason = f"含有看不见的控制字符（U+{ord(hidden):04X}），请删去后重新输入。"
            return refused(text, reason)
        if len(plain) > _LONGEST:
            return refused(text, f"文字太长，最多 {_LONGEST} 个字。")
        return Parsed(plain, plain)

    def canonical(self, value: Maybe) -> str:
        return value if isinstance(value, str) else ""

    def format(self, value: Maybe) -> str:
        return value if isinstance(value, str) else shown_without_value(value)
