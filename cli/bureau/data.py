"""``main.py bureau data``: the accepted returns and the evaluation for statisticians."""

import argparse
from pathlib import Path

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs, add_force
from operations.bureau.evaluation.data import write_data
from operations.bureau.store import open_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verb ``data``."""
    text = (
        "导出全区数据：各校填报表、七项指标、差异系数和代码本，"
        "CSV 附 datapackage.json，另有一个 Excel 工作簿"
    )
    verb = bureau_verb(verbs, "data", _data, text=text)
    verb.add_argument("target", type=Path, metavar="文件夹", help="数据写到哪个文件夹")
    verb.add_argument(
        "--parquet", action="store_true", help="每张表再写一个 .parquet（要装 pyarrow）"
    )
    add_force(verb)


def _data(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=True) as store:
        made = write_data(
            store, arguments.target, replace=arguments.force, parquet=arguments.parquet
        )
    data = {
        "schools": made.schools,
        "descriptor": str(made.descriptor),
        "tables": [str(path) for path in made.tables],
        "workbook": str(made.workbook),
        "parquet": [str(path) for path in made.parquet],
    }
    return Result(
        data,
        [
            f"已导出 {made.schools} 所学校的数据：{len(made.tables)} 张表在 {made.descriptor.parent}，",
            f"说明在 {made.descriptor.name}，Excel 工作簿是 {made.workbook.name}。",
        ],
    )
