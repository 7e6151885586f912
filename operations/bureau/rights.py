"""The one place that says whether an officer may do something; every step that changes a store asks it."""

from collections.abc import Sequence

from forms.rights import ALL_RIGHTS, Right
from forms.workflow import Actor
from operations.errors import Refused
from storage.bureau.officers import Officer
from storage.bureau.store import BureauStore


def require(store: BureauStore, actor: Actor, right: Right) -> None:
    """Go on only if the officer has a right. Call it outside a transaction, which would take the note back.

    In a bureau of one officer everything is allowed, whatever name is given.

    Raises:
        Refused: The officer has not, or is none of this bureau's; the journal says so from then on.

    """
    fault = fault_of(store.officers.all(), actor.name, right)
    if not fault:
        return
    if not store.read_only:
        store.officers.note_refused(right, actor=actor, reason=fault)
    raise Refused(fault)


def may(store: BureauStore, actor: Actor, right: Right) -> bool:
    """Whether the officer has a right, for a page that shows what it may not change."""
    return not fault_of(store.officers.all(), actor.name, right)


def fault_of(officers: Sequence[Officer], name: str, right: Right) -> str:
    """Say who lacks which right and who can give it (a Chinese sentence); ``""`` if nothing is missing."""
    if right in rights_of(officers, name):
        return ""
    if named(officers, name) is None:
        return (
            f"{unknown_told(officers, name)}这一步没有做。请说明是其中哪一位在操作；"
            f"要添加操作员，请找{_holders(officers)}。"
        )
    return (
        f"{name}没有“{right.label}”的权限，这一步没有做。"
        f"请由有这项权限的操作员来做，或请{_holders(officers)}用根密钥给予权限。"
    )


def unknown_told(officers: Sequence[Officer], name: str) -> str:
    """Say that nobody of this name is an officer, and who is (a Chinese clause)."""
    names = "、".join(item.name for item in officers)
    return f"“{name}”不是这个局端库的操作员（{names}），"


def rights_of(officers: Sequence[Officer], name: str) -> frozenset[Right]:
    """What somebody of this name may do; everything in a bureau of one officer."""
    if not officers:
        return ALL_RIGHTS
    found = named(officers, name)
    return frozenset() if found is None else found.rights


def named(officers: Sequence[Officer], name: str) -> Officer | None:
    """The officer of a name."""
    return next((item for item in officers if item.name == name), None)


def _holders(officers: Sequence[Officer]) -> str:
    return "、".join(item.name for item in officers if Right.KEYS in item.rights)
