"""Fill a school's return from a file, make its template workbook."""

from pathlib import Path

from forms.workflow import Actor, editable
from operations.entry.fill_file import (
    PLAIN,
    FillMode,
    FillReport,
    Find,
    fill_document,
    fill_file,
    template_of,
)
from operations.errors import NotEditable
from operations.school.store import open_sheet, school_engine
from storage.school.store import SchoolStore


def fill_from_file(
    store: SchoolStore, path: Path, *, actor: Actor, mode: FillMode = PLAIN
) -> FillReport:
    """Fill the return from a file, see :func:`operations.entry.fill_file.fill_file`.

    Raises:
        Refused: The file is neither of the two kinds, damaged, or for another school.
        NotEditable: The return is not a draft.

    """
    _require_draft(store)
    return fill_file(store, path, engine=school_engine(store), actor=actor, mode=mode)


def fill_from_document(
    store: SchoolStore,
    document: object,
    *,
    actor: Actor,
    find: Find = lambda _name: None,
) -> FillReport:
    """Fill the return from a document, see :func:`operations.entry.fill_file.fill_document`.

    Raises:
        NotEditable: The return is not a draft.

    """
    _require_draft(store)
    return fill_document(store, document, engine=school_engine(store), actor=actor, find=find)


def write_template(store: SchoolStore) -> bytes:
    """Make the template workbook of the return, with what is filled already."""
    return template_of(open_sheet(store), store)


def _require_draft(store: SchoolStore) -> None:
    if not editable(store.revisions.state):
        raise NotEditable(
            f"填报表现在是“{store.revisions.state.label}”，不能填入。请先退回填报或重新打开。"
        )
