"""What a proof came to, in figures that add up."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of one proof.

    Attributes:
        kills: Programs that were ended by ``kill -9`` while they worked.
        cuts: Power cuts that were replayed.
        acknowledged: Edits the program had called saved before it was ended.
        lost: Acknowledged edits, or entries of a journal, that are not in the store afterwards.
        half: Files under a user's name that are not complete.
        unopened: Stores that cannot be opened for reading, or for writing, or whose journal breaks.

    """

    kills: int = 0
    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    half: int = 0
    unopened: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        """Both together."""
        ours, theirs = asdict(self), asdict(other)
        return Figures(**{name: ours[name] + theirs[name] for name in ours})

    def __str__(self) -> str:
        """The last line of the long suite."""
        return (
            f"kills {self.kills}, power cuts {self.cuts}, edits acknowledged {self.acknowledged}, "
            f"lost {self.lost}, half files {self.half}, stores that did not open {self.unopened}"
        )

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, half or closed."""
        return not (self.lost or self.half or self.unopened)

    def to_json(self) -> str:
        """One line for another process."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Figures":
        """Read what :meth:`to_json` wrote."""
        found = json.loads(line)
        return cls(**{field.name: int(found[field.name]) for field in fields(cls)})


def total(parts: Iterable[Figures]) -> Figures:
    """All of them together."""
    return sum(parts, Figures())
