"""A lock is whole: what its packages require is in it, for every system and Python supported.

What a package requires is read from what is installed. A package for another system only is not
installed here; of those nothing is known and they are named.
"""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from typing import NamedTuple

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

SYSTEMS = {
    "Linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "Windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_CPYTHON = {"platform_python_implementation": "CPython", "implementation_name": "cpython"}


class Entry(NamedTuple):
    """One pinned package of a lock."""

    version: str
    marker: Marker | None


Lock = dict[str, Entry]
Surroundings = dict[str, str]


def entries(text: str) -> Lock:
    """Read the entries of a lock."""
    found: Lock = {}
    for line in text.splitlines():
        if line and not line.startswith((" ", "#", "-")):
            requirement = Requirement(line.removesuffix("\\"))
            (pin,) = requirement.specifier
            name = canonicalize_name(requirement.name)
            found[name] = Entry(pin.version, requirement.marker)
    return found


def surroundings() -> Iterator[tuple[str, Surroundings]]:
    """Each supported system with each supported Python, by its name."""
    for system, facts in SYSTEMS.items():
        for python in PYTHONS:
            versions = {"python_version": python, "python_full_version": f"{python}.0"}
            yield f"{system}, Python {python}", {**_CPYTHON, **facts, **versions}


def requirements(name: str) -> list[Requirement]:
    """What an installed package requires, its extras included; nothing for one not installed."""
    try:
        return [Requirement(line) for line in requires(name) or []]
    except PackageNotFoundError:
        return []


def wanting(lock: Lock, wanted: list[str], left_out: set[str]) -> Iterator[str]:
    """Follow what is wanted through the lock and name each requirement that it does not meet.

    Args:
        lock: The lock's entries.
        wanted: The project's own requirements.
        left_out: Packages that are never imported and so not installed.

    """
    found: dict[str, None] = {}
    for place, facts in surroundings():
        for fault in _wanting_at(lock, wanted, left_out, facts):
            found.setdefault(f"{fault} ({place})")
    yield from found


def _wanting_at(
    lock: Lock, wanted: list[str], left_out: set[str], facts: Surroundings
) -> Iterator[str]:
    waiting = [("the project", Requirement(line), "") for line in wanted]
    seen: set[tuple[str, str]] = set()
    while waiting:
        by, requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        marker = requirement.marker
        if name in left_out or (marker and not marker.evaluate({**facts, "extra": extra})):
            continue
        entry = lock.get(name)
        if entry is None or (entry.marker and not entry.marker.evaluate({**facts, "extra": ""})):
            yield f"{by} requires {requirement}, which the lock does not have"
            continue
        if not requirement.specifier.contains(entry.version, prereleases=True):
            yield f"{by} requires {requirement}, the lock has {entry.version}"
        for more in ("", *sorted(requirement.extras)):
            if (name, more) not in seen:
                seen.add((name, more))
                waiting += [(name, line, more) for line in requirements(name)]
