"""Items are worked through in order, on one core or several, and never far ahead."""

from collections.abc import Iterator

import pytest

from operations.processes import AHEAD, MANY, in_order, workers_for


def times(factor: int, number: int) -> int:
    return factor * number


def divided(by: int, number: int) -> int:
    return number // by


def go_on() -> bool:
    return False


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    found = in_order(times, 3, range(40), workers=workers, cancelled=go_on)
    assert list(found) == [(number, 3 * number) for number in range(40)]


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_read_only_a_little_ahead(workers: int) -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            yield number

    found = in_order(times, 1, items(), workers=workers, cancelled=go_on)
    assert next(found) == (0, 0)
    assert len(read) <= workers * AHEAD
    found.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_cancelling_begins_nothing_more(workers: int) -> None:
    done: list[int] = []
    for number, _ in in_order(
        times, 1, range(1000), workers=workers, cancelled=lambda: len(done) >= 2
    ):
        done.append(number)
    assert done == list(range(len(done)))
    assert 2 <= len(done) <= 2 + workers * AHEAD


@pytest.mark.parametrize("workers", [1, 2])
def test_nothing_to_do_is_done_at_once(workers: int) -> None:
    assert list(in_order(times, 1, (), workers=workers, cancelled=go_on)) == []


def test_a_few_items_are_not_worth_a_process() -> None:
    assert workers_for(MANY - 1) == 1
    assert workers_for(MANY) >= 1


def test_what_goes_wrong_in_a_process_is_not_swallowed() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order(divided, 0, [1], workers=2, cancelled=go_on))


def test_no_more_processes_than_windows_can_wait_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 128)
    assert workers_for(1000) == 61
