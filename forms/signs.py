"""The sign for a place where there is nothing to say, the same on every screen and in every report.

The official tables have a sign of their own, which is theirs: :data:`forms.official.cells.DASH`.
"""

from typing import Final

NOTHING: Final = "—"
"""Does not apply or was not there; a figure that is wanted and lacks is said to be missing instead."""

BLANK: Final = "（空）"
"""Stands where before and after are told and one of them is nothing."""
