"""Exactly what a signature will cover, told before anything is signed.

It loads nothing of packages and keys: who reads on the review page may never sign.
"""

import hashlib
from dataclasses import dataclass

from forms.indicator_value import IndicatorValue
from forms.live.compare import Change
from forms.problems import Problem, Severity
from operations.school.signing.confirm import Confirmed, read_confirmed
from operations.school.signing.signed_content import clean_sheet, return_document, revision_changes
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class SigningPreview:
    """Exactly what a signature will cover.

    Attributes:
        revision: The revision to be signed.
        number: Number the package will have.
        digest: SHA-256 (hex) of the return's canonical bytes.
        since_last_revision: Changes since the revision signed before; all of them in a first one
            is ``None``.
        explained: Queries with their 说明.
        hints: Hints that stay.
        indicators: Verdicts in the order of the pack.
        confirmed: How far the three have come.

    """

    revision: int
    number: int
    digest: str
    since_last_revision: tuple[Change, ...] | None
    explained: tuple[Problem, ...]
    hints: tuple[Problem, ...]
    indicators: tuple[IndicatorValue, ...]
    confirmed: Confirmed


def preview_signature(store: SchoolStore) -> SigningPreview:
    """Say exactly what would be signed now.

    Raises:
        NotReady: Problems are open.

    """
    sheet = clean_sheet(store)
    confirmed = read_confirmed(store, sheet)
    document = return_document(store, sheet, confirmed.given)
    return SigningPreview(
        revision=store.revisions.number,
        number=store.deliveries.next_number(),
        digest=hashlib.sha256(document).hexdigest(),
        since_last_revision=revision_changes(store, sheet),
        explained=tuple(found for found in sheet.problems if found.severity is Severity.QUERY),
        hints=tuple(found for found in sheet.problems if found.severity is Severity.HINT),
        indicators=tuple(sheet.indicators.values()),
        confirmed=confirmed,
    )
