"""A return that goes between the clerk's computer and the principal's."""

from dataclasses import dataclass

from forms.confirmation import Signatory
from forms.edits import SetAnswer
from operations.demo.run import DemoFiles
from operations.school.check import send_back, submit_return
from operations.school.handover.answer import note_answered
from operations.school.handover.save import make_review, note_saved
from operations.school.handover.sign import sign_review
from operations.school.handover.take import TakenAnswer, take_answer
from operations.school.signing.confirm import confirm_return
from storage.school.store import SchoolStore
from tests.operations.staging import (
    CLERK,
    school_key,
)

CELL = "pupils.minority_primary"


@dataclass(frozen=True)
class Two:
    """The clerk's store, and the principal's with the key."""

    clerk: SchoolStore
    principal: SchoolStore

    def sent(self) -> bytes:
        """Save a review file."""
        file = make_review(self.clerk)
        note_saved(self.clerk, file, actor=CLERK)
        return file.content

    def signed(self, content: bytes, demo: DemoFiles) -> bytes:
        """Sign a review file on the principal's computer."""
        made = sign_review(self.principal, content, key=school_key(demo.school_stores[0]))
        note_answered(self.principal, made)
        return made.file.content

    def taken(self, content: bytes) -> TakenAnswer:
        return take_answer(self.clerk, content)

    def edit(self, value: str) -> None:
        """Take the return back, change a cell, submit and confirm again."""
        send_back(self.clerk, actor=CLERK, reason="还要改一个数")
        self.clerk.answers.write([SetAnswer(CELL, value)], actor=CLERK)
        self.submit()

    def submit(self) -> None:
        submit_return(self.clerk, actor=CLERK)
        confirm_return(self.clerk, Signatory.STATISTICIAN, name="王样例")
        confirm_return(self.clerk, Signatory.REVIEWER, name="李样例")
