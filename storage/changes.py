"""What a write has changed, so that each page can tell whether it has to look again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from forms.edits import Edit


class ChangeKind(StrEnum):
    """Kinds of things in the stores."""

    ANSWERS = "answers"
    ROWS = "rows"
    JUSTIFICATIONS = "justifications"
    STATE = "state"
    COMMENTS = "comments"
    KEYS = "keys"
    SETTINGS = "settings"
    DELIVERIES = "deliveries"
    ATTACHMENTS = "attachments"
    SCHOOLS = "schools"
    CERTIFICATES = "certificates"
    PACKAGES = "packages"
    QUARANTINE = "quarantine"
    ISSUED = "issued"


@dataclass(frozen=True, slots=True)
class Changes:
    """Result of one write.

    Attributes:
        kinds: What was touched; empty when the write changed nothing.
        addresses: Which answers (addresses of forms catalogue 1.2, ``form.table#none``, keys of
            justifications), or at the bureau which school codes.
        edits: The edits that were really applied, in order, so that a return in memory can follow;
            for undo and redo too.

    """

    kinds: frozenset[ChangeKind] = frozenset()
    addresses: frozenset[str] = frozenset()
    edits: tuple[Edit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds)

    @property
    def affects_answers(self) -> bool:
        """Whether anything the clerk types has changed."""
        return bool(self.kinds & {ChangeKind.ANSWERS, ChangeKind.ROWS, ChangeKind.JUSTIFICATIONS})

    @property
    def affects_state(self) -> bool:
        """Whether the return stands elsewhere in its life now."""
        return ChangeKind.STATE in self.kinds

    def affects(self, *kinds: ChangeKind) -> bool:
        """Tell whether any of ``kinds`` was touched."""
        return not self.kinds.isdisjoint(kinds)


def changed(*kinds: ChangeKind, addresses: Iterable[str] = ()) -> Changes:
    """Make the result of a write that touched ``kinds``."""
    return Changes(frozenset(kinds), frozenset(addresses))
