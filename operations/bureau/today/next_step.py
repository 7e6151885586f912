"""What comes next for the bureau: the one step that brings the district on."""

from enum import StrEnum

from operations.bureau.today.facts import BureauFacts


class BureauStep(StrEnum):
    """The next step."""

    ROSTER = "roster"
    """There is no school yet."""
    RECEIPTS = "receipts"
    """Packages were taken that nobody has answered."""
    ENROL = "enrol"
    """No school can sign."""
    IMPORT = "import"
    """Schools have not delivered."""
    EVALUATE = "evaluate"
    """Everything is there."""


def bureau_step(facts: BureauFacts) -> BureauStep:
    """Work out the next step."""
    if not facts.active:
        return BureauStep.ROSTER
    if facts.unanswered:
        return BureauStep.RECEIPTS
    if facts.complete:
        return BureauStep.EVALUATE
    nobody_can_sign = facts.unenrolled == len(facts.active)
    return BureauStep.ENROL if nobody_can_sign else BureauStep.IMPORT
