"""The report of a school's return for the bureau, made anew from what the school signed."""

import hashlib
import io
import json
from pathlib import Path
from typing import Final

from forms.document.comments import comments_in
from forms.live.compare import Change, compare
from operations.bureau.returns.kept_return import kept_return
from operations.bureau.returns.reading import read_signed
from operations.bureau.returns.school_file import SignedSheet
from operations.files import write_file
from operations.signature_lines import signature_lines
from operations.version import VERSION
from storage.bureau.store import BureauStore

REPORT_ENDINGS: Final = (".pdf", ".xlsx")


def write_school_report(store: BureauStore, school: str, target: Path, *, replace: bool) -> Path:
    """Write the report of a school's newest return as PDF or workbook, as the name ends.

    Every figure is calculated here from the signed answers; the school's own copies in the package
    are not used.

    Args:
        store: The bureau's store; read-only will do.
        school: 学校标识码.
        target: The file; its name ends in one of :data:`REPORT_ENDINGS`.
        replace: Whether the user asked that a file there is replaced.

    Raises:
        Refused: The school has delivered nothing, or what is kept does not hold.

    """
    from exporters.documents.report_sheet import make_report
    from exporters.documents.write import write_report_pdf, write_report_xlsx

    signed = read_signed(store, school)
    package, given = signed.package, signed.confirmations or ()
    listed = store.roster.get(school)
    document = store.packages.document(package.identity) or b"{}"
    report = make_report(
        signed.sheet,
        school=school if listed is None else listed.name,
        facts=(
            (
                "上报包",
                f"第 {package.number} 号，{package.received_at.astimezone():%Y-%m-%d %H:%M} 导入",
            ),
            ("签名人", package.signer),
            ("本份", f"由区局用签名的数据重新生成，程序 {VERSION}"),
        ),
        digest=hashlib.sha256(document).hexdigest(),
        changes=_changes(store, signed),
        signatures=signature_lines({one.signatory: one.name for one in given}, given),
        comments=comments_in(json.loads(document)),
    )
    stream = io.BytesIO()
    if target.suffix.lower() == REPORT_ENDINGS[0]:
        write_report_pdf(report, stream)
    else:
        write_report_xlsx(report, stream)
    return write_file(target, stream.getvalue(), name="", replace=replace)


def _changes(store: BureauStore, signed: SignedSheet) -> tuple[Change, ...] | None:
    """What differs from the package before, as in the school's own report; ``None`` without one."""
    package, sheet = signed.package, signed.sheet
    before = kept_return(store, package.school_code, package.previous, period=package.period)
    return None if before is None else tuple(compare(before, sheet.record, sheet.plan.pack))
