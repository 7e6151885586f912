"""``main.py school new``: a new store, from what is typed, the opening file or last year's store."""

import argparse
from pathlib import Path

from cli.output import Result, say
from cli.parser import Verbs, whole
from cli.school.desk import clerk, opened, school_verb
from forms.workflow import Actor
from operations.errors import Misused
from operations.files import read_file
from operations.school import beginning
from operations.school.identity import found_school
from operations.school.last_year import Brought

_TYPED = {"code": "--code", "name": "--name", "period": "--period"}


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "新建填报库：写明学校和年份，或从开户文件、上年的填报库开始"
    parser = school_verb(verbs, "new", _new, text=text)
    parser.add_argument("--code", metavar="代码", help="10 位学校标识码")
    parser.add_argument("--name", metavar="校名", help="学校名称")
    parser.add_argument("--period", type=whole, metavar="年", help="报告期，例如 2024")
    parser.add_argument(
        "--from",
        dest="opening",
        type=Path,
        metavar="开户文件",
        help="从区局的开户文件开始：标识码、名称、办学类型、年份、区局设置和上年数都取自它",
    )
    parser.add_argument(
        "--fingerprint", metavar="指纹", help="区局通知上的根证书指纹（20 位），用来核对开户文件"
    )
    parser.add_argument(
        "--older",
        type=Path,
        metavar="上年填报库",
        help="从本校上年的填报库开始：带来不常变的内容，都标为“待确认”",
    )


def _new(arguments: argparse.Namespace) -> Result:
    _check_usage(arguments)
    actor = clerk(arguments)
    brought = Brought(0, 0)
    if arguments.opening is not None:
        brought = _from_opening(arguments, actor)
    elif arguments.older is not None:
        brought = beginning.found_from_older(
            arguments.store, arguments.older, period=arguments.period, actor=actor
        )
    else:
        found_school(
            arguments.store,
            school_code=arguments.code,
            school_name=arguments.name,
            period=arguments.period,
            actor=actor,
        ).close()
    return _result(arguments, brought)


def _check_usage(arguments: argparse.Namespace) -> None:
    """What a file says is not typed again; what no file says has to be."""
    told = set(_TYPED) if arguments.opening else {"code", "name"} if arguments.older else set()
    twice = [flag for name, flag in _TYPED.items() if name in told and _given(arguments, name)]
    missing = [
        flag for name, flag in _TYPED.items() if name not in told and not _given(arguments, name)
    ]
    if twice:
        raise Misused(f"{'、'.join(twice)} 取自给出的文件，请不要再写。")
    if missing:
        raise Misused(f"缺少参数：{', '.join(missing)}。")
    if arguments.fingerprint is not None and arguments.opening is None:
        raise Misused("--fingerprint 只用来核对 --from 的开户文件。")


def _given(arguments: argparse.Namespace, name: str) -> bool:
    return getattr(arguments, name) is not None


def _from_opening(arguments: argparse.Namespace, actor: Actor) -> Brought:
    content = read_file(arguments.opening)
    if arguments.fingerprint is None:
        root = beginning.look_at_opening(content).root
        say(
            f"没有给出 --fingerprint：请把根证书指纹 {root.fingerprint} 与区局盖章的通知核对，"
            "不一致就停止使用。"
        )
    return beginning.found_from_opening(
        arguments.store,
        content,
        actor=actor,
        root_fingerprint=arguments.fingerprint,
        older=arguments.older,
    )


def _result(arguments: argparse.Namespace, brought: Brought) -> Result:
    with opened(arguments, read_only=True) as store:
        meta = store.meta
    data = {
        "store": str(arguments.store),
        "school": meta.school_code,
        "name": meta.school_name,
        "period": meta.period,
        "pack": f"{meta.pack.id} {meta.pack.version}",
        "bureau": meta.bureau_code,
        "fields": brought.fields,
        "rows": brought.rows,
    }
    enrolled = "已在区局开户，" if meta.bureau_code else ""
    then = "下一步：填报。" if enrolled else "下一步：school request 生成开户申请。"
    lines = [
        f"已建立 {meta.school_name} {meta.period} 年的填报库 {arguments.store}，{enrolled}{then}"
    ]
    return Result(data, [*lines, *([brought.sentence] if brought.is_anything else [])])
