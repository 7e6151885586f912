"""``main.py verify FILE``: what is this file, who signed it, is it whole."""

import argparse
from pathlib import Path

from cli.output import Exit, Result
from cli.parser import Verbs, add_command, add_force, spoken
from cli.store_results import with_verdict
from forms.confirmation import Signatory
from forms.exchange import PackageInfo, Signer
from operations import files
from operations.any_store import opened_any
from operations.journal.proof import verify_history
from operations.verify.confirmation_sheet import confirmation_pdf
from operations.verify.file_view import FileView, answers, view_of
from operations.verify.inspect_file import FileReport, inspect_file
from operations.verify.paper_check import PaperCheck, PaperState, check_paper, paper_of


def add_to(groups: Verbs) -> None:
    """Add the command ``verify``."""
    parser = add_command(groups, "verify", _verify, text="核对任一文件：是什么、谁签的、是否完整")
    parser.add_argument("file", type=Path, metavar="文件", help="任何文件；只读，不改动")
    parser.add_argument(
        "--store",
        type=Path,
        metavar="库",
        help="文件从哪个库发出，或是哪个库的备份：那个库的日志里必须有文件记下的末端",
    )
    parser.add_argument("--trust", type=Path, metavar="根证书", help="区局的根证书（PEM 文件）")
    parser.add_argument(
        "--paper",
        type=spoken,
        metavar="二维码文字",
        help="从纸上扫出的二维码文字：这张纸是不是这份文件（上报包或库）打印的",
    )
    parser.add_argument(
        "--confirmation", type=Path, metavar="目标", help="把核对结果写成确认单（PDF）"
    )
    add_force(parser)


def _verify(arguments: argparse.Namespace) -> Result:
    report = inspect_file(arguments.file, trust=arguments.trust)
    view = view_of(report, paper=paper_of(arguments.file, report))
    code = Exit.DONE if report.accepted else Exit.REFUSED
    result = Result(_json(report, view), _lines(report, view), code)
    if arguments.confirmation is not None:
        result = _with_sheet(result, view, arguments)
    if arguments.paper is not None:
        result = _with_paper(result, check_paper(arguments.file, arguments.paper))
    if arguments.store is None:
        return result
    with opened_any(arguments.store) as store:
        return with_verdict(result, verify_history(store, [arguments.file]))


def _with_paper(result: Result, found: PaperCheck) -> Result:
    """Add what came of comparing a page; another page or an unreadable one is a refusal."""
    code = found.code
    paper: dict[str, object] = {"state": found.state.value, "message": found.sentence}
    if code is not None:
        paper |= {"school": code.school, "digest": code.digest}
        paper |= {"period": code.period, "revision": code.revision}
        paper |= {"page": code.page, "pages": code.pages}
    is_same = found.state is PaperState.SAME
    return Result(
        {**result.data, "paper": paper},
        [*result.lines, f"{found.state.label}：{found.sentence}"],
        result.code if is_same else Exit.REFUSED,
    )


def _with_sheet(result: Result, view: FileView, arguments: argparse.Namespace) -> Result:
    """Write the sheet that says what was found."""
    path = files.write_file(
        arguments.confirmation,
        confirmation_pdf(view),
        name=f"{view.file}-确认单.pdf",
        replace=arguments.force,
    )
    lines = [*result.lines, f"确认单已写到 {path}。"]
    return Result({**result.data, "confirmation": str(path)}, lines, result.code)


def _json(report: FileReport, view: FileView) -> dict[str, object]:
    data: dict[str, object] = {
        "file": report.file,
        "kind": report.kind.value,
        "state": view.state.value,
        "whose": view.whose,
        "verdict": report.level.name,
        "code": report.code.value,
        "message": report.message,
        "school": "",
        "period": None,
        "number": None,
        "accepted": report.accepted,
    }
    found = report.inspection
    if found is None:
        return data
    verdict = found.verdict
    data |= {
        "readable": verdict.readable,
        "intact": verdict.intact,
        "trusted": verdict.trusted,
        "covers_everything": verdict.covers_everything,
        "right_party": verdict.right_party,
        "identity": found.identity,
    }
    if verdict.signer is not None:
        data["signer"] = _signer_json(verdict.signer)
    data["further"] = [
        {"role": one.role, "name": one.name, "fingerprint": one.fingerprint}
        for one in verdict.further
    ]
    return data if found.info is None else data | _content_json(found.info)


def _signer_json(signer: Signer) -> dict[str, object]:
    return {
        "name": signer.name,
        "organisation": signer.organisation,
        "code": signer.code,
        "role": signer.role,
        "fingerprint": signer.fingerprint,
    }


def _content_json(info: PackageInfo) -> dict[str, object]:
    return {
        "content": info.kind.value,
        "school": info.school,
        "bureau": info.bureau,
        "period": info.period,
        "number": info.number,
        "created": info.created.isoformat(),
    }


def _lines(report: FileReport, view: FileView) -> list[str]:
    lines = [f"{view.file}：{view.what}，{view.state.label}（{report.code}）"]
    found = report.inspection
    if found is not None and found.verdict.readable:
        verdict = found.verdict
        lines.append("；".join(f"{question}：{answer}" for question, answer in answers(verdict)))
        if verdict.signer is not None:
            signer = verdict.signer
            lines.append(f"签名人：{signer.name}，{signer.organisation}（{signer.code}）")
        lines.extend(
            f"{Signatory(one.role).label}另有签名：{one.name}（{one.code}）"
            for one in verdict.further
        )
        if found.info is not None:
            info = found.info
            lines.append(
                f"学校 {info.school}，区局 {info.bureau}，{info.period} 年，第 {info.number} 号"
            )
    lines.append(report.message)
    return lines
