"""The two kinds of stores in the words and signs of the desktop."""

from pathlib import Path
from typing import Final, NamedTuple

from operations.store_files import BUREAU_ENDING, SCHOOL_ENDING


class StoreKind(NamedTuple):
    """One kind of store.

    Attributes:
        suffix: How its files end, with the dot.
        noun: What its files are called.
        side: The side of the program that works with it.
        icon: Icon name.

    """

    suffix: str
    noun: str
    side: str
    icon: str

    @property
    def pattern(self) -> str:
        """The filter of file choosers."""
        return f"{self.noun} (*{self.suffix})"

    def complete(self, path: Path) -> Path:
        """Add the suffix where a name was typed without."""
        if path.suffix.lower() == self.suffix:
            return path
        return path.with_name(f"{path.name}{self.suffix}")


SCHOOL: Final = StoreKind(SCHOOL_ENDING, "填报库", "学校端", "school")
BUREAU: Final = StoreKind(BUREAU_ENDING, "局端库", "局端", "landmark")


def kind_of(path: Path) -> StoreKind | None:
    """Which kind of store a file is by its name; ``None`` if neither."""
    suffix = path.suffix.lower()
    return next((kind for kind in (SCHOOL, BUREAU) if kind.suffix == suffix), None)
