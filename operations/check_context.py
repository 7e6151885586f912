"""What a check looks at beside the answers, made from texts; see :class:`forms.live.context.Context`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from forms.live.check_plan import CheckPlan
from forms.live.context import Context, Period, make_context
from forms.spec import Pack
from operations.last_return import looked_at, read_last_return

SCHOOL_CODE: Final = "setting.school_code"
"""The one setting that is the school's own: which school it is."""

SCHOOL_TYPE: Final = "school_type"
"""Beside the settings of an opening file: code of 办学类型 on the bureau's roster (decision 0043).

No check reads it; a store that is made from the file begins with it.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What the bureau has told a school, and so what the school's checks look at.

    Attributes:
        due: Due date (ISO), ``""`` for none.
        settings: ``setting.name`` → text.
        last: Address → text of the last accepted return.
        stat: Field id → text from the statistics return.

    """

    due: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    stat: Mapping[str, str] = field(default_factory=dict)


def school_context(plan: CheckPlan, told: Told, *, school: str, year: int) -> Context:
    """Make the context of a school's return.

    Args:
        plan: The forms the school fills; what they do not know of ``told`` is left out.
        told: What the bureau told the school.
        school: 学校标识码.
        year: The year reported.

    """
    return make_context(
        plan.pack,
        period=_period(year, told.due),
        settings={**told.settings, SCHOOL_CODE: school},
        last=read_last_return(plan, looked_at(plan, told.last)),
        stat=told.stat,
    )


def bureau_context(pack: Pack, settings: Mapping[str, str], *, due: str, year: int) -> Context:
    """Make the context of the bureau's own form and of the evaluation, still without schools.

    Args:
        pack: The pack of the bureau.
        settings: ``setting.name`` → text, as the bureau chose.
        due: Due date (ISO), ``""`` for none.
        year: The year reported.

    """
    return make_context(pack, period=_period(year, due), settings=settings)


def _period(year: int, due: str) -> Period:
    return Period.of(year, date.fromisoformat(due) if due else None)
