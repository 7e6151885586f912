"""Put the report to the leaders together and write it."""

import io
from pathlib import Path
from typing import Final

from exporters.documents.leaders import LeadersReport
from exporters.documents.report import Tone
from forms.district import DistrictVerdict
from forms.pictures.words import level_sentence
from operations.bureau.evaluation.district_form import judge_district
from operations.bureau.evaluation.patterns import read_patterns
from operations.bureau.leaders.answers import DistrictAnswers, least_view
from operations.bureau.leaders.checks import checks_part, items_part, named
from operations.bureau.leaders.evaluation import failing_part, spread_part, strip_parts
from operations.bureau.leaders.sizes import PAGES, SIZES, Sizes
from operations.errors import Misused
from operations.files import write_file
from operations.journal.printed_head import printed_head
from storage.bureau.meta import BureauMeta
from storage.bureau.store import BureauStore

_TITLE: Final = "义务教育优质均衡发展评估情况报告"
_VERDICTS: Final = {
    True: ("全区达到要求", Tone.GOOD),
    False: ("全区没有达到要求", Tone.BAD),
    None: ("还不能判断全区是否达到要求", Tone.WARNING),
}


def write_leaders_report(store: BureauStore, target: Path, *, replace: bool) -> Path:
    """Write the report as one PDF of at most eight pages.

    It names the end of the journal, as the official tables do.

    Args:
        store: The bureau's store; read-only will do.
        target: The file, or a folder for it.
        replace: Whether the user asked that a file there is replaced.

    Raises:
        Misused: The file name does not end in ``.pdf``.
        storage.errors.EnvironmentProblem: It cannot be written; nothing is half-written.
        storage.errors.WouldReplace: There is a file that says something else; ``replace`` is false.

    """
    if not target.is_dir() and target.suffix.lower() != ".pdf":
        raise Misused(f"报告是 PDF 文件，“{target.name}”应以 .pdf 结尾，请改文件名。")
    imprint = printed_head(store.journal.head())
    answers = DistrictAnswers(read_patterns(store), least_view(store))
    content = report_pdf(judge_district(store), store.meta, imprint=imprint, answers=answers)
    name = f"{store.meta.bureau_code}-{store.meta.period}-评估情况报告.pdf"
    return write_file(target, content, name=name, replace=replace)


def report_pdf(
    verdict: DistrictVerdict,
    meta: BureauMeta,
    *,
    imprint: str = "",
    answers: DistrictAnswers | None = None,
) -> bytes:
    """Make the PDF; where long names and many gaps would take more than eight pages, tables are shorter.

    Arguments as for :func:`leaders_report`.
    """
    from exporters.documents.write import write_leaders_pdf

    for sizes in SIZES:
        stream = io.BytesIO()
        report = leaders_report(verdict, meta, imprint=imprint, answers=answers, sizes=sizes)
        if write_leaders_pdf(report, stream) <= PAGES:
            break
    return stream.getvalue()


def leaders_report(
    verdict: DistrictVerdict,
    meta: BureauMeta,
    *,
    sizes: Sizes = SIZES[0],
    imprint: str = "",
    answers: DistrictAnswers | None = None,
) -> LeadersReport:
    """Put the report together.

    Args:
        verdict: The district, judged on everything.
        meta: Whose it is.
        sizes: How long tables may be.
        imprint: What the foot says of where it comes from.
        answers: What is to be looked at and what is to be done; left out with ``None``.

    """
    evaluation = verdict.evaluation
    words, tone = _VERDICTS[verdict.passes]
    return LeadersReport(
        title=_TITLE,
        district=meta.bureau_name,
        period=meta.period,
        verdict=words,
        tone=tone,
        sentences=_sentences(verdict),
        parts=(
            spread_part(evaluation),
            *strip_parts(evaluation),
            failing_part(evaluation, sizes),
            checks_part(verdict, sizes),
            items_part(verdict, sizes),
            *(() if answers is None else answers.parts(sizes)),
        ),
        imprint=imprint,
    )


def _sentences(verdict: DistrictVerdict) -> tuple[str, ...]:
    """Who has reported, the seven indicators, and each level in a sentence."""
    schools, waiting = verdict.schools, verdict.outstanding
    returned = [school for school in waiting if school.returned]
    missing = [school for school in waiting if not school.returned]
    if not schools:
        return ("名册里还没有学校，没有可以评估的内容。",)
    said = f"全区应报 {len(schools)} 所，已接收 {len(schools) - len(waiting)} 所。"
    told = [f"{named(missing)}还没有报"] if missing else []
    told += [f"{named(returned)}报来后已退回改正"] if returned else []
    if told:
        said += f"{'；'.join(told)}。在此之前只能判断已有的部分。"
    passes = {True: "达到要求", False: "没有达到要求", None: "还不能判断"}
    resources = f"资源配置七项指标：{passes[verdict.evaluation.passes]}。"
    levels = (level_sentence(level) for level in verdict.evaluation.levels.values())
    return (said, resources, *levels)
