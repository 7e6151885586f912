"""The two kinds of stores in the words and signs of the desktop."""

from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from operations.store_files import BUREAU_ENDING, SCHOOL_ENDING

if TYPE_CHECKING:  # the first window loads no stores
    from operations.store_place import StorePlace


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


def file_of(place: "StorePlace") -> Path:
    """The file of a store of a kind that never lies on a server."""
    if not isinstance(place, Path):
        message = "only a bureau's store lies on a server"
        raise TypeError(message)
    return place


def kind_of(place: "StorePlace") -> StoreKind | None:
    """Which kind of store lies at a place, of a file by its name; ``None`` if neither."""
    if not isinstance(place, Path):
        return BUREAU
    suffix = place.suffix.lower()
    return next((kind for kind in (SCHOOL, BUREAU) if kind.suffix == suffix), None)
