"""The confirmations of a return as they stand in its document, and the digest they are made over."""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from forms.canonical import canonical_members, canonical_object
from forms.confirmation import LONGEST_NAME, Confirmation, Signatory
from forms.document.format import Document, DocumentError, Json
from forms.types.visible import first_hidden

_CONFIRMED: Final = (
    "school",
    "period",
    "revision",
    "pack",
    "answers",
    "tables",
    "empty_tables",
    "justifications",
    "calculated",
    "problems",
    "indicators",
)
"""What a person answers for: the figures, the 说明, and what follows from them."""

_PARTS: Final = frozenset({"signatory", "name", "at", "digest"})
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def confirmed_digest(document: Document) -> str:
    """SHA-256 (hex) over the canonical bytes of what is confirmed of a document.

    Program, journal, comments and the confirmations themselves are no part of it: they go on after
    the first has confirmed.
    """
    return digest_of_members(canonical_members({part: document[part] for part in _CONFIRMED}))


def digest_of_members(members: Mapping[str, str]) -> str:
    """Give :func:`confirmed_digest` of a document whose members are written already.

    Args:
        members: See :func:`forms.canonical.canonical_members`.

    """
    return hashlib.sha256(
        canonical_object({part: members[part] for part in _CONFIRMED})
    ).hexdigest()


def confirmation_json(confirmation: Confirmation) -> dict[str, Json]:
    """One confirmation as it stands in a document."""
    return {
        "signatory": confirmation.signatory.value,
        "name": confirmation.name,
        "at": f"{confirmation.at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "digest": confirmation.digest,
    }


def confirmations_in(document: Document) -> tuple[Confirmation, ...] | None:
    """Read the confirmations of a document; ``None`` of one in the first format, which had none.

    Raises:
        DocumentError: They are not written as they have to be.

    """
    if "confirmations" not in document:
        return None
    entries = document["confirmations"]
    if not isinstance(entries, list) or len(entries) > len(Signatory):
        raise DocumentError("confirmations", f"应当是最多 {len(Signatory)} 项的列表。")
    return tuple(_read(entry) for entry in entries)


def name_fault(name: str) -> str:
    """Say why a text is no name of a person (a Chinese sentence); ``""`` if it is one."""
    if not name.strip():
        return "姓名是空的，请写明姓名。"
    if name != name.strip() or len(name) > LONGEST_NAME or first_hidden(name) is not None:
        return f"姓名应当是一行看得见的文字，前后没有空格，最多 {LONGEST_NAME} 字。"
    return ""


def _read(entry: object) -> Confirmation:
    if not isinstance(entry, Mapping) or entry.keys() != _PARTS:
        raise DocumentError("confirmations", "的每一项应当正好有 signatory、name、at 和 digest。")
    texts = {part: value for part, value in entry.items() if isinstance(value, str)}
    if len(texts) != len(_PARTS) or not _DIGEST.fullmatch(texts["digest"]):
        raise DocumentError("confirmations", "里有不是文字的部分，或摘要不对。")
    if texts["signatory"] not in set(Signatory):
        raise DocumentError("confirmations", "里有统计人员、审核人、单位负责人以外的人。")
    if fault := name_fault(texts["name"]):
        raise DocumentError("confirmations", f"里的{fault}")
    signatory = Signatory(texts["signatory"])
    return Confirmation(signatory, texts["name"], _moment(texts["at"]), texts["digest"])


def _moment(text: str) -> datetime:
    is_written_right = _MOMENT.fullmatch(text) is not None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        is_written_right = False
    if not is_written_right:
        raise DocumentError("confirmations", "里的时间不对。")
    return moment
