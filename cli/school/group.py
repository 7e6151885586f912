"""``main.py school …``: every step of a school, without a screen."""

from typing import Final

from cli.parser import Verbs, add_group
from cli.school import (
    confirm,
    copies,
    enrolment,
    filling,
    identity,
    keys,
    last_year,
    moves,
    new_store,
    own_key,
    paper,
    points,
    review,
    statistics,
)

_IN_ORDER: Final = (
    *(new_store, copies, enrolment, filling, moves, last_year, statistics),
    *(confirm, review, points, own_key, keys, identity, paper),
)
"""As the help lists their verbs."""


def add_to(groups: Verbs) -> None:
    """Add the group ``school``."""
    verbs = add_group(groups, "school", "学校端：建库、开户、填报、检查、提交、签名、导出、回执")
    for subject in _IN_ORDER:
        subject.add_to(verbs)
