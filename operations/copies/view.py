"""A store laid open to be read: what it is, where it stands, every answer; for stores of any version.

Nothing is calculated or judged here. Of a store of a newer version only what is plainly written in it
is shown, by the names this version knows (decision 0037).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from forms.live.listing import list_answers
from forms.types.visible import hidden_shown
from operations.any_store import AnyStore
from operations.copies.contents import Contents, read_contents, readable
from operations.packs.bundled import bundled_pack
from storage.school.store import SchoolStore

UNREADABLE: Final = "读不出"
"""Stands for what a store of a newer version keeps in a way this one does not know."""
_UNNAMED: Final = "没有名字的"
_NEWER: Final = (
    "由更新版本的程序建立。这里按本程序认得的名字显示原样的内容，不检查，不计算；"
    "认不出的不显示。要接着填，请升级本程序。文件没有改动。"
)


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """One thing that stands in a store.

    Attributes:
        group: The form, or the list, it belongs to.
        place: What it is.
        text: What stands there.

    """

    group: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class StoreView:
    """A store as it is read.

    Attributes:
        path: The file.
        facts: Label and text of what it is and where it stands.
        lines: Everything that was typed or taken.
        remark: What the reader has to know; mostly ``""``.

    """

    path: Path
    facts: tuple[tuple[str, str], ...]
    lines: tuple[WrittenLine, ...]
    remark: str


def view_store(kind: type[AnyStore], path: Path) -> StoreView:
    """Read a store of any version without writing a byte of it.

    Raises:
        storage.errors.EnvironmentProblem: It is no store of this kind, or cannot be read.

    """
    with kind.look(path) as store:
        contents = read_contents(store)
        return StoreView(
            path,
            (*_identity(store), *_standing(contents)),
            (*_schools(store), *_answers(store)),
            _NEWER if store.is_of_newer_version else "",
        )


def _identity(store: AnyStore) -> tuple[tuple[str, str], ...]:
    label = "学校" if isinstance(store, SchoolStore) else "区局"
    owner = readable(lambda: store.owner)
    name = readable(lambda: _name(store))
    if owner is None or name is None:
        return ((label, UNREADABLE),)
    pack = f"{owner.pack.id} {owner.pack.version}"
    return (
        (label, f"{hidden_shown(name)}（{owner.code}）"),
        ("报告期", f"{owner.period} 年"),
        ("表册", hidden_shown(pack)),
    )


def _name(store: AnyStore) -> str:
    return store.meta.school_name if isinstance(store, SchoolStore) else store.meta.bureau_name


def _standing(contents: Contents) -> tuple[tuple[str, str], ...]:
    last = contents.last
    filled = contents.filled
    return (
        ("状态", contents.state or UNREADABLE),
        ("填了", UNREADABLE if filled is None else f"{filled} 项"),
        ("最近写入", f"{last.astimezone():%Y-%m-%d %H:%M:%S}" if last else UNREADABLE),
    )


def _answers(store: AnyStore) -> tuple[WrittenLine, ...]:
    record, typed = readable(store.answers.load), readable(store.answers.typed) or {}
    named = [] if record is None else list_answers(record, bundled_pack())
    known = {answer.address for answer in named}
    lines = [WrittenLine(answer.form, answer.label, hidden_shown(answer.text)) for answer in named]
    rest = [
        WrittenLine(_UNNAMED, address, hidden_shown(text))
        for address, text in typed.items()
        if address not in known
    ]
    return (*lines, *rest)


def _schools(store: AnyStore) -> tuple[WrittenLine, ...]:
    """The schools of a bureau and how far each is."""
    if isinstance(store, SchoolStore):
        return ()
    statuses = readable(store.packages.statuses) or []
    return tuple(
        WrittenLine("学校", f"{status.school_name}（{status.school_code}）", status.state.label)
        for status in statuses
    )
