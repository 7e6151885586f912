"""Format of the bureau's store, step by step."""

from typing import TYPE_CHECKING, Final

from forms.workflow import Role
from storage.answers import attachments, form_rows, revisions, unconfirmed
from storage.bureau import (
    anchors,
    certificates,
    chain,
    claims,
    figures,
    import_log,
    issued,
    officers,
    packages,
    quarantine,
    requests,
    revocations,
    roster,
)
from storage.journal import baseline, journal
from storage.migrations import Format, Step
from storage.named import blobs, named_values

if TYPE_CHECKING:
    from sqlite_utils import Database


def _first(database: "Database") -> None:
    roster.create_tables(database)
    packages.create_tables(database)
    for part in (blobs, requests, certificates, revocations, chain, import_log, quarantine):
        part.create_tables(database)
    for part in (issued, journal, named_values, figures):
        part.create_tables(database)


def _own_form(database: "Database") -> None:
    """The form the bureau fills itself."""
    revisions.create_tables(database)
    for part in (form_rows, attachments):
        part.create_tables(database)


def _anchored(database: "Database") -> None:
    """Tables follow from the journal, and its ends are signed."""
    anchors.create_tables(database)
    baseline.noting(Role.OFFICER)(database)


BUREAU_FORMAT: Final = Format(
    application_id=0x59484231,  # "YHB1"
    label="局端库",
    steps=(
        Step(1000, _first),
        Step(1001, _own_form),
        Step(1002, _anchored),
        Step(1003, unconfirmed.create_tables),
        Step(1004, roster.add_education_group),
        Step(1005, figures.index_present_rows),
        Step(1006, officers.create_tables),
        Step(1007, claims.create_tables),
    ),
)
"""All versions so far."""
