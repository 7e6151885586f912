"""Every fuzzing target takes its seeds and what random damage makes of them."""

import random

import pytest

from tests.exporters.attacks.damage import damaged
from tests.fuzz.targets import TARGETS

TURNS = 200


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_and_damaged_seeds_do_not_raise(name: str) -> None:
    target, chance = TARGETS[name], random.Random(20250309)
    for seed in target.seeds():
        target.feed(seed)
        for turn in range(TURNS):
            target.feed(seed[: chance.randrange(len(seed))] if turn % 4 else damaged(seed, chance))
    seeds = target.seeds()
    assert seeds
    assert all(seeds)
    for data in (b"", b"\0", b"PK\x05\x06" + bytes(18), b"\xff\xfe", "中文".encode(), b"{" * 5000):
        target.feed(data)
