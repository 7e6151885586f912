"""The garbage collector is kept away for a while, and only for a while."""

import gc
from collections.abc import Iterator

import pytest

from operations.collector import paused, walk_again


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_it_is_off_inside_and_on_again_after_an_error() -> None:
    seen: list[bool] = []

    def broken() -> None:
        with paused():
            seen.append(gc.isenabled())
            raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        broken()
    assert seen == [False]
    assert gc.isenabled()


def test_one_inside_another_does_not_turn_it_on_too_early() -> None:
    with paused():
        with paused():
            pass
        assert not gc.isenabled()


def test_what_is_made_for_good_is_not_walked_over_again() -> None:
    frozen = gc.get_freeze_count()
    with paused(for_good=True):
        kept = [[number] for number in range(1000)]
    assert gc.get_freeze_count() >= frozen + len(kept)


def test_what_was_to_stay_is_walked_over_again_when_it_has_gone() -> None:
    with paused(for_good=True):
        ring: list[object] = []
        ring.append(ring)
    walk_again()
    assert gc.get_freeze_count() == 0
    del ring
    assert gc.collect() > 0
