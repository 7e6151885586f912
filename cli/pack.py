"""``main.py pack check|document|schema DIR``: the tools of a pack's author."""

import argparse
from dataclasses import asdict
from pathlib import Path

from cli.output import Exit, Result
from cli.parser import Parser, Verbs, add_command, add_force, add_group
from forms.pack_quality.counts import PackCounts
from forms.record import PackRef
from operations.packs.author_tools import (
    PackReport,
    check_pack_folder,
    document_pack_folder,
    publish_pack_schema,
)

_HELP = "表册作者的工具：检查表册、写成可读的手册、给出数据格式"


def add_to(groups: Verbs) -> None:
    """Add the group ``pack``."""
    verbs = add_group(groups, "pack", _HELP, title="动作")
    check = add_command(
        verbs, "check", _check, text="检查表册：名称、循环、来源、单位，每条规则能否提示、能否通过"
    )
    _add_folder(check)
    document = add_command(
        verbs, "document", _document, text="把表册写成一个网页文件：指标、规则、来源"
    )
    _add_folder(document)
    _add_output(document, "HTML")
    schema = add_command(
        verbs, "schema", _schema, text="写出上报包内 data/return.json 的 JSON Schema"
    )
    _add_folder(schema)
    _add_output(schema, "JSON")


def _add_output(parser: Parser, kind: str) -> None:
    words = f"要写的 {kind} 文件，或文件夹"
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="文件", help=words)
    add_force(parser)


def _add_folder(parser: Parser) -> None:
    parser.add_argument(
        "folder", type=Path, metavar="文件夹", help="表册所在的文件夹；只读，不改动"
    )


def _check(arguments: argparse.Namespace) -> Result:
    report = check_pack_folder(arguments.folder)
    code = Exit.REFUSED if report.faults else Exit.DONE
    return Result(_check_json(report), _check_lines(report), code)


def _check_json(report: PackReport) -> dict[str, object]:
    ref, counts = report.ref, report.counts
    return {
        "pack": None if ref is None else {"id": ref.id, "version": ref.version},
        "digest": None if ref is None else ref.digest,
        "counts": None if counts is None else {**asdict(counts), "rules": counts.rules},
        "passes": not report.faults,
        "faults": [asdict(fault) for fault in report.faults],
    }


def _check_lines(report: PackReport) -> list[str]:
    lines = []
    if report.ref is not None and report.counts is not None:
        lines.append(f"表册 {report.ref.id} {report.ref.version}　{report.label}")
        lines += _count_lines(report.counts)
    lines += [f"{fault.place}：{fault.message}" for fault in report.faults]
    count = len(report.faults)
    lines.append(f"有 {count} 处要改。" if count else "检查通过，没有要改的地方。")
    return lines


def _count_lines(counts: PackCounts) -> list[str]:
    severities = f"逻辑校验 {counts.errors}，经验校验 {counts.queries}，提示 {counts.hints}"
    return [
        f"  表 {counts.forms} 张，指标项 {counts.fields} 个（其中计算 {counts.calculated} 个）",
        f"  明细表 {counts.tables} 张，共 {counts.columns} 列",
        f"  规则 {counts.rules} 条：{severities}",
        f"  评估指标与检查 {counts.indicators} 个",
        f"  设置 {counts.settings} 个，选项目录 {counts.choice_lists} 个",
    ]


def _document(arguments: argparse.Namespace) -> Result:
    pack, path = document_pack_folder(arguments.folder, arguments.output, replace=arguments.force)
    return _written(pack.ref, path, "手册")


def _schema(arguments: argparse.Namespace) -> Result:
    pack, path = publish_pack_schema(arguments.folder, arguments.output, replace=arguments.force)
    return _written(pack.ref, path, "数据格式")


def _written(ref: PackRef, path: Path, what: str) -> Result:
    data: dict[str, object] = {"pack": {"id": ref.id, "version": ref.version}, "file": str(path)}
    return Result(data, [f"表册 {ref.id} {ref.version} 的{what}已写到 {path}。"])
