"""The locks say the same as pyproject.toml, pin every byte, and name no registry."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house import whole
from tests.house.sources import read

RUN, DEV = "requirements.lock", "requirements-dev.lock"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pins(lock: str) -> dict[str, str]:
    """Return the version of each package in the text of a lock."""
    return {canonicalize_name(name): version for name, version in PIN.findall(lock)}


def unpinned(lock: str) -> Iterator[str]:
    """Name the entries without a hash, and options that point somewhere."""
    for entry in re.split(r"(?<!\\)\n", lock):
        if entry and not entry.lstrip().startswith("#") and "--hash=sha256:" not in entry:
            yield entry
        if "://" in entry or re.match(r"\s*--(index|extra|find|trusted)", entry):
            yield entry


def out_of_step(wanted: list[str], lock: str) -> Iterator[str]:
    """Name the requirements that a lock does not meet."""
    pinned = pins(lock)
    for line in wanted:
        requirement = Requirement(line)
        version = pinned.get(canonicalize_name(requirement.name))
        if version is None or version not in requirement.specifier:
            yield f"{line}: the lock has {version}"


def not_as_locked(pinned: dict[str, str]) -> list[str]:
    """Name the packages installed here in another version than the lock's."""
    found = []
    for name, version in pinned.items():
        try:
            installed = distribution(name).version
        except PackageNotFoundError:  # for another system only
            continue
        if installed != version:
            found.append(f"{name} is installed as {installed}, locked as {version}")
    return found


def left_out_of_run(settings: Mapping[str, Any]) -> list[str]:
    """Return the requirements that pyproject.toml keeps out of the lock of the program alone."""
    lines: list[str] = settings["tool"]["youheng"]["run-override-dependencies"]
    return lines


def faults() -> list[str]:
    """Everything that is wrong with the two locks."""
    settings = tomllib.loads(read("pyproject.toml"))
    project = settings["project"]
    out_of_both = {
        Requirement(line).name for line in settings["tool"]["uv"]["override-dependencies"]
    }
    out_of_run = out_of_both | {Requirement(line).name for line in left_out_of_run(settings)}
    run, dev = read(RUN), read(DEV)
    wanted: list[str] = project["dependencies"]
    found = [f"{RUN}: {text}" for text in (*out_of_step(wanted, run), *unpinned(run))]
    found += [f"{RUN}: {text}" for text in whole.wanting(whole.entries(run), wanted, out_of_run)]
    wanted = [*wanted, *project["optional-dependencies"]["dev"]]
    found += [f"{DEV}: {text}" for text in (*out_of_step(wanted, dev), *unpinned(dev))]
    found += [f"{DEV}: {text}" for text in whole.wanting(whole.entries(dev), wanted, out_of_both)]
    differing = set(pins(run).items()) - set(pins(dev).items())
    found += [f"{RUN} and {DEV} differ: {name} {version}" for name, version in sorted(differing)]
    return found
