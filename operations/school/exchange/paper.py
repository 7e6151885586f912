"""The forms of a school on paper: as they are filled now, or empty to be filled by hand."""

import io
from collections.abc import Collection
from dataclasses import replace

from forms.workflow import State
from operations.entry.texts import check_forms
from operations.school.store import open_sheet
from storage.school.store import SchoolStore

DRAFT_MARK = "草稿"
"""Stands across every page of figures that nobody has signed."""


def print_forms(store: SchoolStore, *, blank: bool = False, forms: Collection[str] = ()) -> bytes:
    """Draw the forms of a store as PDF.

    Figures that are not signed carry :data:`DRAFT_MARK`; the signed report travels in the package.

    Args:
        store: The school's store; it is only read.
        blank: Draw them empty, with what may be asked of this school.
        forms: Ids of the forms that are wanted; all of them if none is named.

    Raises:
        Refused: There is no such form.

    """
    from exporters.documents.blank_forms import blank_report
    from exporters.documents.report_sheet import make_report
    from exporters.documents.write import write_forms_pdf

    sheet, school = open_sheet(store), store.meta.school_name
    check_forms(sheet.plan, forms)
    report = (blank_report if blank else make_report)(sheet, school=school)
    if forms:
        report = replace(report, forms=tuple(one for one in report.forms if one.id in forms))
    is_draft = not blank and store.revisions.state in {State.DRAFT, State.IN_REVIEW}
    page = io.BytesIO()
    write_forms_pdf(report, page, mark=DRAFT_MARK if is_draft else "")
    return page.getvalue()
