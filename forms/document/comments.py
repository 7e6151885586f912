"""Comments in a document: each about a place of the forms, by somebody who may comment, in plain words."""

from collections.abc import Iterable, Mapping
from typing import Final

from forms.document.format import (
    MOST_COMMENTS,
    WITH_REPLIES,
    WITHOUT_CONFIRMATIONS,
    WITHOUT_REPLIES,
    DocumentError,
)
from forms.live.check_plan import CheckPlan
from forms.places import has_place
from forms.reply import SPEAKERS, PointReply, ReplyKind, shape_fault
from forms.types.visible import first_hidden

_PARTS: Final = frozenset({"address", "text", "origin"})
_ANSWERED: Final = _PARTS | {"reply", "reply_text"}
_LONGEST: Final = 4000


def comment_fault(comment: Mapping[str, object], plan: CheckPlan) -> str:
    """Say what is wrong with a comment (a Chinese clause); ``""`` for nothing."""
    if comment.keys() not in (_PARTS, _ANSWERED) or not all(
        isinstance(part, str) for part in comment.values()
    ):
        return "应当正好有 address、text 和 origin 三段文字，有回复的另有 reply 和 reply_text"
    address, text = str(comment["address"]), str(comment["text"])
    if comment["origin"] not in SPEAKERS:
        return "没有写明是校长还是区局的意见"
    if address and not has_place(plan, address):
        return f"说的是表册里没有的一格 {address[:40]!a}"
    if not 0 < len(text.strip()) <= _LONGEST:
        return f"应当有内容，最多 {_LONGEST} 字"
    hidden = first_hidden(text.replace("\n", ""))
    if hidden is not None:
        return f"含有看不见的字符（U+{ord(hidden):04X}）"
    return _reply_fault(comment)


def _reply_fault(comment: Mapping[str, object]) -> str:
    if "reply" in comment and comment["reply"] not in set(ReplyKind):
        return "的回复不是“已修改”也不是“作说明”"
    reply = reply_in(comment)
    return "" if reply is None else shape_fault(reply)


def comment_json(address: str, text: str, origin: str, reply: PointReply | None) -> dict[str, str]:
    """One comment as it stands in a document."""
    told = {"address": address, "text": text, "origin": origin}
    return told if reply is None else {**told, "reply": reply.kind.value, "reply_text": reply.text}


def reply_in(comment: Mapping[str, object]) -> PointReply | None:
    """Read how a comment of a document was answered; ``None`` if it was not."""
    if "reply" not in comment:
        return None
    return PointReply(ReplyKind(str(comment["reply"])), str(comment["reply_text"]))


def comments_in(document: Mapping[str, object]) -> tuple[Mapping[str, object], ...]:
    """Give the comments of a document whose content holds."""
    comments = document.get("comments")
    return tuple(comments) if isinstance(comments, list) else ()


def format_version(comments: Iterable[Mapping[str, str]], *, confirmed: bool) -> int:
    """The format a document of these comments has; ``confirmed`` of one that knows confirmations."""
    if any("reply" in one for one in comments):
        return WITH_REPLIES
    return WITHOUT_REPLIES if confirmed else WITHOUT_CONFIRMATIONS


def check_comments(comments: list[object], plan: CheckPlan) -> None:
    """Check the comments of a document.

    Raises:
        DocumentError: There are too many, or one is wrong.

    """
    if len(comments) > MOST_COMMENTS:
        raise DocumentError("comments", f"有 {len(comments)} 条意见，最多 {MOST_COMMENTS} 条。")
    for number, comment in enumerate(comments, start=1):
        if not isinstance(comment, Mapping):
            raise DocumentError("comments", "应当是一个对象的列表。")
        fault = comment_fault(comment, plan)
        if fault:
            raise DocumentError("comments", f"里的第 {number} 条{fault}。")
