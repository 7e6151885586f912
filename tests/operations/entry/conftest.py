"""A return that is open for typing."""

import pytest

from operations.entry.open_return import OpenReturn
from operations.school.exchange.fill import write_template
from operations.school.store import open_return
from storage.school.store import SchoolStore
from tests.operations.filled_copy import Copy
from tests.operations.staging import CLERK


@pytest.fixture
def opened(school: SchoolStore) -> OpenReturn:
    """The complete return of a school."""
    return open_return(school, actor=CLERK)


@pytest.fixture
def copy(school: SchoolStore) -> Copy:
    """A template of the complete return of a school, for somebody to fill."""
    return Copy(write_template(school))
