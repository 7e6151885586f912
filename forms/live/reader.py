"""What a text means in a field, found out once: returns are full of the same numbers and codes."""

from collections.abc import Callable, Mapping
from typing import Final

from forms.live.answer import Answer, Plain
from forms.live.quick_check import Sound
from forms.types import Parsed
from forms.values import Maybe, exact

_MOST_KNOWN: Final = 1024
_LONGEST_KNOWN: Final = 40
"""What is longer is read each time, so that what was read takes little memory."""


class TextReader:
    """Reads what is typed into the fields of one kind.

    Attributes:
        known: What was read already, by its text, ``None`` for a blank. Asked before :meth:`read`:
            a call costs more than most texts.
        said: The same by what a document says of it, of texts in their one spelling. ``1`` and ``True``
            are one key: the kind has to be compared.

    """

    __slots__ = ("_blank", "_known", "_parse", "_said", "_sound", "known", "said")

    def __init__(
        self, parse: Callable[[str], Parsed], *, blank: Maybe, sound: Sound | None
    ) -> None:
        self._parse = parse
        self._blank = blank
        self._sound = sound
        self._known: dict[str | None, Answer] = {}
        self.known: Mapping[str | None, Answer] = self._known
        self._said: dict[object, Answer] = {}
        self.said: Mapping[object, Answer] = self._said

    def read(self, raw: str | None) -> Answer:
        """Read a text as typed, in a field that concerns the school."""
        known = self._known.get(raw)
        if known is not None:
            return known
        answer = self._answer(raw)
        if raw is None or len(raw) <= _LONGEST_KNOWN:
            self._keep(raw, answer)
        return answer

    def _keep(self, raw: str | None, answer: Answer) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
            self._said.clear()
        self._known[raw] = answer
        if answer.plain is not None and answer.parsed is not None and answer.parsed.text == raw:
            self._said[answer.plain] = answer

    def _answer(self, raw: str | None) -> Answer:
        parsed = None if raw is None else self._parse(raw)
        value = self._blank if parsed is None else exact(parsed.value)
        plain = None if parsed is None else _plain(parsed)
        answer = Answer(raw, parsed, value=value, plain=plain)
        if self._sound is None or not self._sound(answer):
            return answer
        return Answer(raw, parsed, value=value, plain=plain, sound=True)


def _plain(parsed: Parsed) -> Plain:
    value = parsed.value
    if value is None or isinstance(value, tuple):
        return None
    return value if isinstance(value, (bool, int)) else parsed.text
