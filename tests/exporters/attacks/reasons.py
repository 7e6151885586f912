"""Why each attack of the tables is refused: many reasons share a code, and each attack has its own."""

import tomllib
from functools import cache
from pathlib import Path


def reason(table: str, attack: str) -> str:
    """Part of the sentence, or of the detail for experts, that an attack has to be answered with."""
    (why,) = (text for text, attacks in reasons()[table].items() if attack in attacks)
    return why


@cache
def reasons() -> dict[str, dict[str, list[str]]]:
    """Give every table: reason → attacks."""
    text = Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
