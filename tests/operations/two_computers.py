"""The clerk's store, the principal's store that has the key, and the opening file both read."""

import shutil
from pathlib import Path

from forms.confirmation import Signatory
from forms.edits import SetAnswer
from operations.demo.run import PASSPHRASE
from operations.school.check import send_back, submit_return
from operations.school.keys.key_moving import forget_key, key_to_move
from operations.school.keys.renew import restore_key
from operations.school.signing.confirm import confirm_return
from operations.school.store import create_school, open_school
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL

CELL = "pupils.minority_primary"
"""What the clerk has changed for the second revision, and to what."""
NOW = "12"


def two_computers(school: Path, folder: Path) -> tuple[Path, Path, Path]:
    """Divide a school of the demonstration: its second revision is in review, two have confirmed it.

    Args:
        school: Its store; it is copied.
        folder: Takes clerk.yhs, principal.yhs (not opened by the bureau's file yet) and opening.asice.

    """
    clerk = Path(shutil.copy(school, folder / "clerk.yhs"))
    theirs, opening = folder / "principal.yhs", folder / "opening.asice"
    with open_school(clerk) as store:
        meta, locked = store.meta, key_to_move(store, PASSPHRASE)
        opening.write_bytes(store.blobs.get(BlobKind.OPENING) or b"")
        forget_key(store, locked, actor=PRINCIPAL)
        send_back(store, actor=PRINCIPAL, reason="补充")
        store.answers.write([SetAnswer(CELL, NOW)], actor=CLERK)
        submitted(store)
    with create_school(
        theirs,
        school_code=meta.school_code,
        school_name=meta.school_name,
        period=meta.period,
        actor=PRINCIPAL,
    ) as store:
        restore_key(store, locked, PASSPHRASE, actor=PRINCIPAL)
    return clerk, theirs, opening


def submitted(store: SchoolStore) -> None:
    """Submit, and let 统计人员 and 审核人 confirm."""
    submit_return(store, actor=CLERK)
    confirm_return(store, Signatory.STATISTICIAN, name="王样例")
    confirm_return(store, Signatory.REVIEWER, name="李样例")
