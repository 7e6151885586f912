"""Plans as files: kept, opened again, and handed out as the list of what is to be done."""

import io
from pathlib import Path

from exporters.foreign_files import ForeignFile
from exporters.foreign_kind import foreign_kind, refusal_as
from exporters.strict_json import JsonError, decode, encode
from forms.plan.data_reading import PlanFileError
from forms.plan.plan import DistrictPlan, Outlook
from forms.plan.plan_data import plan_data, read_plan
from operations import files
from operations.bureau.plan.plans import PlanGround, view_plan
from operations.errors import Misused, Refused

PLAN_ENDING = ".json"
_MOST_BYTES = 64 * 2**20


def save_plan(plan: DistrictPlan, target: Path, *, replace: bool) -> Path:
    """Write a plan as a file; errors as :func:`operations.files.write_file`.

    Raises:
        Refused: The name holds a character that no file of ours may have.

    """
    if target.suffix.lower() != PLAN_ENDING and not target.is_dir():
        raise Misused(f"方案文件应以 {PLAN_ENDING} 结尾，请改文件名“{target.name}”。")
    try:
        content = encode(plan_data(plan), limit=_MOST_BYTES)
    except JsonError as error:
        raise Refused(f"方案不能保存：{error}。") from error
    name = f"{plan.bureau}-{plan.period}-补短板方案{PLAN_ENDING}"
    return files.write_file(target, content, name=name, replace=replace)


def open_plan(path: Path) -> DistrictPlan:
    """Read the file of a plan.

    Raises:
        Refused: It is none, or damaged.

    """
    name = files.shown_name(path)
    content = files.read_file(path, limit=_MOST_BYTES)
    try:
        return read_plan(decode(content, limit=_MOST_BYTES))
    except JsonError as error:
        kind = foreign_kind(content)
        if kind is not None and kind is not ForeignFile.JSON:
            said = refusal_as(content, wanted="补短板方案文件", otherwise="请选择 .json 的方案文件")
            raise Refused(f"“{name}”：{said}") from error
        raise Refused(f"“{name}”不是补短板方案文件：{error}。") from error
    except PlanFileError as error:
        raise Refused(f"“{name}”读不出来：{error}") from error


def write_plan_document(
    ground: PlanGround, plan: DistrictPlan, target: Path, *, replace: bool
) -> Path:
    """Write the list of what is to be done for a meeting: ``.xlsx`` with before and after, or ``.pdf``.

    Raises:
        Misused: The file name ends in neither.
        Refused: See :func:`view_plan`.

    """
    from exporters.documents.write import write_official_pdf, write_official_xlsx
    from forms.plan.tables import plan_tables

    ending = target.suffix.lower()
    if ending not in {".xlsx", ".pdf"}:
        raise Misused(f"“{target.name}”应以 .xlsx 或 .pdf 结尾，请改文件名。")
    view = view_plan(ground, plan)
    tables = plan_tables(
        plan, view.lines, place=ground.meta.bureau_name, after=Outlook.of(view.after)
    )
    stream = io.BytesIO()
    if ending == ".xlsx":
        write_official_xlsx(tables, stream)
    else:
        write_official_pdf(tables[0], stream, imprint=f"方案制于 {plan.made[:10]}")
    return files.write_file(target, stream.getvalue(), name="", replace=replace)
