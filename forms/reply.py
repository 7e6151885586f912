"""How a point that the principal or the bureau made is answered: it was changed, or it is explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from forms.labelled_enum import LabelledEnum
from forms.live.justification import lint
from forms.types.visible import first_hidden

SPEAKERS: Final[Mapping[str, str]] = {"principal": "校长", "bureau": "区局"}
"""Who makes points, as a document names him and as people do."""
LONGEST_REPLY: Final = 2000
"""Characters."""


class ReplyKind(LabelledEnum):
    """What was done about a point."""

    CHANGED = "changed", "已修改"
    EXPLAINED = "explained", "作说明"


@dataclass(frozen=True, slots=True)
class PointReply:
    """The answer to one point.

    Attributes:
        kind: What was done.
        text: In the school's words; may be empty where something was changed.

    """

    kind: ReplyKind
    text: str = ""

    @property
    def sentence(self) -> str:
        """The answer in one piece."""
        return f"{self.kind.label}：{self.text}" if self.text else self.kind.label


def shape_fault(reply: PointReply) -> str:
    """Say why an answer cannot stand in a document (a Chinese clause); ``""`` if it can."""
    hidden = first_hidden(reply.text.replace("\n", ""))
    if hidden is not None:
        return f"回复里有看不见的字符（U+{ord(hidden):04X}）"
    if reply.text != reply.text.strip() or len(reply.text) > LONGEST_REPLY:
        return f"回复的前后不能有空白，最多 {LONGEST_REPLY} 字"
    if reply.kind is ReplyKind.EXPLAINED and not reply.text:
        return "作说明的回复是空的"
    return ""


def reply_fault(reply: PointReply) -> str:
    """Say why an answer is not good enough to be given (a Chinese sentence); ``""`` if it is.

    An explanation has to say something, as a 说明 has.
    """
    if fault := shape_fault(reply):
        return f"{fault}，请改正。"
    return lint(reply.text) if reply.kind is ReplyKind.EXPLAINED else ""
