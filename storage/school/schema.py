"""Format of the school's store, step by step."""

from typing import TYPE_CHECKING, Final

from forms.workflow import Role
from storage.answers import attachments, form_rows, revisions, unconfirmed
from storage.journal import baseline, journal
from storage.migrations import Format, Step
from storage.named import blobs, named_values
from storage.school import accepted, bureau_answers, comments, confirmations, deliveries, replies

if TYPE_CHECKING:
    from sqlite_utils import Database


def _first(database: "Database") -> None:
    revisions.create_tables(database)
    for part in (form_rows, attachments, blobs, comments, deliveries):
        part.create_tables(database)
    for part in (bureau_answers, accepted, journal, named_values):
        part.create_tables(database)


SCHOOL_FORMAT: Final = Format(
    application_id=0x59485331,  # "YHS1"
    label="学校填报库",
    steps=(
        Step(1000, _first),
        Step(1001, deliveries.add_withdrawal),
        Step(1002, baseline.noting(Role.CLERK)),
        Step(1003, unconfirmed.create_tables),
        Step(1004, confirmations.create_tables),
        Step(1005, replies.create_tables),
    ),
)
"""All versions so far."""
