"""Fill a school's return from a file, make its template workbook."""

from collections.abc import Collection, Sequence
from pathlib import Path

from forms.workflow import Actor, editable
from operations.entry.fill_file import (
    PLAIN,
    FillMode,
    FillReport,
    Find,
    fill_document,
    fill_files,
    template_of,
)
from operations.errors import NotEditable
from operations.school.store import open_sheet, school_engine
from storage.school.store import SchoolStore


def fill_from_files(
    store: SchoolStore, paths: Sequence[Path], *, actor: Actor, mode: FillMode = PLAIN
) -> FillReport:
    """Fill the return from files, see :func:`operations.entry.fill_file.fill_files`.

    Raises:
        Refused: A file is neither of the two kinds, damaged, or for another school.
        NotEditable: The return is not a draft.

    """
    _require_draft(store)
    return fill_files(store, paths, engine=school_engine(store), actor=actor, mode=mode)


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


def write_template(store: SchoolStore, *, forms: Collection[str] = ()) -> bytes:
    """Make the template workbook of the return, see :func:`operations.entry.fill_file.template_of`."""
    return template_of(open_sheet(store), store, forms=forms)


def _require_draft(store: SchoolStore) -> None:
    if not editable(store.revisions.state):
        raise NotEditable(
            f"填报表现在是“{store.revisions.state.label}”，不能填入。请先退回填报或重新打开。"
        )
