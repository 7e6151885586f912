"""Who answers for a return, and the confirmations they give: 统计人员, 审核人, 单位负责人.

教育部令第44号 art. 27: what is reported is signed by all three. Each confirms under the own name, in
this order, over one digest of the return; a later edit makes another digest, and the confirmations void.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from forms.labelled_enum import LabelledEnum

LONGEST_NAME = 50
"""Characters a name may have; names of minorities with their dots fit."""


class Signatory(LabelledEnum):
    """As what a person answers, in the order in which they confirm."""

    STATISTICIAN = "statistician", "统计人员"
    REVIEWER = "reviewer", "审核人"
    HEAD = "head", "单位负责人"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One person has confirmed a return.

    Attributes:
        signatory: As what.
        name: Name of the person.
        at: When, UTC.
        digest: SHA-256 (hex) of what was confirmed (:func:`forms.document.confirmed.confirmed_digest`).

    """

    signatory: Signatory
    name: str
    at: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class ConfirmationRule:
    """What a pack demands before a return may be signed.

    Attributes:
        demanded: Who has to confirm, in order.
        roles_of_one_person: As how many of them one person may answer.
        reason: Why (Chinese), for those who ask.

    """

    demanded: tuple[Signatory, ...] = ()
    roles_of_one_person: int = 1
    reason: str = ""


def missing(
    rule: ConfirmationRule, given: Sequence[Confirmation], *, before: Signatory | None = None
) -> tuple[Signatory, ...]:
    """Tell who has still to confirm; with ``before`` only those who come before that one."""
    have = {found.signatory for found in given}
    wanted = rule.demanded
    if before in wanted:
        wanted = wanted[: wanted.index(before)]
    return tuple(signatory for signatory in wanted if signatory not in have)


def people_fault(rule: ConfirmationRule, people: Sequence[tuple[Signatory, str]]) -> str:
    """Say who answers as more of them than the pack allows (a Chinese sentence), or ``""``."""
    for name, signatories in _shared(people):
        if len(signatories) > rule.roles_of_one_person:
            posts = "、".join(signatory.label for signatory in signatories)
            most = rule.roles_of_one_person
            allowed = "应当是不同的人" if most == 1 else f"同一个人最多担任其中 {most} 项"
            return f"{name}同时是{posts}；按表册的规定{allowed}，请另选一人。"
    return ""


def shared_note(people: Sequence[tuple[Signatory, str]]) -> str:
    """Say that one person answers as several of them (a Chinese sentence), or ``""``."""
    return "".join(
        f"{'和'.join(signatory.label for signatory in signatories)}是同一人（{name}）。"
        for name, signatories in _shared(people)
        if len(signatories) > 1
    )


def confirmations_fault(
    rule: ConfirmationRule, given: Sequence[Confirmation], *, digest: str
) -> str:
    """Say why confirmations are not what the pack demands of a signed return (Chinese), or ``""``."""
    order = [found.signatory for found in given]
    if order != [signatory for signatory in Signatory if signatory in order]:
        return "三人的确认没有按统计人员、审核人、单位负责人的次序，或有重复"
    if any(later.at < earlier.at for earlier, later in pairwise(given)):
        return "后面的人确认的时间早于前面的人"
    if any(found.digest != digest for found in given):
        return "确认的不是这份填报内容"
    if absent := missing(rule, given):
        return f"还没有{'、'.join(signatory.label for signatory in absent)}的确认"
    return people_fault(rule, [(found.signatory, found.name) for found in given]).rstrip("。")


def _shared(people: Sequence[tuple[Signatory, str]]) -> Iterator[tuple[str, list[Signatory]]]:
    """Give each name with as what the person answers."""
    by_name: dict[str, list[Signatory]] = {}
    for signatory, name in people:
        by_name.setdefault(name, []).append(signatory)
    yield from by_name.items()
