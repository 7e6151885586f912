"""``main.py bureau …``: every step of the bureau, without a screen."""

from typing import Final

from cli.bureau import (
    compare,
    copies,
    copy,
    data,
    enrolment,
    figure,
    figures,
    intake,
    keys,
    new_store,
    officer,
    own_keys,
    patterns,
    plan,
    points,
    report,
    roster,
    tables,
    today,
    upgrade,
)
from cli.parser import Verbs, add_group

_IN_ORDER: Final = (
    *(new_store, roster, enrolment, copies, intake, keys, officer),
    *(figures, figure, report, compare, patterns, points, today),
    *(plan, data, own_keys, copy, upgrade, tables),
)
"""As the help lists their verbs."""


def add_to(groups: Verbs) -> None:
    """Add the group ``bureau``."""
    verbs = add_group(groups, "bureau", "局端：建库、名册、开户、吊销、导入、评估、出表、退回")
    for subject in _IN_ORDER:
        subject.add_to(verbs)
