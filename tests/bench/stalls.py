"""The longest time the event loop is kept waiting while the largest page opens and a table scrolls."""

from tests.bench.measure import Row


def rows() -> list[Row]:
    """Not there yet."""
    return []
