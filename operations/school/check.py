"""Check a return and take the steps that need no key: submit, send back, reopen."""

from dataclasses import dataclass

from forms.indicator_value import IndicatorValue
from forms.live.attached import over_budget
from forms.live.campuses import CampusFigures, separate_campuses
from forms.live.last_year import place_label, waiting
from forms.live.sheet import Sheet
from forms.problems import Problem
from forms.workflow import Actor, Move, State, transition
from operations.errors import NotConfirmed, NotReady
from operations.school.points.returned import refuse_unanswered
from operations.school.store import open_sheet
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a full check found.

    Attributes:
        state: Where the return stands.
        revision: Its revision.
        problems: All problems in the order of the forms.
        open_problems: Those in the way of submission.
        indicators: Live values in the order of the pack.
        campuses: Campuses that are evaluated by themselves, with their own seven.

    """

    state: State
    revision: int
    problems: tuple[Problem, ...]
    open_problems: tuple[Problem, ...]
    indicators: tuple[IndicatorValue, ...]
    campuses: tuple[CampusFigures, ...] = ()


def open_problems(sheet: Sheet) -> tuple[Problem, ...]:
    """The problems in the way of submission and of signing."""
    large = over_budget(sheet)
    return sheet.open_problems if large is None else (*sheet.open_problems, large)


def check_return(store: SchoolStore) -> CheckReport:
    """Check the present revision whole; changes nothing."""
    sheet = open_sheet(store)
    return CheckReport(
        state=store.revisions.state,
        revision=store.revisions.number,
        problems=sheet.problems,
        open_problems=open_problems(sheet),
        indicators=tuple(sheet.indicators.values()),
        campuses=separate_campuses(sheet.scope, sheet.plan.pack),
    )


def submit_return(store: SchoolStore, *, actor: Actor, unanswered: bool = True) -> None:
    """Hand the return to the principal.

    Args:
        store: The school's store.
        actor: Who submits.
        unanswered: Whether it was agreed that remarks are still open.

    Raises:
        NotReady: Problems are open.
        NotConfirmed: Something brought over from last year waits to be confirmed.
        Unanswered: Remarks are open, and that was not agreed.
        forms.workflow.MoveError: Not from this state, or not by this role.

    """
    transition(store.revisions.state, Move.SUBMIT, actor.role)
    sheet = open_sheet(store)
    found = open_problems(sheet)
    if found:
        raise NotReady(found)
    if marks := waiting(sheet):
        raise NotConfirmed(marks, place_label(sheet, marks[0]))
    if not unanswered:
        refuse_unanswered(store.comments.all())
    return store.move(Move.SUBMIT, actor=actor)


def send_back(store: SchoolStore, *, actor: Actor, reason: str) -> None:
    """Give the return back to the clerk: out of review, or as a new revision once it was signed.

    Raises:
        forms.workflow.MoveError: The return is a draft already.
        storage.errors.StoreRefusal: No reason is given.

    """
    move = Move.RETURN if store.revisions.state in {State.IN_REVIEW, State.DRAFT} else Move.REOPEN
    return store.move(move, actor=actor, reason=reason)
