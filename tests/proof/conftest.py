"""The small district of the use-cases, for the proof too."""

from tests.operations.conftest import cheap_passphrases, demo

__all__ = ["cheap_passphrases", "demo"]
