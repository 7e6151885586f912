"""Choosing an option of a list by typing: its code, its words, their pinyin initials, its place.

Codes begin with one another (``1`` and ``10``, ``210`` and ``211``), so nothing is chosen for good
while a longer code can still follow, and never an option whose code is not typed whole.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from forms.spec import Option
from forms.types.meant import as_meant


@dataclass(frozen=True, slots=True)
class Choice:
    """What a text typed so far means.

    Attributes:
        meant: The option meant as it stands, if one is.
        is_final: Its code is typed whole and begins no longer one.
        possible: Options that can still be meant, in the order of the list.

    """

    meant: Option | None
    is_final: bool
    possible: tuple[Option, ...]


NOTHING = Choice(None, is_final=False, possible=())


@dataclass(frozen=True)
class Chooser:
    """Finds options of one list.

    Attributes:
        options: The list.
        initials: Gives the pinyin initials of a label.

    """

    options: tuple[Option, ...]
    initials: Callable[[str], str]

    def typed(self, text: str) -> Choice:
        """Say what a text means, typed from its beginning."""
        text = _folded(text)
        if not text:
            return NOTHING
        ways: tuple[Callable[[str], Choice], ...] = (self._code, self._word, self._letters)
        found = [way(text) for way in ways]
        for choice in found:
            if choice.meant is not None:
                return self._closed(choice, text, found)
        for choice in found:
            if choice.possible:
                return choice
        return self._place(text)

    def _closed(self, choice: Choice, text: str, found: list[Choice]) -> Choice:
        """A choice is for good only with its code typed whole and nothing that goes on from it."""
        code = choice.meant.code.casefold() if choice.meant else ""
        others = any(set(other.possible) - {choice.meant} for other in found)
        return Choice(choice.meant, text == code and not others, choice.possible)

    def _code(self, text: str) -> Choice:
        return _among(
            text,
            ((option, option.code.casefold()) for option in self.options),
            whole_only=True,
        )

    def _word(self, text: str) -> Choice:
        labels = [(option, _folded(option.label)) for option in self.options]
        begun = _among(text, labels, whole_only=False)
        if begun.possible or text.isascii():
            return begun
        inside = tuple(option for option, label in labels if text in label)
        return Choice(inside[0] if len(inside) == 1 else None, is_final=False, possible=inside)

    def _letters(self, text: str) -> Choice:
        return _among(text, self._initials, whole_only=False) if text.isalnum() else NOTHING

    @cached_property
    def _initials(self) -> tuple[tuple[Option, str], ...]:
        return tuple((option, self.initials(option.label)) for option in self.options)

    def _place(self, text: str) -> Choice:
        """A place counts only in a list without codes in digits; it is asked last."""
        digit = len(text) == 1 and text in "123456789"
        if self._has_digits or not digit or int(text) > len(self.options):
            return NOTHING
        option = self.options[int(text) - 1]
        return Choice(option, is_final=True, possible=(option,))

    @cached_property
    def _has_digits(self) -> bool:
        return any(option.code.isdecimal() for option in self.options)

    def mark_of(self, option: Option) -> str:
        """The short text that chooses an option, shown in front of it: its code or its place."""
        if option.code.isdecimal():
            return option.code
        place = str(self.options.index(option) + 1)
        return place if self.typed(place).meant is option else ""


def _folded(text: str) -> str:
    return "".join(as_meant(text).casefold().split())


def _among(text: str, spellings: Iterable[tuple[Option, str]], *, whole_only: bool) -> Choice:
    """Options one of whose spellings begins with the text; meant is the one that equals it.

    Args:
        text: What was typed.
        spellings: Each option with a spelling.
        whole_only: An option is not meant by a part of its spelling, even if it is the only one.

    """
    begun = [(option, spelling) for option, spelling in spellings if spelling.startswith(text)]
    possible = tuple(option for option, _ in begun)
    equal = [option for option, spelling in begun if spelling == text]
    meant = equal[0] if len(equal) == 1 else None
    if meant is None and not equal and len(begun) == 1 and not whole_only:
        meant = begun[0][0]
    return Choice(meant, is_final=False, possible=possible)
