"""What a folder looks like after the program was ended in it: which stores open, which files are whole."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from exporters.age import AgeError, Identity, decrypt
from forms.exchange import Code
from operations.any_store import opened_any
from operations.journal.proof import verify_history
from operations.verify.inspect_file import FileKind, inspect_file
from storage.bureau.store import BureauStore
from storage.errors import StoreError
from storage.school.store import SchoolStore

Hashes = Sequence[str]
"""The hashes of a journal's entries, oldest first."""


def stores(folder: Path) -> Iterator[Path]:
    """Give every store that has a name, backups too."""
    yield from sorted(path for path in folder.rglob("*.yh[sb]") if not path.name.startswith("."))


def hashes_of(path: Path) -> Hashes:
    """Read the journal of a store that is closed."""
    with opened_any(path) as store:
        return [entry.hash for entry in reversed(store.journal.entries(limit=None))]


def promises_in(folder: Path) -> Mapping[Path, Hashes]:
    """Read what every store of a folder holds, by its place in the folder."""
    return {path.relative_to(folder): hashes_of(path) for path in stores(folder)}


def unopened(folder: Path) -> list[str]:
    """Find stores that do not open for reading and then for writing, or whose journal is not whole."""
    found = []
    for path in stores(folder):
        kind = SchoolStore if path.suffix == ".yhs" else BureauStore
        for read_only in (True, False):
            try:
                with kind.open(path, read_only=read_only) as store:
                    if not verify_history(store).intact:
                        found.append(f"{path}: the journal breaks")
            except StoreError as error:
                found.append(f"{path}: {error}")
        found += [
            f"{path}: {item.name} is left"
            for item in path.parent.iterdir()
            if item.name.startswith(f"{path.name}-")
        ]
    return found


def lost(folder: Path, promised: Mapping[Path, Hashes]) -> list[str]:
    """Find entries of journals that are in no store of that name any more, nor in one set aside."""
    found = []
    for place, before in promised.items():
        path = folder / place
        aside = path.parent.glob(f"{path.stem}-before-restore-*{path.suffix}")
        candidates = [hashes_of(each) for each in (path, *aside) if each.exists()]
        if not any(after[: len(before)] == before for after in candidates):
            found.append(f"{path}: {len(before)} entries")
    return found


def half_files(folder: Path, identity: Identity) -> list[str]:
    """Find files under a user's name that are not complete.

    Args:
        folder: Where to look, with all its folders.
        identity: Opens the packages for the bureau.

    """
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            fault = _fault_of(path, identity)
            if fault:
                found.append(f"{path}: {fault}")
    return found


def _fault_of(path: Path, identity: Identity) -> str:
    fault = ""
    match path.suffix:
        case ".asice" | ".csr" | ".pem" | ".age":
            fault = _exchange_fault(path, identity)
        case ".xlsx":
            with suppress(zipfile.BadZipFile):
                return "" if zipfile.ZipFile(path).testzip() is None else "a damaged part"
            fault = "no workbook"
        case ".pdf":
            fault = "" if path.read_bytes().rstrip().endswith(b"%%EOF") else "no end"
        case _:
            pass
    return fault


def _exchange_fault(path: Path, identity: Identity) -> str:
    report = inspect_file(path)
    if report.kind is FileKind.ENCRYPTED and "root-key" not in path.name:
        try:
            decrypt(path.read_bytes(), identity)
        except AgeError as error:
            return str(error)
    if report.kind is FileKind.UNKNOWN:
        return "of no kind"
    whole = report.code is Code.OK or report.accepted
    return "" if report.kind is not FileKind.CONTAINER or whole else f"{report.code}"
