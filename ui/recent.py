"""The stores opened lately, kept in the user's own settings, never in a store."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray, QSettings

if TYPE_CHECKING:  # the first window loads no stores and asks for no day
    from datetime import date

    from operations.store_place import StorePlace

LIMIT: Final = 8
_KEY: Final = "recent/paths"
_LARGEST: Final = 300


def settings() -> QSettings:
    """The user's settings of this program."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "youheng", "youheng")


def recent_places() -> "tuple[StorePlace, ...]":
    """The stores opened lately, the last one first; files that are gone are left out.

    A server is not asked: it may keep the first window waiting, or want a password.
    """
    saved = settings().value(_KEY, [])
    names = saved if isinstance(saved, list) else [saved]
    return tuple(place for place in map(_read, map(str, names)) if place is not None)


def _read(name: str) -> "StorePlace | None":
    """The place of this name; ``None`` if nothing is there or somebody has spoiled the entry."""
    if "://" not in name:
        return Path(name) if _is_there(Path(name)) else None
    from operations.errors import Misused
    from operations.store_place import read_place

    try:
        return read_place(name)
    except Misused:
        return None


def _is_there(path: Path) -> bool:
    """Whether the file can be seen: a folder may not be entered, a share may not answer."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def remember(place: "StorePlace", title: str = "") -> None:
    """Put a store on top of the list; ``title`` is what is known of whose it is."""
    newest = _whole(place)
    if title:
        settings().setValue(f"title/{_key_of(place)}", title)
    places = [newest, *(old for old in recent_places() if old != newest)]
    settings().setValue(_KEY, [str(item) for item in places[:LIMIT]])


def remembered_title(place: "StorePlace") -> str:
    """Whose store it was when it was opened last; empty if that is not known."""
    return str(settings().value(f"title/{_key_of(place)}", ""))


def forget(place: "StorePlace") -> None:
    """Take a store off the list; the store stays."""
    kept = [str(old) for old in recent_places() if old != place]
    settings().setValue(_KEY, kept)


def _whole(place: "StorePlace") -> "StorePlace":
    """A place that means the same from any folder."""
    return place.resolve() if isinstance(place, Path) else place


def remember_cursor(place: "StorePlace", address: str) -> None:
    """Remember where the cursor was in a store."""
    settings().setValue(f"place/{_key_of(place)}", address)


def remembered_cursor(place: "StorePlace") -> str:
    """The address the cursor was at when the store was closed; empty for one never left."""
    return str(settings().value(f"place/{_key_of(place)}", ""))


def remember_end(mark: str, entries: int, digest: str) -> None:
    """Remember where the journal of a store ended here; ``mark`` is common to all its copies."""
    settings().setValue(f"end/{mark}", f"{entries}:{digest}")


def remembered_end(mark: str) -> tuple[int, str] | None:
    """Where the journal of a store ended when it was used here last: entries and hash of the last."""
    entries, _, digest = str(settings().value(f"end/{mark}", "")).partition(":")
    return (int(entries), digest) if entries.isdecimal() and digest else None


def visit_before(mark: str, today: "date") -> "date | None":
    """Remember that a store is visited today; gives the day of the visit before, ``None`` if first.

    Args:
        mark: Common to all copies of the store.
        today: The day here. Opening it again on the same day is the same visit.

    """
    key = f"visit/{mark}"
    before, _, latest = str(settings().value(key, "")).partition(":")
    if latest != today.isoformat():
        before, latest = latest, today.isoformat()
        settings().setValue(key, f"{before}:{latest}")
    try:
        return type(today).fromisoformat(before)
    except ValueError:
        return None


def watched_folder(store: "StorePlace") -> Path | None:
    """The folder that is watched for packages of a store, if any."""
    found = str(settings().value(f"watch/{_key_of(store)}", ""))
    return Path(found) if found else None


def watch_folder(store: "StorePlace", folder: Path | None) -> None:
    """Remember which folder is watched for packages of a store; ``None`` for none."""
    settings().setValue(f"watch/{_key_of(store)}", "" if folder is None else str(folder))


def _key_of(place: "StorePlace") -> str:
    """A place as a key of the settings, in which a slash would open a group."""
    whole = _whole(place)
    return (whole.as_posix() if isinstance(whole, Path) else str(whole)).replace("/", "|")


def remember_window(geometry: QByteArray) -> None:
    """Remember size and place of the window."""
    settings().setValue("look/window", geometry)


def remembered_window() -> QByteArray:
    """Size and place of the window when it was closed; empty on the first start."""
    found = settings().value("look/window", QByteArray())
    return found if isinstance(found, QByteArray) else QByteArray()


def saved_scheme() -> str:
    """A :class:`ui.palettes.Scheme`, or ``system``."""
    return str(settings().value("look/scheme", "system"))


def save_scheme(scheme: str) -> None:
    """Remember the scheme the user chose."""
    settings().setValue("look/scheme", scheme)


def saved_name() -> str:
    """The name of the person at this computer, for the journal; may be empty."""
    return str(settings().value("person/name", ""))


def save_name(name: str) -> None:
    """Remember who sits here."""
    settings().setValue("person/name", name)


def last_year_is_shown() -> bool:
    """Whether last year's answers stand beside this year's."""
    return str(settings().value("look/last_year", "yes")) == "yes"


def save_last_year_shown(*, shown: bool) -> None:
    """Remember whether last year's answers are shown."""
    settings().setValue("look/last_year", "yes" if shown else "no")


def saved_text_size() -> int:
    """The text size, in percent of the ordinary one."""
    found = str(settings().value("look/size", "100"))
    return int(found) if found.isdecimal() and 100 <= int(found) <= _LARGEST else 100


def save_text_size(percent: int) -> None:
    """Remember the text size."""
    settings().setValue("look/size", str(percent))


def remember_folder(folder: Path) -> None:
    """Remember where a file was chosen or written last."""
    settings().setValue("place/folder", str(folder))


def remembered_folder() -> Path:
    """The folder of the file chosen last; at first the user's documents, never the program's own."""
    from PySide6.QtCore import QStandardPaths

    last = Path(str(settings().value("place/folder", "")))
    if last.is_absolute() and _is_folder(last):
        return last
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    documents = Path(QStandardPaths.writableLocation(kind))
    return documents if _is_folder(documents) else Path.home()


def _is_folder(path: Path) -> bool:
    """Whether a folder can be seen: a stick may be gone, a share may not answer."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
