"""Whose form a store holds, and the reference of a pack as named values."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.record import PackRef


@dataclass(frozen=True, slots=True)
class FormOwner:
    """Who fills the form of a store: code of the school or bureau, the year reported, the pack."""

    code: str
    period: int
    pack: PackRef


def pack_to_text(pack: PackRef) -> dict[str, str]:
    """Write a pack's reference as named texts."""
    return {"pack_id": pack.id, "pack_version": pack.version, "pack_digest": pack.digest}


def pack_from_text(texts: Mapping[str, str]) -> PackRef:
    """Read what :func:`pack_to_text` wrote."""
    return PackRef(texts["pack_id"], texts["pack_version"], texts["pack_digest"])
