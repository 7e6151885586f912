"""A choice in a cell: by code, official word or everyday word; a remark in brackets is passed over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forms.quoting import shortened
from forms.spec import ChoiceList
from forms.types.choices import ChoiceCodec
from forms.types.meant import as_meant, without_unseen
from forms.types.spoken import SEVERAL, SPOKEN

_REMARK: Final = re.compile(r"(?P<word>.+?)\s*[(\[【](?P<remark>[^()\[\]【】]*)[)\]】]")


@dataclass(frozen=True, slots=True)
class Word:
    """What a cell of a choice means.

    Attributes:
        code: The code, or ``None`` if nobody can say.
        note: What was passed over (Chinese sentence), or ``""``.

    """

    code: str | None
    note: str = ""


class Words:
    """The words of one choice list.

    Args:
        choices: The list.
        label: What the column is called.
        others: Codes and names that are known besides, name → code.

    """

    def __init__(
        self, choices: ChoiceList, label: str, *, others: Mapping[str, str] | None = None
    ) -> None:
        self._codec = ChoiceCodec(choices.options, SPOKEN.get(choices.id, {}))
        self._several = SEVERAL.get(choices.id, {})
        self._label = label
        self._others = dict(others or {})
        self._others |= {code: code for code in self._others.values()}

    @property
    def allowed(self) -> str:
        """The official words, for a refusal."""
        return "、".join(option.label for option in self._codec.options)

    def read(self, text: str) -> Word:
        """Read a cell that is not blank."""
        code = self._code(text)
        if code is not None:
            return Word(code)
        match = _REMARK.fullmatch(without_unseen(as_meant(text)).strip())
        if match is None:
            return Word(None)
        code = self._code(match["word"])
        if code is None or self._code(match["remark"]) not in {None, code}:
            return Word(None)
        return Word(code, f"{self._label}“{text.strip()}”按“{match['word']}”读取。")

    def refusal(self, text: str) -> str:
        """Say which words are allowed in place of this one, and which it may mean."""
        meant = self._several.get(_packed(text), ())
        names = "、".join(self._codec.labels[code] for code in meant if code in self._codec.labels)
        which = f"它可能是{names}，请写明是哪一种。" if names else ""
        return (
            f"“{shortened(text.strip(), 20)}”不是{self._label}的代码或名称。{which}"
            f"可以填：{self.allowed}，或它们的代码。"
        )

    def _code(self, text: str) -> str | None:
        value = self._codec.parse(text).value
        if isinstance(value, str):
            return value
        return self._others.get(_packed(text))


def _packed(text: str) -> str:
    return "".join(without_unseen(as_meant(text)).split())
