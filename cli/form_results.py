"""Answers about a form, a school's return or the bureau's own: what was filled, what is wrong."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from cli.output import Exit, Result
from cli.parser import Parser
from cli.wording import problem_json, problem_lines
from forms.problems import Problem, Severity
from forms.tables.sheets import hidden_rows_told
from operations.entry.fill_file import FillMode, FillReport
from operations.entry.merging.plan import CellChange, Decisions, Take


def add_filling(parser: Parser) -> None:
    """Add what ``fill`` gets: the files, whether to rehearse, and how conflicts are decided."""
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="文件",
        help="填报数据（.json）或填好的模板（.xlsx）；几个部门的模板可以一次读入",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="只说明会改哪些格、有哪些冲突，不写入"
    )
    parser.add_argument(
        "--take",
        choices=[item.value for item in Take],
        help="导出模板以后这里也改过的格（冲突）：file 用文件里的，mine 留这里的",
    )
    parser.add_argument(
        "--remove",
        action="store_true",
        help="文件里清空的格、删去的行，这里也清空、删去；不带时只列出来",
    )


def fill_mode(arguments: argparse.Namespace) -> FillMode:
    """How the arguments of :func:`add_filling` ask to fill."""
    take = None if arguments.take is None else Take(arguments.take)
    return FillMode(arguments.dry_run, Decisions(take, remove_all=arguments.remove))


def add_template(parser: Parser) -> None:
    """Add what ``template`` gets: where it goes, and which forms are in it."""
    parser.add_argument("target", type=Path, metavar="目标", help="模板写到哪个文件（.xlsx）")
    add_forms(parser)


def add_forms(parser: Parser) -> None:
    """Add the choice of some of the forms."""
    parser.add_argument(
        "--form",
        action="append",
        default=[],
        dest="forms",
        metavar="表",
        help="只要这张表，例如 facilities；可以写几次。不写就是全部",
    )


def fill_result(done: FillReport) -> Result:
    """What was or would be filled, and every entry that was not; exit 1 if there is one."""
    left = [{"place": item.place, "reason": item.reason} for item in done.leftovers]
    lines: list[str] = []
    if not done.written:
        lines.extend(f"将改 {_cell_line(item)}" for item in done.cells)
    lines.extend(f"冲突 {_cell_line(item)}" for item in done.conflicts)
    if done.removed:
        said = "已清空或删去" if done.written else "将清空或删去"
        lines.append(f"{said} {done.removed} 处。")
    else:
        lines.extend(_left_line(item) for item in done.removals)
    lines.extend(f"没有填入 {item}" for item in done.leftovers)
    lines.extend(f"提醒 {item}" for item in done.remarks)
    if done.hidden_rows:
        lines.append(hidden_rows_told(done.hidden_rows))
    if done.written:
        lines.append(f"已填入 {done.applied} 项。")
    else:
        lines.append(f"预演，没有写入：将填入 {done.applied} 项，冲突 {len(done.conflicts)} 处。")
    data = {
        "applied": done.applied,
        "written": done.written,
        "changes": [_cell_json(item) for item in done.cells],
        "conflicts": [_cell_json(item) for item in done.conflicts],
        "removals": [_cell_json(item) for item in done.removals],
        "removed": done.removed,
        "files": [{"file": name, "person": person} for name, person in done.people],
        "refused": left,
        "hidden_rows": done.hidden_rows,
        "remarks": [{"place": item.place, "reason": item.reason} for item in done.remarks],
    }
    waiting = bool(done.conflicts) and not done.written
    return Result(data, lines, _unless(bool(left) or waiting))


def _left_line(item: CellChange) -> str:
    """A cell cleared or a row deleted in the file, which was left as it is."""
    what = "没有这一行" if item.address.endswith("]") else "是空的"
    return f"没有照做 {item.label}：文件里{what}，这里是“{item.mine}”。要照做请带 --remove。"


def _cell_line(item: CellChange) -> str:
    base = "" if item.base is None or item.base == item.mine else f"（导出时 {item.base or '空'}）"
    mine = f"{item.mine_from}：{item.mine}" if item.mine_from else item.mine or "（空）"
    wrong = "（需要改正）" if item.is_wrong else ""
    return f"{item.label}：{mine}{base} → {item.file or '（空）'}{wrong}"


def _cell_json(item: CellChange) -> dict[str, str | bool | None]:
    return {
        "address": item.address,
        "label": item.label,
        "mine": item.mine,
        "mine_from": item.mine_from,
        "exported": item.base,
        "file": item.file,
        "file_name": item.file_name,
        "wrong": item.is_wrong,
    }


def check_result(
    problems: Sequence[Problem],
    *,
    data: Mapping[str, object] | None = None,
    lines: Sequence[str] = (),
) -> Result:
    """Every problem, and how many wait; exit 1 if one does.

    Args:
        problems: All that were found, in the order of the form.
        data: What else ``--json`` gives.
        lines: What else is printed, before the count.

    """
    counts = {
        severity.value: sum(problem.severity is severity for problem in problems)
        for severity in Severity
    }
    waiting = sum(problem.is_open for problem in problems)
    found = {
        "counts": counts,
        "open": waiting,
        "problems": [problem_json(problem) for problem in problems],
        **(data or {}),
    }
    count = (
        f"逻辑校验 {counts['error']} 个，经验校验 {counts['query']} 个，提示 {counts['hint']} 个；"
        f"没有处理的 {waiting} 个。"
    )
    return Result(found, [*problem_lines(problems), *lines, count], _unless(bool(waiting)))


def _unless(wrong: bool) -> Exit:  # noqa: FBT001 - reads as a sentence
    return Exit.REFUSED if wrong else Exit.DONE
