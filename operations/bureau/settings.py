"""The bureau's settings (forms catalogue 1.7) and the due date; they reach schools in opening files."""

from collections.abc import Iterable, Mapping
from datetime import date

from forms.live.context import DUE_DATE, Context
from forms.rights import Right
from forms.spec import Field, Pack, Setting
from forms.types import codec
from forms.workflow import Actor
from operations.bureau.rights import require
from operations.check_context import SCHOOL_CODE, bureau_context
from operations.errors import Misused
from operations.packs.bundled import bundled_pack
from storage.bureau.store import BureauStore

PREFIX = "setting."


def bureau_settings() -> tuple[Setting, ...]:
    """The settings a bureau chooses, in the order of the pack."""
    return tuple(item for item in bundled_pack().settings if item.id != SCHOOL_CODE)


def check_settings(pairs: Iterable[tuple[str, str]], *, due: str = "") -> dict[str, str]:
    """Check settings as they were typed.

    Args:
        pairs: Id (with or without ``setting.``) and text.
        due: Last day for delivery (ISO date), ``""`` to leave it.

    Returns:
        Full id → canonical text.

    Raises:
        Misused: An id is unknown, or a text is no value of its type.

    """
    pack, known = bundled_pack(), {setting.id: setting for setting in bureau_settings()}
    found: dict[str, str] = {}
    for name, text in pairs:
        full = name if name.startswith(PREFIX) else PREFIX + name
        if full not in known:
            raise Misused(f"没有“{name}”这项设置，请从表册目录 1.7 中选择编号。")
        found[full] = _canonical(pack, known[full], text)
    if due:
        if fault := due_fault(due):
            raise Misused(fault)
        found[DUE_DATE] = date.fromisoformat(due).isoformat()
    return found


def due_fault(due: str, *, name: str = "截止日") -> str:
    """Why a text is no date (Chinese sentence that begins with its name); ``""`` for one, or for none."""
    if not due:
        return ""
    try:
        date.fromisoformat(due)
    except ValueError:
        return f"{name}应写成 2024-10-15 的样子，写的是“{due}”。"
    return ""


def change_settings(store: BureauStore, settings: Mapping[str, str], *, actor: Actor) -> None:
    """Change some settings; schools learn of them from their next opening file.

    Raises:
        Refused: The officer may not.

    """
    require(store, actor, Right.SETTINGS)
    return store.settings.replace({**store.settings.all(), **settings}, actor=actor)


def read_bureau_context(store: BureauStore) -> Context:
    """Read what the district is checked and evaluated with: the period and the bureau's settings."""
    settings = store.settings.all()
    return bureau_context(
        bundled_pack(), settings, due=settings.get(DUE_DATE, ""), year=store.meta.period
    )


def _canonical(pack: Pack, setting: Setting, text: str) -> str:
    if setting.choices:
        if text not in setting.choices:
            allowed = "、".join(setting.choices)
            raise Misused(f"设置【{setting.label}】只能是 {allowed}，写的是“{text}”。")
        return text
    parsed = codec(Field(setting.id, setting.label, setting.type), pack.choices).parse(text)
    if parsed.fault is not None:
        raise Misused(f"设置【{setting.label}】写的是“{text}”。{parsed.fault.reason}")
    return parsed.text
