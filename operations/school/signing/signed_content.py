"""What a signature of a return covers."""

from collections.abc import Sequence

from forms.confirmation import Confirmation
from forms.document import canonical_bytes, to_document
from forms.document.comments import comment_fault, comment_json
from forms.document.format import MOST_COMMENTS
from forms.live.compare import Change, compare
from forms.live.sheet import Sheet
from operations.errors import NotReady
from operations.school.check import open_problems
from operations.school.store import open_sheet
from operations.version import VERSION
from storage.school.store import SchoolStore


def clean_sheet(store: SchoolStore) -> Sheet:
    """Open the return; refuse one with open problems.

    Raises:
        NotReady: Problems are open.

    """
    sheet = open_sheet(store)
    found = open_problems(sheet)
    if found:
        raise NotReady(found)
    return sheet


def return_document(store: SchoolStore, sheet: Sheet, confirmed: Sequence[Confirmation]) -> bytes:
    """Write ``data/return.json`` as it would be signed now."""
    resolved = [
        comment_json(comment.address, comment.text, comment.origin.value, comment.reply)
        for comment in store.comments.all()
        if not comment.is_open
    ]
    # An earlier text of the pack may have had places this one has not: the bureau knows none of them.
    fit = [comment for comment in resolved if not comment_fault(comment, sheet.plan)]
    return canonical_bytes(
        to_document(
            sheet,
            program_version=VERSION,
            journal_head=store.journal.head().hash,
            comments=fit[-MOST_COMMENTS:],
            confirmations=confirmed,
        )
    )


def revision_changes(store: SchoolStore, sheet: Sheet) -> tuple[Change, ...] | None:
    """Compare with the revision before; ``None`` for a first one."""
    if store.revisions.number == 1:
        return None
    return tuple(
        compare(store.answers.load(store.revisions.number - 1), sheet.record, sheet.plan.pack)
    )
