"""``main.py bureau plan``: what would let the district pass – make, look at, compare and hand out plans."""

import argparse
from pathlib import Path
from typing import Final

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs, add_force, spoken
from forms.plan.plan import DistrictPlan
from forms.rounding import shortest
from operations.bureau.plan import plans_told
from operations.bureau.plan.plan_files import open_plan, save_plan, write_plan_document
from operations.bureau.plan.plans import (
    PlanGround,
    hand_plan,
    least_plan,
    plan_came,
    read_ground,
    view_plan,
)
from operations.bureau.plan.typed_plan import goals_named, prices_typed, steps_typed
from operations.bureau.store import open_bureau
from operations.errors import Misused

_ACTIONS: Final = ("least", "make", "show", "compare", "export")
_WAN: Final = 10_000


def add_to(verbs: Verbs) -> None:
    """Add the verb ``plan``."""
    text = (
        "补短板：least 算出最省的方案，make 按给出的步骤做方案，show 查看（往年的方案与今年的数对照），"
        "compare 并排比较，export 导出会上用的清单（.xlsx 或 .pdf）"
    )
    verb = bureau_verb(verbs, "plan", _plan, text=text)
    verb.add_argument("action", choices=_ACTIONS, metavar="做什么", help="、".join(_ACTIONS))
    verb.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="文件",
        help="least、make：方案写到的 .json；show、compare：方案文件；export：方案文件和写到的文件",
    )
    verb.add_argument("--name", type=spoken, default="", metavar="名称", help="方案叫什么")
    _add_least(verb)
    _add_make(verb)
    add_force(verb)


def _add_least(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--indicator",
        action="append",
        default=[],
        metavar="指标",
        help="least：只补这一项，例如 L2；可写多次；不写就补全区，每校可留一项在 85%%",
    )
    verb.add_argument(
        "--level",
        choices=["primary", "junior"],
        metavar="学段",
        help="least：只补小学（primary）或初中（junior）",
    )
    verb.add_argument(
        "--transfer", action="store_true", help="least：只在学校之间调配教师，不增加人"
    )
    verb.add_argument(
        "--price",
        action="append",
        default=[],
        metavar="指标=元",
        help="单价，例如 L4=3500 是教学用房每㎡ 3500 元；可写多次",
    )


def _add_make(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--base", type=Path, metavar="方案", help="make：从这份方案的步骤接着做")
    for option, what, example in (
        ("--set", "学校:列=数", "一所学校的一个数改为"),
        ("--move", "从:到:列=人数", "学生或教师从一所学校到另一所"),
        ("--merge", "学校:并入", "一所学校并入另一所"),
    ):
        verb.add_argument(
            option, action="append", default=[], metavar=what, help=f"make：{example}；可写多次"
        )


def _plan(arguments: argparse.Namespace) -> Result:
    _check(arguments)
    with open_bureau(arguments.store, read_only=True) as store:
        ground = read_ground(store)
    return _DO[arguments.action](arguments, ground)


def _check(arguments: argparse.Namespace) -> None:
    action, count = arguments.action, len(arguments.files)
    wanted = {"compare": count, "export": 2}.get(action, 1)
    if count != wanted:
        raise Misused("least、make 和 show 只写一个文件，export 要写方案文件和写到的文件。")
    steps = arguments.set or arguments.move or arguments.merge or arguments.base
    if steps and action != "make":
        raise Misused("--set、--move、--merge 和 --base 只与 make 同用。")
    if (arguments.indicator or arguments.level or arguments.transfer) and action != "least":
        raise Misused("--indicator、--level 和 --transfer 只与 least 同用。")


def _least(arguments: argparse.Namespace, ground: PlanGround) -> Result:
    plan = least_plan(
        ground,
        arguments.name or "最省的方案",
        goals_named(arguments.indicator, arguments.level or ""),
        prices=prices_typed(arguments.price),
        transfer=arguments.transfer,
    )
    return _written(arguments, ground, plan)


def _make(arguments: argparse.Namespace, ground: PlanGround) -> Result:
    base = None if arguments.base is None else open_plan(arguments.base)
    typed = steps_typed(arguments.set, arguments.move, arguments.merge)
    if not typed and base is None:
        raise Misused("make 要用 --set、--move、--merge 或 --base 写明至少一步。")
    prices = prices_typed(arguments.price) if arguments.price or base is None else base.prices
    steps = (*(() if base is None else base.steps), *typed)
    name = arguments.name or ("手工方案" if base is None else base.name)
    return _written(arguments, ground, hand_plan(ground, name, steps, prices=prices))


def _written(arguments: argparse.Namespace, ground: PlanGround, plan: DistrictPlan) -> Result:
    path = save_plan(plan, arguments.files[0], replace=arguments.force)
    shown = _shown(ground, plan)
    return Result({"file": str(path), **shown.data}, [*shown.lines, f"方案已写到 {path}。"])


def _show(arguments: argparse.Namespace, ground: PlanGround) -> Result:
    plan = open_plan(arguments.files[0])
    return _shown(ground, plan) if plan.period == ground.meta.period else _came(ground, plan)


def _shown(ground: PlanGround, plan: DistrictPlan) -> Result:
    view = view_plan(ground, plan)
    data = plans_told.view_json(view)
    lines = [f"方案：{plan.name}（{plan.period} 年的数，{len(view.lines)} 条）"]
    lines += [f"{number}. {line.sentence}" for number, line in enumerate(view.lines, start=1)]
    lines += plans_told.view_sentences(view)
    return Result(data, lines)


def _came(ground: PlanGround, plan: DistrictPlan) -> Result:
    found = plan_came(ground, plan)
    data: dict[str, object] = {
        "name": plan.name,
        "period": plan.period,
        "now": ground.meta.period,
        "steps": [plans_told.came_json(line, came) for line, came in found],
    }
    lines = [f"方案：{plan.name}（{plan.period} 年做），与 {ground.meta.period} 年报来的数对照："]
    lines += [f"{line.sentence}：{plans_told.came_sentence(came)}" for line, came in found]
    return Result(data, lines)


def _compare(arguments: argparse.Namespace, ground: PlanGround) -> Result:
    views = [view_plan(ground, open_plan(path)) for path in arguments.files]
    lines: list[str] = []
    for path, view in zip(arguments.files, views, strict=True):
        cost = shortest(view.cost / _WAN, 2)
        lines.append(f"{view.plan.name}（{path.name}）：{len(view.lines)} 条，费用 {cost} 万元")
        lines += [f"    {sentence}" for sentence in plans_told.view_sentences(view)]
    data = {"plans": [plans_told.view_json(view, short=True) for view in views]}
    return Result(data, lines)


def _export(arguments: argparse.Namespace, ground: PlanGround) -> Result:
    source, target = arguments.files
    plan = open_plan(source)
    path = write_plan_document(ground, plan, target, replace=arguments.force)
    return Result({"file": str(path)}, [f"方案清单已写到 {path}。"])


_DO: Final = {
    "least": _least,
    "make": _make,
    "show": _show,
    "compare": _compare,
    "export": _export,
}
