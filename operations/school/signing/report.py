"""The readable copies of a return inside its package: report.pdf and report.xlsx."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence

from exporters.asic import names
from forms.document.comments import comments_in
from forms.live.compare import Change
from forms.live.sheet import Sheet
from operations.journal.printed_head import head_on_paper
from operations.school.signing.confirm import Confirmed
from operations.signature_lines import signature_lines
from operations.version import VERSION
from storage.school.store import SchoolStore


def report_files(
    store: SchoolStore,
    sheet: Sheet,
    *,
    document: bytes,
    changes: Sequence[Change] | None,
    confirmed: Confirmed,
) -> Mapping[str, bytes]:
    """Draw the report of a return; a copy too large for a package is left out.

    Args:
        store: Gives the school's name and the end of its journal, which stands on the cover.
        sheet: The checked return.
        document: Its canonical bytes: their SHA-256 stands on every page, and the points in them
            that were answered have a table.
        changes: What differs from the revision before; ``None`` for a first one.
        confirmed: Who is who and has confirmed it; names and times stand where they sign by hand.

    """
    from exporters.documents.report_sheet import make_report
    from exporters.documents.write import write_report_pdf, write_report_xlsx

    report = make_report(
        sheet,
        school=store.meta.school_name,
        facts=(
            ("程序版本", VERSION),
            ("日志末端", head_on_paper(store.journal.head())),
            *((("兼任", note),) if (note := confirmed.note) else ()),
        ),
        digest=hashlib.sha256(document).hexdigest(),
        changes=changes,
        signatures=signature_lines(confirmed.people, confirmed.given),
        comments=comments_in(json.loads(document)),
    )
    pdf, xlsx = io.BytesIO(), io.BytesIO()
    write_report_pdf(report, pdf)
    write_report_xlsx(report, xlsx)
    copies = {names.REPORT_PDF: pdf.getvalue(), names.REPORT_XLSX: xlsx.getvalue()}
    return {name: data for name, data in copies.items() if len(data) <= names.limit_of(name)}
