"""``main.py bureau today``: who is missing, whom to call first, what came, what runs out, what is next."""

import argparse
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs, add_force
from operations.bureau.store import open_bureau
from operations.bureau.today.call_list import PhoneCall
from operations.bureau.today.call_sheet import write_call_sheet
from operations.bureau.today.facts import DueDate, read_facts
from operations.bureau.today.morning import NewsSince, Today, read_today
from operations.bureau.today.next_step import BureauStep
from operations.bureau.today.standings import DeliveryState, SchoolGroup
from operations.errors import Misused
from operations.keys.key_care import KeyState

_STEPS = {
    BureauStep.ROSTER: "读入学校名册",
    BureauStep.RECEIPTS: "给已接收的上报包生成回执",
    BureauStep.ENROL: "给学校开户",
    BureauStep.IMPORT: "导入上报包",
    BureauStep.EVALUATE: "查看评估，打印申报表",
}


def add_to(verbs: Verbs) -> None:
    """Add the verb ``today``."""
    verb = bureau_verb(
        verbs, "today", today, text="今日：谁没有交、先给谁打电话、新到了什么、什么快到期"
    )
    verb.add_argument("--since", default="", metavar="日期", help="从这一天起新到的，默认从昨天起")
    verb.add_argument(
        "--calls", type=Path, metavar="文件", help="把电话单写到这个文件（.pdf 或 .xlsx）"
    )
    add_force(verb)


def today(arguments: argparse.Namespace) -> Result:
    """``bureau today``: the morning of the bureau, and the call list as a file if asked."""
    since = _since(arguments.since)
    with open_bureau(arguments.store, read_only=True) as store:
        found, meta = read_today(store, read_facts(store), since=since), store.meta
    lines, data = list(_lines(found)), _json(found)
    if arguments.calls is not None:
        path = write_call_sheet(meta, found, arguments.calls, replace=arguments.force)
        data["file"] = str(path)
        lines.append(f"电话单已写到 {path}。")
    return Result(data, lines)


def _since(text: str) -> date:
    if not text:
        return datetime.now().astimezone().date() - timedelta(days=1)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Misused(f"--since 应写成 2024-10-15 的样子，写的是“{text}”。") from None


def _lines(found: Today) -> Iterator[str]:
    if not found.whole.codes:
        yield "名册里没有要上报的学校，请先读入学校名册。"
        return
    yield _group_line(found.whole)
    yield from (f"  {_group_line(group)}" for group in found.types)
    yield from (f"  {_group_line(group)}" for group in found.groups)
    if found.calls:
        yield f"先打电话（{len(found.calls)} 所）："
        yield from (f"  {_call_line(call)}" for call in found.calls)
    if found.news is not None:
        yield _news_line(found.news)
    yield from (item.warning for item in found.ends)
    yield f"下一步：{_STEPS[found.step]}。"


def _group_line(group: SchoolGroup) -> str:
    counts = [f"{item.label} {group.count(item)}" for item in DeliveryState if group.count(item)]
    return f"{group.label}：应交 {len(group.codes)} 所，{'，'.join(counts)}"


def _call_line(call: PhoneCall) -> str:
    who = " ".join(filter(None, (call.principal, call.telephone))) or "名册里没有电话"
    return f"{call.name}（{call.code}）　{who}　{call.reason}"


def _news_line(news: NewsSince) -> str:
    if news.is_empty:
        return f"{news.since} 以来没有新到的文件。"
    counts = (
        (len(news.received), "所学校的上报包"),
        (news.refused, "个文件被拒收"),
        (len(news.answered), "所学校的回执已生成"),
        (len(news.returned), "所学校被退回"),
    )
    return f"{news.since} 以来：{'，'.join(f'{count} {word}' for count, word in counts if count)}。"


def _json(found: Today) -> dict[str, object]:
    return {
        "day": found.day.isoformat(),
        "due": _due_json(found.due),
        "schools": _group_json(found.whole),
        "types": [_group_json(group) for group in found.types],
        "groups": [_group_json(group) for group in found.groups],
        "calls": [_call_json(call) for call in found.calls],
        "news": None if found.news is None else _news_json(found.news),
        "ends": [_end_json(item) for item in found.ends],
        "next": found.step.value,
    }


def _due_json(due: DueDate | None) -> dict[str, object] | None:
    return None if due is None else {"day": due.day.isoformat(), "days_left": due.days_left}


def _group_json(group: SchoolGroup) -> dict[str, object]:
    standings = {item.value: list(group.schools[item]) for item in DeliveryState}
    return {"label": group.label, "count": len(group.codes), **standings}


def _call_json(call: PhoneCall) -> dict[str, object]:
    return {
        "code": call.code,
        "name": call.name,
        "principal": call.principal,
        "telephone": call.telephone,
        "standing": call.standing.value,
        "urgency": call.urgency.name.lower(),
        "reason": call.reason,
    }


def _news_json(news: NewsSince) -> dict[str, object]:
    return {
        "since": news.since.isoformat(),
        "received": list(news.received),
        "refused": news.refused,
        "answered": list(news.answered),
        "returned": list(news.returned),
    }


def _end_json(item: KeyState) -> dict[str, object]:
    return {
        "kind": item.kind.value,
        "holder": item.holder,
        "not_after": item.not_after.isoformat(),
        "days_left": item.days_left,
        "message": item.warning,
    }
