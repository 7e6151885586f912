"""``main.py bureau tables|export``: the official tables, the raw table, and what one school has reported."""

import argparse
from pathlib import Path

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs, add_force
from operations.bureau.evaluation import export as bureau_export
from operations.bureau.store import open_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    tables = bureau_verb(verbs, "tables", _tables, text="生成申报表Ⅰ至Ⅵ，附差距、份额和来源")
    tables.add_argument("target", type=Path, metavar="文件夹", help="表格写到哪个文件夹")
    tables.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="表",
        help="只要这张表，例如 II-2；可写多次；不写就是全部七张",
    )
    add_force(tables)
    out = bureau_verb(verbs, "export", _export, text="导出全区原始表，或一所学校的填报内容")
    out.add_argument("target", type=Path, metavar="目标", help="写到哪个文件（.csv 或 .xlsx）")
    out.add_argument(
        "--school",
        metavar="代码",
        help="只导出这所学校的填报内容（.json）、报告（.pdf 或 .xlsx），或它的签名包（.asice）",
    )
    add_force(out)


def _tables(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=True) as store:
        made = bureau_export.write_official_tables(
            store, arguments.target, replace=arguments.force, only=arguments.only
        )
    data = {"tables": [str(made.workbook)], "pages": [str(path) for path in made.pages]}
    return Result(data, [f"已生成 {path}" for path in (made.workbook, *made.pages)])


def _export(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=True) as store:
        if arguments.school:
            path = bureau_export.write_school(
                store, arguments.school, arguments.target, replace=arguments.force
            )
        else:
            path = bureau_export.write_district_raw(
                store, arguments.target, replace=arguments.force
            )
    lines = [f"已导出到 {path}。"]
    if arguments.school and path.suffix.lower() == ".asice":
        lines.append(
            "其中的 report.pdf 和 report.xlsx 是学校自己的副本，本局没有核对；"
            "本局的数字都从填报内容重新计算。"
        )
    return Result({"file": str(path)}, lines)
