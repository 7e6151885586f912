"""The small district of the use-cases, for the proof too."""

from tests.operations.conftest import cheap, demo

__all__ = ["cheap", "demo"]
