"""Nobody waits for a key file in the proof either."""

from tests.operations.conftest import cheap

__all__ = ["cheap"]
