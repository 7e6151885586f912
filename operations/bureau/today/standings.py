"""Where every school stands with its return, and the same by group: the bar of the morning page. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from forms.labelled_enum import LabelledEnum
from operations.bureau.today.facts import DueDate, SchoolFacts
from storage.bureau.packages import ReturnState


class DeliveryState(LabelledEnum):
    """Where a school that reports stands; each is in exactly one, in the order of the bar."""

    ACCEPTED = "accepted", "已接收"
    """Delivered and answered with a receipt."""
    WAITING = "waiting", "待回执"
    """Delivered, the receipt is owed."""
    RETURNED = "returned", "已退回"
    """Sent back and not come again."""
    MISSING = "missing", "未交"
    """Never delivered; there is time left, or no due date."""
    LATE = "late", "逾期未交"
    """Never delivered, and the due date has passed."""


_STANDINGS = {
    ReturnState.ACCEPTED: DeliveryState.ACCEPTED,
    ReturnState.DELIVERED: DeliveryState.WAITING,
    ReturnState.RETURNED: DeliveryState.RETURNED,
}


def standing_of(school: SchoolFacts, due: DueDate | None) -> DeliveryState:
    """Say where a school stands; ``due`` is ``None`` where no last day is set."""
    if school.state in _STANDINGS:
        return _STANDINGS[school.state]
    return DeliveryState.LATE if due is not None and due.has_passed else DeliveryState.MISSING


@dataclass(frozen=True, slots=True)
class SchoolGroup:
    """Schools that are counted together.

    Attributes:
        label: How they are called (Chinese).
        schools: DeliveryState → codes, in the order of the list; every standing is there.

    """

    label: str
    schools: Mapping[DeliveryState, tuple[str, ...]]

    @property
    def codes(self) -> tuple[str, ...]:
        """All of them, by standing."""
        return tuple(code for standing in DeliveryState for code in self.schools[standing])

    def count(self, standing: DeliveryState) -> int:
        """How many stand there."""
        return len(self.schools[standing])


def group_of(label: str, schools: Iterable[SchoolFacts], due: DueDate | None) -> SchoolGroup:
    """Count some schools together."""
    found: dict[DeliveryState, list[str]] = {standing: [] for standing in DeliveryState}
    for item in schools:
        found[standing_of(item, due)].append(item.school.code)
    return SchoolGroup(label, {standing: tuple(codes) for standing, codes in found.items()})


def groups_by(
    name: Callable[[SchoolFacts], str],
    schools: Sequence[SchoolFacts],
    due: DueDate | None,
    *,
    rest: str,
) -> tuple[SchoolGroup, ...]:
    """Count schools by a property of theirs, the largest group first, those without it last.

    Args:
        name: Gives the property as users read it, ``""`` where a school has none.
        schools: The schools.
        due: The last day for delivery.
        rest: What those without it are called.

    """
    found: dict[str, list[SchoolFacts]] = {}
    for item in schools:
        found.setdefault(name(item), []).append(item)
    without = found.pop("", [])
    by_size = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    named = [group_of(label, members, due) for label, members in by_size]
    return (*named, *([group_of(rest, without, due)] if without else ()))
