"""Answers about a form, a school's return or the bureau's own: what was filled, what is wrong."""

import argparse
from collections.abc import Mapping, Sequence

from cli.output import Exit, Result
from cli.parser import Parser
from cli.wording import problem_json, problem_lines
from forms.problems import Problem, Severity
from operations.entry.fill_file import FillMode, FillReport
from operations.entry.merging import CellChange, Take


def add_filling(parser: Parser) -> None:
    """Add what ``fill`` can be told: rehearse, and how conflicts are decided."""
    parser.add_argument(
        "--dry-run", action="store_true", help="只说明会改哪些格、有哪些冲突，不写入"
    )
    parser.add_argument(
        "--take",
        choices=[item.value for item in Take],
        help="导出模板以后这里也改过的格（冲突）：file 用文件里的，mine 留这里的",
    )


def fill_mode(arguments: argparse.Namespace) -> FillMode:
    """How the arguments of :func:`add_filling` ask to fill."""
    take = None if arguments.take is None else Take(arguments.take)
    return FillMode(rehearse=arguments.dry_run, take=take)


def fill_result(done: FillReport) -> Result:
    """What was or would be filled, and every entry that was not; exit 1 if there is one."""
    left = [{"place": item.place, "reason": item.reason} for item in done.leftovers]
    lines: list[str] = []
    if not done.written:
        lines.extend(f"将改 {_cell_line(item)}" for item in done.cells)
    lines.extend(f"冲突 {_cell_line(item)}" for item in done.conflicts)
    lines.extend(done.kept)
    lines.extend(f"没有填入 {item}" for item in done.leftovers)
    if done.written:
        lines.append(f"已填入 {done.applied} 项。")
    else:
        lines.append(f"预演，没有写入：将填入 {done.applied} 项，冲突 {len(done.conflicts)} 处。")
    data = {
        "applied": done.applied,
        "written": done.written,
        "changes": [_cell_json(item) for item in done.cells],
        "conflicts": [_cell_json(item) for item in done.conflicts],
        "kept": list(done.kept),
        "refused": left,
    }
    waiting = bool(done.conflicts) and not done.written
    return Result(data, lines, _unless(bool(left) or waiting))


def _cell_line(item: CellChange) -> str:
    return f"{item.label}：{item.mine or '（空）'} → {item.file or '（空）'}"


def _cell_json(item: CellChange) -> dict[str, str]:
    return {
        "address": item.address,
        "label": item.label,
        "mine": item.mine,
        "file": item.file,
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
