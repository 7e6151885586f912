"""Passphrase files are tested here as they are shipped, whatever other folders made of their cost."""

import pytest

from exporters import age_passphrase

# Read when the tests are collected, before any fixture of another folder makes key files cheap.
SHIPPED = age_passphrase.WORK


@pytest.fixture(autouse=True)
def cost_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The work factor of the program."""
    monkeypatch.setattr(age_passphrase, "WORK", SHIPPED)
