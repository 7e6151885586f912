"""What nobody sees is shown, so that no text of others passes for a line of the program."""

import pytest

from forms.types.visible import first_hidden, hidden_shown, one_line

UNSEEN = ["\n", "\r", "\t", "\x00", "\x1b", "\x9b", "\u200b", "\u202e", "\u2028", "\ud800"]


@pytest.mark.parametrize("sign", UNSEEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_every_unseen_sign_is_shown(sign: str) -> None:
    assert first_hidden(f"校{sign}名") == sign
    assert hidden_shown(f"校{sign}名") == "校□名"
    assert first_hidden(one_line(f"校{sign}名")) is None


def test_a_text_that_can_be_seen_stays() -> None:
    assert one_line("云杉　小学（东）①") == "云杉　小学（东）①"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\t"])
def test_an_end_of_line_is_a_blank(end: str) -> None:
    assert one_line(f"甲{end}乙") == "甲 乙"
