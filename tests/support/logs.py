"""A warning in the log that nobody expects fails the test."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

# Loggers of libraries whose warnings say nothing about us, each with its reason.
IGNORED: dict[str, str] = {
    "asyncio": "warns of slow callbacks on a busy machine",
}


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.split(".")[0] not in IGNORED:
            self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@contextmanager
def collected_warnings() -> Iterator[list[str]]:
    """Collect what is logged at WARNING or above."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield collector.lines
    finally:
        root.removeHandler(collector)
