"""``main.py school stat``: blanks filled from an export of the annual statistics."""

import argparse
from pathlib import Path

from cli.output import Result
from cli.parser import Verbs
from cli.school.desk import clerk, opened, school_verb
from operations.entry.merging.plan import Take
from operations.school.exchange import statistics as school_statistics
from operations.school.exchange.statistics import StatReport, StatStanding


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "从教育事业统计导出的报表取数，按表头对应，只填空着的"
    parser = school_verb(verbs, "stat", _stat, text=text)
    parser.add_argument("file", type=Path, metavar="报表", help="统计系统导出的 .xlsx 或 .csv")
    parser.add_argument("--dry-run", action="store_true", help="只说会填入什么，不写入")
    parser.add_argument(
        "--take",
        choices=[item.value for item in Take],
        help="与已填的不同的项：file 用报表的，mine 留已填的；不写就不填入",
    )


def _stat(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=arguments.dry_run) as store:
        if arguments.dry_run:
            return _result(school_statistics.rehearse_statistics(store, arguments.file))
        done = school_statistics.take_statistics(
            store,
            arguments.file,
            actor=clerk(arguments),
            take=None if arguments.take is None else Take(arguments.take),
        )
    return _result(done, written=True)


def _result(report: StatReport, *, written: bool = False) -> Result:
    data = {
        "written": report.written,
        "figures": [
            {
                "field": figure.field,
                "before": figure.before,
                "after": figure.after,
                "standing": figure.standing.value,
                "source": figure.source,
            }
            for figure in report.figures
        ],
        "left": list(report.left),
    }
    lines = [
        "　".join(
            (
                figure.standing.label,
                figure.label,
                f"{figure.before or '（空）'} → {figure.shown}",
                figure.source,
            )
        )
        for figure in report.figures
        if figure.standing is not StatStanding.SAME
    ]
    lines.extend(report.left)
    same = len(report.of(StatStanding.SAME))
    new, different = len(report.of(StatStanding.NEW)), len(report.of(StatStanding.DIFFERENT))
    end = f"已填入 {report.written} 项。" if written else f"会填入 {new} 项，没有写入。"
    return Result(data, [*lines, f"相同 {same} 项，不同 {different} 项。{end}"])
