"""Whom to telephone first, and about what. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

from operations.bureau.today.facts import DueDate, SchoolFacts
from operations.bureau.today.standings import DeliveryState, standing_of


class Urgency(IntEnum):
    """How soon a school is called; the lower the sooner."""

    OVERDUE = 0
    """The last day has passed without a return that counts."""
    CANNOT_SIGN = 1
    """It has no certificate to sign with: a school in that place loses days, not minutes."""
    RETURNED = 2
    """Its return was sent back and has not come again."""
    MISSING = 3
    """It has not delivered yet."""


@dataclass(frozen=True, slots=True)
class PhoneCall:
    """One school to be called.

    Attributes:
        code: 学校标识码.
        name: Name of the school.
        principal: Its principal, or ``""``.
        telephone: As the roster has it, or ``""``.
        standing: Where its return stands.
        urgency: How soon.
        reason: What it is about (a Chinese clause).

    """

    code: str
    name: str
    principal: str
    telephone: str
    standing: DeliveryState
    urgency: Urgency
    reason: str

    @property
    def spoken(self) -> str:
        """Name and number as they are copied: school, principal, number, reason, set apart by tabs."""
        return f"{self.name}\t{self.principal}\t{self.telephone}\t{self.reason}"


def calls(
    schools: Iterable[SchoolFacts],
    *,
    due: DueDate | None,
    returned: Mapping[str, datetime],
    today: date,
) -> tuple[PhoneCall, ...]:
    """List the schools whose return does not count yet, the most urgent first.

    Args:
        schools: The schools that report.
        due: The last day for delivery; ``None`` where none is set.
        returned: Code → when the return was sent back last (UTC).
        today: The day at the bureau.

    """
    found = []
    for item in schools:
        if item.delivered:
            continue
        since = returned.get(item.school.code)
        days = None if since is None else (today - since.astimezone().date()).days
        found.append((_call(item, due, days), -(days or 0)))
    found.sort(key=lambda pair: (pair[0].urgency, pair[1], pair[0].code))
    return tuple(call for call, _ in found)


def _call(item: SchoolFacts, due: DueDate | None, days: int | None) -> PhoneCall:
    school, standing = item.school, standing_of(item, due)
    is_returned = standing is DeliveryState.RETURNED
    if due is not None and due.has_passed:
        urgency = Urgency.OVERDUE
    elif is_returned:
        urgency = Urgency.RETURNED
    else:
        urgency = Urgency.MISSING if item.enrolment.can_sign else Urgency.CANNOT_SIGN
    return PhoneCall(
        school.code,
        school.name,
        school.principal,
        school.contact,
        standing,
        urgency,
        _state(item, days, is_returned=is_returned),
    )


def _state(item: SchoolFacts, days: int | None, *, is_returned: bool) -> str:
    if is_returned:
        return f"退回 {days} 天，还没有重报" if days else "已退回，还没有重报"
    if item.enrolment.can_sign:
        return "还没有上报"
    return f"{item.enrolment.label}，不能签名上报"
