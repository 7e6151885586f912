"""What is signed is what was shown, by whoever may, with the key that fits."""

from pathlib import Path

import pytest

from forms.edits import SetAnswer
from forms.exchange import Level
from forms.workflow import MoveError, State
from operations.demo.run import DemoFiles
from operations.errors import Refused
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.signing import sign as school_sign
from operations.school.signing.signing_preview import preview_signature
from operations.school.store import open_school
from operations.verify.inspect_file import inspect_file
from storage.school.comments import Origin
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District, confirm_all, school_key


@pytest.fixture
def reopened(district: District, demo: DemoFiles) -> SchoolStore:
    """A school whose return was reopened after it had been accepted, and submitted again."""
    store = open_school(district.school())
    send_back(store, actor=PRINCIPAL, reason="补充一个数")
    store.answers.write([SetAnswer("pupils.minority_primary", "12")], actor=CLERK)
    submit_return(store, actor=CLERK)
    confirm_all(store)
    return store


def test_what_has_changed_since_the_last_revision_is_shown(reopened: SchoolStore) -> None:
    with reopened as store:
        preview = preview_signature(store)
    assert preview.revision == 2
    assert preview.number == 2
    assert preview.since_last_revision is not None
    assert [change.address for change in preview.since_last_revision] == ["pupils.minority_primary"]
    assert {value.indicator.id for value in preview.indicators} >= {"L1_primary", "L7_primary"}


def test_a_first_revision_has_nothing_to_compare_with(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    assert preview_signature(school).since_last_revision is None


def test_exactly_what_was_shown_is_signed(
    reopened: SchoolStore, demo: DemoFiles, tmp_path: Path
) -> None:
    with reopened as store:
        preview = preview_signature(store)
        key = school_key(demo.school_stores[0])
        signed = school_sign.sign_return(store, key=key, actor=PRINCIPAL, digest=preview.digest)
        assert (signed.digest, signed.number) == (preview.digest, 2)
        assert store.revisions.state is State.SIGNED
        done = export_package(store, tmp_path, actor=CLERK, plain=True, replace=False)
    report = inspect_file(done.path, trust=demo.root)
    assert report.level is Level.REMARK
    assert report.inspection is not None
    assert report.inspection.identity == signed.identity


def test_what_changed_after_the_preview_is_refused(reopened: SchoolStore, demo: DemoFiles) -> None:
    with reopened as store:
        digest = preview_signature(store).digest
        store.comments.add("pupils", "请再看", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
        key = school_key(demo.school_stores[0])
        with pytest.raises(Refused, match="预览之后有改动"):
            school_sign.sign_return(store, key=key, actor=PRINCIPAL, digest=digest)
        assert store.revisions.state is State.IN_REVIEW


def test_only_the_principal_signs(reopened: SchoolStore, demo: DemoFiles) -> None:
    with reopened as store, pytest.raises(MoveError, match="校长"):
        school_sign.sign_return(store, key=school_key(demo.school_stores[0]), actor=CLERK)


def test_a_draft_is_not_signed(school: SchoolStore, demo: DemoFiles) -> None:
    with pytest.raises(MoveError, match="不能做这一步。请先填完并提交审核"):
        school_sign.sign_return(school, key=school_key(demo.school_stores[0]), actor=PRINCIPAL)


def test_another_key_does_not_fit_the_certificate(reopened: SchoolStore, demo: DemoFiles) -> None:
    with reopened as store:
        key = school_key(demo.school_stores[1])
        with pytest.raises(Refused, match="不配套"):
            school_sign.sign_return(store, key=key, actor=PRINCIPAL)
        assert store.revisions.state is State.IN_REVIEW
        assert len(store.deliveries.all()) == 1


def test_signing_needs_the_opening_file(school: SchoolStore, demo: DemoFiles) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(Refused, match="还没有开户"):
        school_sign.sign_return(school, key=school_key(demo.school_stores[0]), actor=PRINCIPAL)


def test_a_wrong_passphrase_is_said_so(reopened: SchoolStore) -> None:
    with reopened as store, pytest.raises(Refused, match="口令不对"):
        school_sign.unlock_school_key(store, "another passphrase")


def test_without_a_key_there_is_nothing_to_unlock(empty_school: SchoolStore) -> None:
    with pytest.raises(Refused, match="还没有校长的签名密钥"):
        school_sign.unlock_school_key(empty_school, "x")
