"""Attachments: the field holds a list of files; their bytes live in the store under the digest.

Raw text is canonical JSON, ``[{"name":…,"sha256":…,"size":…}]``, written by the program and never
by the clerk. How many files there may be and how large is the business of check F7.
"""

import json
import re
from dataclasses import dataclass
from typing import Final

from forms.types.codec import BLANK, Parsed, refused, shown_without_value
from forms.types.file_names import is_plain_name
from forms.values import Attachment, Maybe

_KEYS: Final = frozenset({"name", "sha256", "size"})
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class AttachmentCodec:
    """A list of files."""

    @property
    def expected(self) -> str:
        """What belongs into the field."""
        return "附件"

    def parse(self, text: str) -> Parsed:
        """Read the list; anything that is not exactly such a list is refused."""
        if not text.strip():
            return BLANK
        try:
            entries = json.loads(text)
        except (ValueError, RecursionError):
            return _broken(text)
        if not isinstance(entries, list):
            return _broken(text)
        files = [_file(entry) for entry in entries]
        value = tuple(file for file in files if file is not None)
        if len(value) != len(files):
            return _broken(text)
        return Parsed(value, self.canonical(value)) if value else BLANK

    def canonical(self, value: Maybe) -> str:
        """JSON with sorted keys and no blanks."""
        files = _files(value)
        if not files:
            return ""
        entries = [{"name": f.name, "sha256": f.sha256, "size": f.size} for f in files]
        return json.dumps(entries, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def format(self, value: Maybe) -> str:
        """File names joined by 、."""
        return "、".join(file.name for file in _files(value)) or shown_without_value(value)


def _broken(text: str) -> Parsed:
    return refused(text, "附件记录已损坏，请删除后重新添加文件。", "F7")


def _files(value: Maybe) -> tuple[Attachment, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(file for file in value if isinstance(file, Attachment))


def _file(entry: object) -> Attachment | None:
    if not isinstance(entry, dict) or entry.keys() != _KEYS:
        return None
    name, size, sha256 = entry["name"], entry["size"], entry["sha256"]
    if not isinstance(name, str) or not is_plain_name(name):
        return None
    if type(size) is not int or size < 0:
        return None
    if not isinstance(sha256, str) or not _DIGEST.fullmatch(sha256):
        return None
    return Attachment(name, size, sha256)
