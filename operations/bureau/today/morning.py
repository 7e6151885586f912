"""The bureau's morning: who is missing, whom to call first, what came, what runs out, what is next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from forms.exchange import Code, ContainerKind
from operations.bureau.keys.key_care import bureau_keys_state
from operations.bureau.today.call_list import PhoneCall, calls
from operations.bureau.today.facts import BureauFacts, DueDate
from operations.bureau.today.next_step import BureauStep, bureau_step
from operations.bureau.today.standings import SchoolGroup, group_of, groups_by
from operations.clock import Clock, now
from operations.keys.key_care import KeyState
from operations.packs.bundled import bundled_pack
from storage.bureau.issued import IssuedFile
from storage.bureau.store import BureauStore

WHOLE = "全区"
NO_TYPE = "类型未填"
NO_GROUP = "不在教联体"


@dataclass(frozen=True, slots=True)
class NewsSince:
    """What has come and gone since a day, that day included.

    Attributes:
        since: The day, at the bureau.
        received: Codes of schools whose package was taken.
        refused: How many files were refused; those known already do not count.
        answered: Codes of schools that were sent a receipt.
        returned: Codes of schools that were sent a return slip.

    """

    since: date
    received: tuple[str, ...]
    refused: int
    answered: tuple[str, ...]
    returned: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing happened."""
        return not (self.received or self.refused or self.answered or self.returned)


@dataclass(frozen=True, slots=True)
class Today:
    """What the officer has to know in the morning.

    Attributes:
        day: The day at the bureau.
        due: How the last day for delivery stands; ``None`` if none is set, or all have delivered.
        whole: Every school that reports.
        types: The same by 办学类型.
        groups: The same by 教联体; empty where the roster names none.
        calls: Whom to telephone, the most urgent first.
        news: Since the last visit; ``None`` on the first.
        ends: Certificates and lists that have run out or soon will, the most urgent first.
        step: What comes next.

    """

    day: date
    due: DueDate | None
    whole: SchoolGroup
    types: tuple[SchoolGroup, ...]
    groups: tuple[SchoolGroup, ...]
    calls: tuple[PhoneCall, ...]
    news: NewsSince | None
    ends: tuple[KeyState, ...]
    step: BureauStep


def read_today(
    store: BureauStore, facts: BureauFacts, *, since: date | None, clock: Clock = now
) -> Today:
    """Work out the morning.

    Args:
        store: The bureau's store; read-only will do.
        facts: As they were read from it.
        since: The day of the visit before; ``None`` if there was none.
        clock: Gives the present, UTC.

    """
    day = clock().astimezone().date()
    due, schools = facts.due_at(day), facts.active
    issued = store.issued.all()
    types = bundled_pack().choices["school_type"].labels
    groups = groups_by(lambda item: item.school.education_group, schools, due, rest=NO_GROUP)
    ends = [item for item in bureau_keys_state(store, clock=clock) if item.stage is not None]
    return Today(
        day=day,
        due=due,
        whole=group_of(WHOLE, schools, due),
        types=groups_by(
            lambda item: types.get(item.school.type, item.school.type), schools, due, rest=NO_TYPE
        ),
        groups=() if [item.label for item in groups] == [NO_GROUP] else groups,
        calls=calls(schools, due=due, returned=_last_returned(issued), today=day),
        news=None if since is None else _news(store, issued, since),
        ends=tuple(sorted(ends, key=lambda item: item.not_after)),
        step=bureau_step(facts),
    )


def _last_returned(issued: list[IssuedFile]) -> Mapping[str, datetime]:
    return {
        item.school_code: item.created for item in issued if item.kind is ContainerKind.RETURN_SLIP
    }


def _news(store: BureauStore, issued: list[IssuedFile], since: date) -> NewsSince:
    begin = datetime.combine(since, time()).astimezone(UTC)
    sent: dict[ContainerKind, dict[str, None]] = {kind: {} for kind in ContainerKind}
    for item in issued:
        if item.created >= begin:
            sent[item.kind][item.school_code] = None
    received = {
        item.school_code: None
        for item in store.packages.all()
        if item.undone_at is None and item.received_at >= begin
    }
    refused = sum(
        not item.accepted and item.code is not Code.E_SEEN for item in store.import_log.since(begin)
    )
    return NewsSince(
        since,
        tuple(received),
        refused,
        tuple(sent[ContainerKind.RECEIPT]),
        tuple(sent[ContainerKind.RETURN_SLIP]),
    )
