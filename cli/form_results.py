"""Answers about a form, a school's return or the bureau's own: what was filled, what is wrong."""

from collections.abc import Mapping, Sequence

from cli.output import Exit, Result
from cli.wording import problem_json, problem_lines
from forms.problems import Problem, Severity
from operations.entry.fill_file import FillReport


def fill_result(done: FillReport) -> Result:
    """How much was filled, and every entry that was not; exit 1 if there is one."""
    left = [{"place": item.place, "reason": item.reason} for item in done.leftovers]
    lines = [f"已填入 {done.applied} 项。"]
    lines.extend(f"没有填入 {item.place}：{item.reason}" for item in done.leftovers)
    return Result({"applied": done.applied, "refused": left}, lines, _unless(bool(left)))


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
