"""统计人员, 审核人 and 单位负责人 confirm a return before it is signed (decision 0041)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.confirmation import (
    Confirmation,
    ConfirmationRule,
    Signatory,
    missing,
    people_fault,
    shared_note,
)
from forms.document import to_document
from forms.document.confirmed import confirmed_digest, name_fault
from forms.live.sheet import Sheet
from forms.workflow import Actor, Role, check_confirming
from operations.clock import Clock, now
from operations.errors import Misused, NotReady, Refused
from operations.school.check import open_problems
from operations.school.keys.enrolment import enrolment
from operations.school.signing.own_signature import (
    has_own_key,
    keep_signature,
    kept_signatures,
    sign_confirmation,
)
from operations.school.store import open_sheet, school_engine
from storage.school.store import SchoolStore

if TYPE_CHECKING:
    from exporters.pki.keys import SigningKey

ROLES: Final[Mapping[Signatory, Role]] = {
    Signatory.STATISTICIAN: Role.CLERK,
    Signatory.REVIEWER: Role.REVIEWER,
    Signatory.HEAD: Role.PRINCIPAL,
}
"""As what each of them acts."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How far the three have come with the return as it stands.

    Attributes:
        rule: What the pack demands.
        people: Who is who, as far as it is known; the head is the one of the certificate.
        digest: SHA-256 (hex) of what is confirmed.
        given: The confirmations that hold, in order.
        void: Those that do not hold any more, with the reason (Chinese sentences).
        note: That one person answers as several of them, or ``""``.
        keyed: Who of them has a key of his own here.
        signed: Whose confirmation is signed with it.

    """

    rule: ConfirmationRule
    people: Mapping[Signatory, str]
    digest: str
    given: tuple[Confirmation, ...]
    void: tuple[str, ...]
    note: str
    keyed: frozenset[Signatory] = frozenset()
    signed: frozenset[Signatory] = frozenset()

    @property
    def next(self) -> Signatory | None:
        """Who is to confirm next; ``None`` when all that is demanded is there."""
        return next(iter(missing(self.rule, self.given)), None)


def name_people(store: SchoolStore, *, statistician: str, reviewer: str, actor: Actor) -> None:
    """Set once for the school who is 统计人员 and who 审核人; the certificate names the head.

    Raises:
        Misused: A name is none, or one person would be more of them than the pack allows.

    """
    named = {Signatory.STATISTICIAN: statistician.strip(), Signatory.REVIEWER: reviewer.strip()}
    for signatory, name in named.items():
        if fault := name_fault(name):
            raise Misused(f"{signatory.label}的{fault}")
    rule = school_engine(store).plan.pack.confirmation
    if fault := people_fault(rule, [*{**people(store), **named}.items()]):
        raise Misused(fault)
    store.people.replace({key.value: name for key, name in named.items()}, actor=actor)


def people(store: SchoolStore) -> dict[Signatory, str]:
    """Say who is who, as far as it is known."""
    named, found = store.people.all(), enrolment(store)
    known = {key: named[key.value] for key in Signatory if named.get(key.value)}
    return known if found is None else {**known, Signatory.HEAD: found.principal}


def read_confirmed(store: SchoolStore, sheet: Sheet | None = None) -> Confirmed:
    """Say who has confirmed the return as it stands now, and whose confirmation is void."""
    sheet = open_sheet(store) if sheet is None else sheet
    known, digest = people(store), _digest(sheet)
    rule = sheet.plan.pack.confirmation
    given: list[Confirmation] = []
    void: list[str] = []
    for found in store.confirmations.all():
        reason = _void(found, known.get(found.signatory, ""), digest=digest) or _overtaken(
            found, rule, given
        )
        if reason:
            void.append(
                f"{found.signatory.label}{found.name}在 {_moment(found)} 的确认已作废：{reason}"
            )
        else:
            given.append(found)
    note = shared_note([*known.items()])
    keyed = frozenset(one for one in Signatory if has_own_key(store, one))
    signed = frozenset(kept_signatures(store, given)) if keyed else frozenset()
    return Confirmed(rule, known, digest, tuple(given), tuple(void), note, keyed, signed)


def confirm_return(
    store: SchoolStore,
    signatory: Signatory,
    *,
    name: str,
    digest: str | None = None,
    key: "SigningKey | None" = None,
    clock: Clock = now,
) -> Confirmation:
    """Confirm the return in review under the own name; what is confirmed already stays as it is.

    Who has a key of his own signs what he confirms (:mod:`operations.school.signing.own_signature`).

    Args:
        store: The school's store.
        signatory: As what the person confirms.
        name: Name of the person.
        digest: What the person has seen; another one now is refused.
        key: The person's own key; ``None`` for who has none.
        clock: Gives the present, UTC.

    Raises:
        forms.workflow.MoveError: The return is not in review.
        NotReady: Problems are open.
        Refused: A key is wanted, it is not the turn or not the office of this person, or the return is
            another.

    """
    check_confirming(store.revisions.state)
    sheet = open_sheet(store)
    if found := open_problems(sheet):
        raise NotReady(found)
    standing = read_confirmed(store, sheet)
    _check_person(standing, signatory, name)
    if digest is not None and digest != standing.digest:
        raise Refused("填报表在您查看之后有改动，请重新核对，再确认。")
    if has_own_key(store, signatory) and key is None:
        raise Refused(f"{signatory.label}{name}有自己的签名密钥，请输入自己的口令确认。")
    kept = [found for found in standing.given if found.signatory is signatory]
    if kept and (key is None or kept_signatures(store, kept)):
        return kept[0]
    given = Confirmation(signatory, name, clock(), standing.digest)
    if any(given.at < earlier.at for earlier in standing.given):
        raise Refused("这台电脑的时间早于前一个人确认的时间，请校正电脑的日期和时间后重试。")
    actor = Actor(name, ROLES[signatory])
    with store.transaction():
        store.confirmations.put(given, actor=actor)
        if key is not None:
            signature = sign_confirmation(store, given, key=key, clock=clock)
            keep_signature(store, signatory, signature, actor=actor)
    return given


def check_confirmed(standing: Confirmed) -> None:
    """Refuse to sign what has not been confirmed as the pack demands.

    Raises:
        Refused: Somebody has not confirmed.

    """
    if absent := missing(standing.rule, standing.given):
        names = "、".join(signatory.label for signatory in absent)
        raise Refused(
            f"还没有{names}的确认，不能签名。{''.join(standing.void)}请依次确认后再由校长签名。"
        )


def _check_person(standing: Confirmed, signatory: Signatory, name: str) -> None:
    wanted = standing.people.get(signatory, "")
    if not wanted:
        advice = (
            "请先读入区局的开户文件。" if signatory is Signatory.HEAD else "请先登记本校的三人。"
        )
        raise Refused(f"还没有登记谁是{signatory.label}。{advice}")
    if name != wanted:
        raise Refused(
            f"本校的{signatory.label}是{wanted}，不是{name}。请由{wanted}确认；"
            "换了人的，请先更改登记。"
        )
    if fault := people_fault(standing.rule, [*standing.people.items()]):
        raise Refused(fault)
    if before := missing(standing.rule, standing.given, before=signatory):
        raise Refused(f"请先由{before[0].label}确认，再由{signatory.label}确认。")


def _digest(sheet: Sheet) -> str:
    return confirmed_digest(to_document(sheet, program_version="", journal_head=""))


def _void(found: Confirmation, person: str, *, digest: str) -> str:
    """Say why a confirmation does not hold any more; ``""`` if it does."""
    if found.digest != digest:
        return "此后填报内容有改动。"
    return "" if found.name == person else f"登记的{found.signatory.label}已经换人。"


def _overtaken(found: Confirmation, rule: ConfirmationRule, before: Sequence[Confirmation]) -> str:
    """Say which of those before has still to confirm again, or has done so since; ``""`` if none."""
    if absent := missing(rule, before, before=found.signatory):
        return f"要等{absent[0].label}先确认。"
    if before and found.at < before[-1].at:
        return f"此后{before[-1].signatory.label}重新确认过。"
    return ""


def _moment(found: Confirmation) -> str:
    return f"{found.at.astimezone():%m-%d %H:%M}"
