"""What the principal has read is what lies in the package, byte for byte."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from forms.workflow import State
from operations.demo.run import DemoFiles
from operations.errors import Refused
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.signing import sign as school_sign
from operations.school.signing.signing_preview import preview_signature
from operations.school.store import open_school
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District, confirm_all, school_key


@pytest.fixture
def reopened(district: District) -> SchoolStore:
    """A school whose return was reopened after it had been accepted, and submitted again."""
    store = open_school(district.school())
    send_back(store, actor=PRINCIPAL, reason="补充一个数")
    submit_return(store, actor=CLERK)
    confirm_all(store)
    return store


def test_the_pdf_in_the_package_is_the_one_that_was_read(
    reopened: SchoolStore, demo: DemoFiles, tmp_path: Path
) -> None:
    with reopened as store:
        seen = school_sign.draw_report(store)
        assert seen.digest == preview_signature(store).digest
        key = school_key(demo.school_stores[0])
        school_sign.sign_return(store, key=key, actor=PRINCIPAL, digest=seen.digest, seen=seen)
        done = export_package(store, tmp_path, actor=CLERK, plain=True, replace=False)
    with zipfile.ZipFile(done.path) as archive:
        assert archive.read("report.pdf") == seen.pdf


def test_another_pdf_than_the_one_that_was_read_is_not_signed(
    reopened: SchoolStore, demo: DemoFiles
) -> None:
    with reopened as store:
        seen = school_sign.draw_report(store)
        other = replace(seen, pdf=seen.pdf + b"\n")
        key = school_key(demo.school_stores[0])
        with pytest.raises(Refused, match="和屏幕上看到的不一样"):
            school_sign.sign_return(store, key=key, actor=PRINCIPAL, digest=seen.digest, seen=other)
        assert store.revisions.state is State.IN_REVIEW
        assert store.deliveries.next_number() == 2
