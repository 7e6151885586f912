"""What may be done with last year's answer to a question."""

from enum import StrEnum


class LastYear(StrEnum):
    """What may be done with last year's answer: a state can still hold, a year's figure cannot.

    The annual statistics tell 时点数 (pupils, staff, areas, assets as of 1 September) from 时期数
    (graduates, transfers, income of a year). Only the pack knows which is which.
    """

    COMPARE = "compare"
    """It is shown beside this year's, and that is all: the answer is asked anew every year."""
    OFFER = "offer"
    """The clerk may take it over (同上年)."""
    CARRY = "carry"
    """It seldom changes: a new store begins with it, waiting to be confirmed."""
