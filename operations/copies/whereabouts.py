"""Which computer a file was last used on, and whether this is the copy this computer knows.

Two copies that are filled apart cannot be joined. So whoever opens a store hears when it comes from
another computer, and when this computer has seen it further, or otherwise, than it is now.
"""

from pathlib import Path
from typing import Final

from forms.types.visible import one_line
from forms.workflow import Actor
from operations.person import computer_here
from storage.journal.journal import JournalEntry, JournalHead
from storage.store import Store

_COMPUTER: Final = "computer"


def arrive(store: Store, *, actor: Actor, known: tuple[int, str] | None) -> str:
    """Note in the journal that the store is used on this computer, if it came from another.

    Args:
        store: The store, just opened for writing.
        actor: Who opened it.
        known: Where its journal ended when this computer used it last, if it ever did: number and
            hash of the last entry.

    Returns:
        What the person has to know, in a sentence or two; mostly ``""``.

    """
    if not isinstance(store.place, Path):
        return _is_behind(store, known)
    newest = next(iter(store.journal.entries(limit=1)), None)
    said = [_other_copy(store, None if known is None else JournalHead(*known), newest)]
    last, here = store.whereabouts.all().get(_COMPUTER, ""), computer_here()
    if last != here:
        said.insert(0, _from(last, newest))
        reason = f"在电脑“{one_line(here)}”上打开"
        store.whereabouts.replace({_COMPUTER: here}, actor=actor, reason=reason)
    return "".join(said)


def _is_behind(store: Store, known: tuple[int, str] | None) -> str:
    """Say that a server holds less, or something else, than this computer has seen there."""
    if known is None or store.journal.holds(JournalHead(*known)):
        return ""
    return (
        f"服务器上的库和这台电脑上次看到的接不上：那时已记到第 {known[0]} 条，"
        f"现在有 {store.journal.head().seq} 条。可能恢复过备份，请先问信息中心，再接着做。"
    )


def _from(last: str, newest: JournalEntry | None) -> str:
    if not last or newest is None:
        return ""
    return (
        f"这个库上次在另一台电脑“{one_line(last)}”上由{one_line(newest.actor.name)}写入"
        f"（{newest.at.astimezone():%Y-%m-%d %H:%M}），现在换到这一台来填。"
        "那一台上的一份不要再填：两份各填各的，合不到一起。"
    )


def _other_copy(store: Store, known: JournalHead | None, newest: JournalEntry | None) -> str:
    if known is None or store.journal.holds(known) or _is_restored(newest):
        return ""
    count = store.journal.head().seq
    if count < known.seq:
        return (
            f"这台电脑上次用的这个库已记到第 {known.seq} 条，这一份只有 {count} 条：它是较早的一份，"
            "或在别处另外填过。请确认没有拿错文件，再接着填。"
        )
    return (
        "这一份和这台电脑上次用的那一份不是一路填下来的：两份各填各的，合不到一起。"
        "请先弄清用哪一份，再接着填。"
    )


def _is_restored(newest: JournalEntry | None) -> bool:
    """Whether somebody has just gone back to a backup, and knows it."""
    return newest is not None and "restored" in newest.payload
