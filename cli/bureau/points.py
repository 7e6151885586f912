"""``main.py bureau points``: what return slips asked of a school, and what it replied."""

import argparse

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs
from operations.bureau.returns.school_file import read_school_file
from operations.bureau.sent.asked import AskedPoint, AskedSlip
from operations.bureau.store import open_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verb ``points``."""
    text = "退回一所学校时的各条意见，和学校在下一份上报包里的回复"
    verb = bureau_verb(verbs, "points", _points, text=text)
    verb.add_argument("school", metavar="代码", help="学校标识码")


def _points(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=True) as store:
        store.roster.require(arguments.school)
        asked = read_school_file(store, arguments.school).asked
    lines = [line for slip in asked for line in _lines(slip)]
    data = {"school": arguments.school, "slips": [_json(slip) for slip in asked]}
    return Result(data, lines or ["没有退回过这所学校。"])


def _lines(slip: AskedSlip) -> list[str]:
    when = f"{slip.created.astimezone():%Y-%m-%d %H:%M}"
    head = f"退回第 {slip.number} 号上报包（{slip.author}，{when}）：{slip.reason}{slip.summary}"
    return [head, *(f"　{_line(point, slip)}" for point in slip.points)]


def _line(point: AskedPoint, slip: AskedSlip) -> str:
    place, values = point.address or "整份", f"（{point.values}）" if point.values else ""
    reply = "没有回复" if point.reply is None else point.reply.sentence
    return f"{place}：{point.text}" + (f" 学校：{reply}{values}" if slip.answered else "")


def _json(slip: AskedSlip) -> dict[str, object]:
    return {
        "number": slip.number,
        "created": slip.created.isoformat(),
        "author": slip.author,
        "reason": slip.reason,
        "due": None if slip.due is None else slip.due.isoformat(),
        "answered": slip.answered,
        "points": [
            {
                "address": point.address,
                "text": point.text,
                "reply": None if point.reply is None else point.reply.kind.value,
                "reply_text": None if point.reply is None else point.reply.text,
                "before": point.before,
                "now": point.now,
            }
            for point in slip.points
        ],
    }
