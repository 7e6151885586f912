"""What an entry of the journal was about where it changed no answer: what was set, signed, kept or sent."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from forms.confirmation import Signatory
from forms.live.context import DUE_DATE
from forms.live.listing import told
from forms.quoting import shortened
from forms.reply import ReplyKind
from forms.spec import Field, Pack, Setting
from forms.types.visible import one_line
from forms.wording import file_size
from forms.workflow import State
from storage.journal.journal import EntryKind, JournalEntry
from storage.named.blobs import BlobKind
from storage.named.named_values import ValueGroup

_STATES: Final = {state.value: state.label for state in State}
_SIGNATORIES: Final = {one.value: one.label for one in Signatory}
_REPLIES: Final = {one.value: one.label for one in ReplyKind}
_MOST = 4
"""So many settings are listed with their values."""
_META: Final = {
    "school_name": "学校名称",
    "school_code": "学校标识码",
    "period": "报告期",
    "bureau_code": "区局代码",
    "pack_version": "表册版本",
}
_KEYS: Final[Mapping[str, str]] = {
    BlobKind.PRIVATE_KEY: "签名密钥",
    BlobKind.REQUEST: "开户申请",
    BlobKind.NEXT_PRIVATE_KEY: "接替的签名密钥",
    BlobKind.NEXT_REQUEST: "接替密钥的开户申请",
    BlobKind.CERTIFICATE: "签名证书",
    BlobKind.ROOT: "区局根证书",
    BlobKind.CRL: "吊销列表",
    BlobKind.BUREAU_RECIPIENT: "区局加密公钥",
    BlobKind.OPENING: "开户文件",
}
_COUNTED: Final[Mapping[str, str]] = {
    ValueGroup.LAST: "区局发来的上年数",
    ValueGroup.OWN_LAST: "取自本校上年填报库的内容",
    ValueGroup.STAT: "区局发来的统计数据",
    ValueGroup.ORIGIN: "取自统计报表的内容",
}
_SETTING: Final = frozenset({EntryKind.CREATE, EntryKind.SETTINGS})
_Group = Mapping[str, str]


class Abouts:
    """Tells the entries of one journal; what was set is told with what stood there before.

    Args:
        entries: The whole journal, newest first.
        pack: The form pack of the return.

    """

    def __init__(self, entries: Sequence[JournalEntry], pack: Pack) -> None:
        self._pack = pack
        self._settings = {setting.id: setting for setting in pack.settings}
        self._earlier: dict[int, dict[str, _Group]] = {}
        known: dict[str, _Group] = {}
        for entry in reversed(entries):
            if groups := _groups(entry):
                self._earlier[entry.seq] = dict(known)
                known |= groups

    def about(self, entry: JournalEntry, place: Callable[[str], str]) -> str:
        """What an entry was about, in words without ids; ``""`` if its kind says everything.

        Args:
            entry: The entry.
            place: Says where an address is, in words.

        """
        if entry.kind in _SETTING:
            return self._set(entry)
        if entry.kind is EntryKind.COMMENT:
            return _comment(entry, place)
        if entry.kind in _TELLERS:
            return _TELLERS[entry.kind](entry)
        return "、".join(dict.fromkeys(filter(None, map(place, entry.addresses))))

    def _set(self, entry: JournalEntry) -> str:
        if "restored" in entry.payload:
            return f"备份“{_text(entry, 'restored')}”"
        earlier = self._earlier.get(entry.seq, {})
        told = (
            self._group(name, earlier.get(name, {}), now) for name, now in _groups(entry).items()
        )
        return "；".join(filter(None, told))

    def _group(self, name: str, before: _Group, now: _Group) -> str:
        match name:
            case ValueGroup.META:
                changes = (
                    (label, before.get(key, ""), now.get(key, "")) for key, label in _META.items()
                )
                return "；".join(_changed(*one) for one in changes if one[1] != one[2])
            case ValueGroup.PEOPLE:
                named = ((label, now.get(key)) for key, label in _SIGNATORIES.items())
                return "；".join(f"{label} {person}" for label, person in named if person)
            case ValueGroup.SETTINGS:
                return self._told_settings(before, now)
            case name if name in _COUNTED:
                return f"{_COUNTED[name]} {len(now)} 项" if now else f"没有{_COUNTED[name]}"
        return ""

    def _told_settings(self, before: _Group, now: _Group) -> str:
        known = {DUE_DATE: "上报截止日"} | {key: one.label for key, one in self._settings.items()}
        changes = [
            _changed(label, self._shown(key, before.get(key)), self._shown(key, now.get(key)))
            for key, label in known.items()
            if before.get(key) != now.get(key)
        ]
        more = f"等 {len(changes)} 项" if len(changes) > _MOST else ""
        return f"区局设置：{'；'.join(changes[:_MOST])}{more}" if changes else "区局设置没有变化"

    def _shown(self, key: str, text: str | None) -> str | None:
        setting = self._settings.get(key)
        return text if setting is None or text is None else _as_read(setting, text, self._pack)


def _groups(entry: JournalEntry) -> dict[str, _Group]:
    """The groups of named values an entry sets, whole."""
    if entry.kind not in _SETTING:
        return {}
    return {
        name: {str(key): one_line(str(value)) for key, value in group.items()}
        for name, group in entry.payload.items()
        if isinstance(group, Mapping)
    }


def _comment(entry: JournalEntry, place: Callable[[str], str]) -> str:
    places = "、".join(filter(None, map(place, entry.addresses))) or "整份填报表"
    reply = _REPLIES.get(_text(entry, "reply"), "")
    text = shortened(_text(entry, "text"))
    return f"{places}：{reply}{f'“{text}”' if text else ''}"


def _package(entry: JournalEntry) -> str:
    package = f"第 {_number(entry, 'number')} 号上报包"
    file = re.split(r"[\\/]", _text(entry, "place"))[-1]
    return f"{package}，存为“{file}”" if file else package


def _chain(entry: JournalEntry) -> str:
    if "withdrawn_from" not in entry.payload:
        return f"区局已接收到第 {_number(entry, 'number')} 号上报包"
    return f"从第 {_number(entry, 'withdrawn_from')} 号上报包起，原密钥签名的作废"


def _key(entry: JournalEntry) -> str:
    name = _KEYS.get(_text(entry, "kind"), "")
    return name if entry.payload.get("sha256") else f"去掉了{name}"


def _move(entry: JournalEntry) -> str:
    return " → ".join(filter(None, (_STATES.get(_text(entry, end)) for end in ("from", "to"))))


def _as_read(setting: Setting, text: str, pack: Pack) -> str:
    if setting.choices:
        return dict(zip(setting.choices, setting.choice_labels, strict=True)).get(text, text)
    return told(Field(setting.id, setting.label, setting.type), text, pack)


def _changed(label: str, before: str | None, now: str | None) -> str:
    return f"{label} {before} → {now or '（没有）'}" if before else f"{label} {now or '（没有）'}"


def _text(entry: JournalEntry, name: str) -> str:
    return one_line(str(entry.payload.get(name, "")))


def _number(entry: JournalEntry, name: str) -> int:
    found = entry.payload.get(name)
    return found if isinstance(found, int) else 0


_TELLERS: Final[Mapping[EntryKind, Callable[[JournalEntry], str]]] = {
    EntryKind.MOVE: _move,
    EntryKind.CONFIRM: lambda entry: f"第 {entry.revision} 版",
    EntryKind.KEY: _key,
    EntryKind.ATTACHMENT: lambda entry: (
        f"{_text(entry, 'name')}（{file_size(_number(entry, 'size'))}）"
    ),
    EntryKind.CHAIN: _chain,
    **dict.fromkeys(
        (EntryKind.SIGN, EntryKind.EXPORT, EntryKind.RECEIPT, EntryKind.RETURN_SLIP), _package
    ),
}
