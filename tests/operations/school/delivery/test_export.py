"""The package goes out when it is signed, and once more when it was accepted."""

from pathlib import Path

import pytest

from forms.workflow import MoveError, State
from operations.school.delivery.export import export_package
from operations.school.store import open_school
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, District


def test_an_accepted_package_can_be_copied_again(district: District, tmp_path: Path) -> None:
    with open_school(district.school()) as store:
        done = export_package(store, tmp_path / "copy.asice.age", actor=CLERK, replace=False)
        assert store.revisions.state is State.ACCEPTED
    assert done.path.read_bytes()[:22] == b"age-encryption.org/v1\n"


def test_an_unsigned_return_is_not_exported(school: SchoolStore, tmp_path: Path) -> None:
    with pytest.raises(MoveError, match="不能做这一步。请先填完并提交审核"):
        export_package(school, tmp_path, actor=CLERK, replace=False)
    assert list(tmp_path.glob("*.age")) == []
