"""A return that is open for typing."""

import pytest

from operations.entry.open_return import OpenReturn
from operations.school.store import open_return
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK


@pytest.fixture
def opened(school: SchoolStore) -> OpenReturn:
    """The complete return of a school."""
    return open_return(school, actor=CLERK)
