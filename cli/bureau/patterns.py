"""``main.py bureau patterns``: what is odd over all returns at once, and return slips from it."""

import argparse
from dataclasses import asdict
from pathlib import Path

from cli.bureau.desk import bureau_verb, desk_at_work
from cli.output import Exit, Result
from cli.parser import Verbs, add_force
from cli.passphrase import add_passphrase, read_passphrase
from forms.patterns import Patterns
from operations.bureau.evaluation.patterns import patterns_json, read_patterns
from operations.bureau.sent.slip_batch import BatchedSlip, batched_slips, chosen_by_id, issue_batch
from operations.bureau.store import open_bureau
from operations.errors import Misused


def add_to(verbs: Verbs) -> None:
    """Add the verb ``patterns``."""
    text = (
        "异常与规律：多校触发的校验、雷同的说明和表格、偏离同类学校的数、比上年变动大的数；"
        "可以从中成批退回"
    )
    verb = bureau_verb(verbs, "patterns", _patterns, text=text)
    verb.add_argument(
        "--return", dest="folder", type=Path, metavar="文件夹", help="成批退回：每校一个文件夹"
    )
    verb.add_argument(
        "--take",
        action="append",
        default=[],
        metavar="编号[=意见]",
        help="成批退回：从哪一条，写什么意见；不写意见就用程序拟的；可写多次",
    )
    verb.add_argument("--reason", default="", metavar="原因", help="成批退回：退回的原因")
    verb.add_argument("--due", default="", metavar="日期", help="成批退回：要求哪天前改好")
    verb.add_argument("--dry-run", action="store_true", help="成批退回：只看每校会收到什么，不签发")
    add_force(verb)
    add_passphrase(verb)


def _patterns(arguments: argparse.Namespace) -> Result:
    wants_slips = bool(arguments.take)
    if wants_slips and arguments.folder is None and not arguments.dry_run:
        raise Misused("成批退回要用 --return 写明文件夹，或加 --dry-run 先看内容。")
    if not wants_slips and (arguments.folder is not None or arguments.dry_run):
        raise Misused("成批退回要用 --take 写明从哪一条退回，编号用 bureau patterns 查看。")
    with open_bureau(arguments.store, read_only=True) as store:
        found = read_patterns(store)
    if not wants_slips:
        return Result(patterns_json(found), _lines(found))
    pairs = [text.partition("=") for text in arguments.take]
    wanted = [(name.strip(), text.strip()) for name, _, text in pairs]
    slips = batched_slips(chosen_by_id(found, wanted))
    if arguments.dry_run:
        return Result({"dry_run": True, "slips": list(map(_slip_json, slips))}, _told(slips))
    return _issued(arguments, slips)


def _issued(arguments: argparse.Namespace, slips: tuple[BatchedSlip, ...]) -> Result:
    passphrase = read_passphrase(arguments, prompt="区局口令")
    with (
        open_bureau(arguments.store) as store,
        desk_at_work(arguments, store, passphrase) as desk,
    ):
        done = issue_batch(
            desk,
            slips,
            arguments.folder,
            reason=arguments.reason,
            due=arguments.due,
            replace=arguments.force,
        )
    data: dict[str, object] = {
        "folders": {code: str(path) for code, path in done.folders.items()},
        "faults": dict(done.faults),
    }
    lines = [f"退回单已写到 {path}。" for path in done.folders.values()]
    lines += [f"学校 {code}：{fault}" for code, fault in done.faults.items()]
    lines.append(f"退回 {len(done.folders)} 所，没有退成 {len(done.faults)} 所。")
    return Result(data, lines, Exit.REFUSED if done.faults else Exit.DONE)


def _lines(found: Patterns) -> list[str]:
    said = (f"[{one.id}] {one.kind.label}　{one.title}：{one.sentence}" for one in found.found)
    return [found.sentence, *said, *found.notes]


def _told(slips: tuple[BatchedSlip, ...]) -> list[str]:
    lines = [f"试运行，没有签发：{len(slips)} 所学校各一份退回单。"]
    for slip in slips:
        lines.append(f"{slip.name}（{slip.school}）：")
        lines += [f"  {one.address or '整份填报表'}：{one.text}" for one in slip.comments]
    return lines


def _slip_json(slip: BatchedSlip) -> dict[str, object]:
    comments = [asdict(one) for one in slip.comments]
    return {"code": slip.school, "name": slip.name, "comments": comments}
