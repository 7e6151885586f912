"""Rate and time left of a long step, in words."""

import pytest

from ui.parts.page.pace import pace


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, 500, 10, ""),
        (5, 500, 0.5, ""),
        (500, 500, 20, ""),
        (100, 500, 10, "每秒 10 份，还要约 40 秒"),
        (100, 1000, 10, "每秒 10 份，还要约 1 分 30 秒"),
        (10, 10_000, 10, "每秒 1 份，还要约 166 分"),
        (1, 4, 30, "每份约 30 秒，还要约 1 分 30 秒"),
        (499, 500, 10, "每秒 50 份，还要约 1 秒"),
    ],
)
def test_rate_and_time_left(done: int, total: int, seconds: float, words: str) -> None:
    assert pace(done, total, seconds) == words
