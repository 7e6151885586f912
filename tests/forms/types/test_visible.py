"""What nobody sees is shown, so that no text of others passes for a line of the program."""

import pytest

from forms.live.justification import lint
from forms.types.texts import TextCodec
from forms.types.visible import first_hidden, hidden_shown, one_line

UNSEEN = ["\n", "\r", "\t", "\x00", "\x1b", "\x9b", "\u200b", "\u202e", "\u2028", "\ud800"]
FILLERS = ["\u034f", "\u115f", "\u1160", "\u17b4", "\u2800", "\u3164", "\uffa0"]


@pytest.mark.parametrize("sign", [*UNSEEN, *FILLERS], ids=lambda sign: f"U+{ord(sign):04X}")
def test_every_unseen_sign_is_shown(sign: str) -> None:
    assert first_hidden(f"校{sign}名") == sign
    assert hidden_shown(f"校{sign}名") == "校□名"
    assert first_hidden(one_line(f"校{sign}名")) is None


def test_a_text_that_can_be_seen_stays() -> None:
    assert one_line("云杉　小学（东）①") == "云杉　小学（东）①"


@pytest.mark.parametrize("sign", FILLERS, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_is_drawn_as_nothing_is_no_answer(sign: str) -> None:
    for text in (sign * 30, f"甲{sign}小学"):
        parsed = TextCodec().parse(text)
        assert parsed.fault is not None
        assert f"U+{ord(sign):04X}" in parsed.fault.reason
        assert "看不见的字符" in lint(f"因为校舍改造{text}，2024 年 9 月停用。")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\x85", "\t"])
def test_an_end_of_line_is_a_blank(end: str) -> None:
    assert one_line(f"甲{end}乙") == "甲 乙"
