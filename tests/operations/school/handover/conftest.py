"""The clerk's store and the principal's, with the key."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from operations.demo.run import PASSPHRASE
from operations.school.check import send_back
from operations.school.keys.key_moving import forget_key, key_to_move
from operations.school.keys.opening import read_opening
from operations.school.keys.renew import restore_key
from operations.school.store import create_school, open_school
from storage.named.blobs import BlobKind
from tests.operations.school.handover.two_computers import CELL, Two
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    District,
)


@pytest.fixture
def two(district: District, tmp_path: Path) -> Iterator[Two]:
    with open_school(district.school()) as clerk:
        meta = clerk.meta
        with create_school(
            tmp_path / "principal.yhs",
            school_code=meta.school_code,
            school_name=meta.school_name,
            period=meta.period,
            actor=PRINCIPAL,
        ) as principal:
            locked = key_to_move(clerk, PASSPHRASE)
            restore_key(principal, locked, PASSPHRASE, actor=PRINCIPAL)
            forget_key(clerk, locked, actor=PRINCIPAL)
            opening = clerk.blobs.get(BlobKind.OPENING) or b""
            read_opening(principal, opening, actor=PRINCIPAL)
            send_back(clerk, actor=PRINCIPAL, reason="补充")
            clerk.answers.write([SetAnswer(CELL, "12")], actor=CLERK)
            both = Two(clerk, principal)
            both.submit()
            yield both
