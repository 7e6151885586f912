"""How fast a long step goes and how long it still takes, in words. Pure."""

_ENOUGH = 1.0
"""Seconds after which a rate means something."""
_MINUTE = 60


def pace(done: int, total: int, seconds: float) -> str:
    """Say rate and time left (Chinese); ``""`` before they can be told, and at the end.

    Args:
        done: Files done so far.
        total: Files in all.
        seconds: Since the step began.

    """
    if seconds < _ENOUGH or not 0 < done < total:
        return ""
    rate = done / seconds
    speed = f"每秒 {rate:.0f} 份" if rate >= 1 else f"每份约 {1 / rate:.0f} 秒"
    return f"{speed}，还要约 {_duration(round((total - done) / rate))}"


def _duration(seconds: int) -> str:
    if seconds < _MINUTE:
        return f"{max(1, seconds)} 秒"
    minutes, rest = divmod(seconds, _MINUTE)
    return f"{minutes} 分 {rest} 秒" if minutes < 10 and rest else f"{minutes} 分"
