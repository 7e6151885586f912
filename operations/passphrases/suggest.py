"""A passphrase the program proposes: words drawn by lot, in pinyin, typed with the input method off."""

import secrets
from dataclasses import dataclass
from typing import Final

from exporters.pki.fingerprint import word_of
from operations.passphrases.syllables import pinyin_of

WORDS: Final = 6
"""Words of a proposal, each one of 256."""
BITS: Final = 8 * WORDS
"""What a proposal is worth even to somebody who knows how it is drawn: 2⁴⁸ ≈ 2.8 × 10¹⁴."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed passphrase.

    Attributes:
        passphrase: What is typed: ``hongshan-dahe-…``.
        words: The same in characters, to be remembered: ``红山 大河 …``.

    """

    passphrase: str
    words: str


def suggest_passphrase() -> Suggestion:
    """Draw a passphrase by the system's own source of chance."""
    words = [word_of(byte) for byte in secrets.token_bytes(WORDS)]
    return Suggestion("-".join("".join(pinyin_of(word)) for word in words), " ".join(words))
