"""``main.py school points``: what principal and bureau asked for, and the clerk's replies."""

import argparse

from cli.output import Result
from cli.parser import Verbs, counting, spoken
from cli.school.desk import clerk, opened, school_verb
from forms.reply import PointReply, ReplyKind
from operations.errors import Misused
from operations.school.points.points import Point, read_points
from operations.school.points.returned import answer_comment, read_returned, still_open


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "校长和区局的意见；用 --reply 逐条回复，回复随下一份上报包交给区局"
    parser = school_verb(verbs, "points", _points, text=text)
    parser.add_argument("--reply", type=counting, metavar="条", help="回复第几条（列表里的编号）")
    parser.add_argument(
        "--changed", type=spoken, nargs="?", const="", metavar="怎样改的", help="已修改，可以写一句"
    )
    parser.add_argument("--explained", type=spoken, metavar="原因", help="不改，写明原因")


def _points(arguments: argparse.Namespace) -> Result:
    number, reply = arguments.reply, _reply(arguments)
    if (number is None) is not (reply is None):
        raise Misused("回复要同时写 --reply 和 --changed 或 --explained。")
    with opened(arguments, read_only=reply is None) as store:
        if reply is not None:
            actor = clerk(arguments)
            answer_comment(store, number, reply, actor=actor)
        points, returned = read_points(store), read_returned(store)
    lines = [] if returned is None else [returned.sentence]
    if returned is not None and returned.due is not None:
        lines.append(f"要求 {returned.due:%Y-%m-%d} 前改好。")
    lines += [_line(point) for point in points]
    lines.append(still_open([point.comment for point in points]) if points else "没有意见。")
    due = None if returned is None or returned.due is None else returned.due.isoformat()
    return Result({"due": due, "points": [_json(point) for point in points]}, lines)


def _reply(arguments: argparse.Namespace) -> PointReply | None:
    if arguments.changed is not None and arguments.explained is not None:
        raise Misused("--changed 和 --explained 只能写一个。")
    if arguments.explained is not None:
        return PointReply(ReplyKind.EXPLAINED, arguments.explained)
    return None if arguments.changed is None else PointReply(ReplyKind.CHANGED, arguments.changed)


def _line(point: Point) -> str:
    comment = point.comment
    done = "待回复" if comment.is_open else "已处理"
    reply = done if comment.reply is None else f"回复：{comment.reply.sentence}"
    values = f"（{point.values}）" if point.values else ""
    place = comment.address or "整份"
    return f"{comment.id}. {comment.origin.label} {place}：{comment.text}{values} {reply}"


def _json(point: Point) -> dict[str, object]:
    comment = point.comment
    return {
        "number": comment.id,
        "origin": comment.origin.value,
        "author": comment.author,
        "at": comment.at.isoformat(),
        "address": comment.address,
        "text": comment.text,
        "open": comment.is_open,
        "reply": None if comment.reply is None else comment.reply.kind.value,
        "reply_text": None if comment.reply is None else comment.reply.text,
        "before": point.before,
        "now": point.now,
    }
