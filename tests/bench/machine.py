"""How quick this machine's Python is: a fixed piece of work, so that two tables can be compared.

A budget in milliseconds says nothing about the machine that measured it; this row does. The work
never changes: what was measured with other work cannot be compared.
"""

import time
from fractions import Fraction
from functools import reduce
from operator import add

from tests.bench.measure import Row, median, milliseconds, spread

_ROUNDS = 15
_SCHOOLS = 1200
_MEASURE = 20.0
"""Milliseconds, a round number near what it takes: only two rows of two machines are compared."""


def rows() -> list[Row]:
    """One row without a budget, to read the absolute figures of a table with."""
    fixed_work()
    times = [milliseconds(fixed_work, time.process_time) for _ in range(_ROUNDS)]
    return [
        Row(
            "machine",
            "这台机器做一段固定的 Python 计算",
            f"固定的 {_MEASURE:.0f} ms，只作尺子",
            _MEASURE,
            median(times),
            None,
            note="两张表的这一行相除，就是两台机器的快慢；以毫秒计的预算照此折算",
            spread=spread(times),
        )
    ]


def fixed_work() -> str:
    """Calls, dictionaries, texts and fractions, as checking and evaluating make them.

    Returns:
        What came of it, always the same: nothing was left out.

    """
    schools = {f"{4201040000 + number}": _school(number) for number in range(_SCHOOLS)}
    shares = [
        Fraction(school["teachers"], school["pupils"])
        for school in schools.values()
        if school["pupils"]
    ]
    words = [_sentence(code, school) for code, school in schools.items()]
    total = reduce(add, (share.limit_denominator(100) for share in shares), Fraction())
    return f"{total} {sum(map(len, words))} {len({word[-6:] for word in words})}"


def _school(number: int) -> dict[str, int]:
    return {"pupils": number * 37 % 1801, "teachers": number * 11 % 127 + 1, "rooms": number % 48}


def _sentence(code: str, school: dict[str, int]) -> str:
    parts = (f"{name}={value:05d}" for name, value in sorted(school.items()))
    return f"{code.rjust(12)}：{'，'.join(parts)}。".replace("=0", "=").strip()
