"""The tools of a pack's author: is the pack good, and what does it say, as a book to read."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from exporters.documents.html import write_book
from forms.canonical import json_text
from forms.document.schema import json_schema
from forms.loader import PackError, check_pack, load_pack
from forms.pack_quality.check import check_quality
from forms.pack_quality.counts import PackCounts, count_pack
from forms.record import PackRef
from forms.spec import Pack
from operations.errors import Refused
from operations.files import read_file, write_file

_LARGEST_FILE: Final = 4 * 2**20
_MOST_FILES: Final = 200


@dataclass(frozen=True, slots=True)
class PackFault:
    """One thing the author has to put right.

    Attributes:
        code: Kind of fault, see :class:`forms.loader.Flaw` and :class:`forms.pack_quality.check.Lack`.
        place: File, id and key.
        message: Chinese sentence: what is wrong and what to do.

    """

    code: str
    place: str
    message: str


@dataclass(frozen=True, slots=True)
class PackReport:
    """What a check of a pack found.

    Attributes:
        ref: Which pack; ``None`` if it cannot be loaded.
        label: Its name, or ``""``.
        counts: How large it is; ``None`` if it cannot be loaded.
        faults: What the author has to put right, in the order of the files.

    """

    ref: PackRef | None
    label: str
    counts: PackCounts | None
    faults: tuple[PackFault, ...]


def check_pack_folder(folder: Path) -> PackReport:
    """Check the form pack in a folder: whether it loads, and whether it is fit to be published.

    Raises:
        Refused: The folder holds no pack, or a file of it is no UTF-8 text.
        OSError: It cannot be read.

    """
    texts = _read(folder)
    mistakes = [PackFault(one.code, one.place, one.message) for one in check_pack(texts)]
    try:
        pack = load_pack(texts)
    except PackError:
        return PackReport(None, "", None, tuple(mistakes))
    lacks = [PackFault(one.code, one.place, one.message) for one in check_quality(pack)]
    return PackReport(pack.ref, pack.label, count_pack(pack), (*mistakes, *lacks))


def document_pack_folder(folder: Path, target: Path, *, replace: bool) -> tuple[Pack, Path]:
    """Write the form pack in a folder as a book: one HTML file that needs no other.

    Args:
        folder: The pack.
        target: The file, or a folder for it.
        replace: Whether the user asked that a file there is replaced.

    Returns:
        The pack, and where the book went.

    Raises:
        Refused: As for :func:`check_pack_folder`.
        forms.loader.PackError: The pack cannot be loaded.
        OSError: The pack cannot be read.
        storage.errors.EnvironmentProblem: The book cannot be written.

    """
    return _write(folder, target, ending="html", content=write_book, replace=replace)


def publish_pack_schema(folder: Path, target: Path, *, replace: bool) -> tuple[Pack, Path]:
    """Write the JSON Schema (draft 2020-12) of ``data/return.json``, as :func:`document_pack_folder`."""
    return _write(
        folder,
        target,
        ending="schema.json",
        content=lambda pack: json_text(json_schema(pack)) + "\n",
        replace=replace,
    )


def _write(
    folder: Path, target: Path, *, ending: str, content: Callable[[Pack], str], replace: bool
) -> tuple[Pack, Path]:
    pack = load_pack(_read(folder))
    name = f"{pack.ref.id}-{pack.ref.version}.{ending}"
    return pack, write_file(target, content(pack).encode(), name=name, replace=replace)


def _read(folder: Path) -> dict[str, str]:
    """Texts of the pack's files by name."""
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        message = f"“{folder}”里没有表册（.toml 文件），请写表册所在的文件夹。"
        raise Refused(message)
    if len(paths) > _MOST_FILES:
        message = f"“{folder}”里有 {len(paths)} 个 .toml 文件，不像是一个表册，请检查是否选错。"
        raise Refused(message)
    return {path.name: _text(path) for path in paths}


def _text(path: Path) -> str:
    try:
        return read_file(path, limit=_LARGEST_FILE).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"{path.name} 第 {error.start + 1} 个字节起不是 UTF-8 文字，请用 UTF-8 另存。"
        raise Refused(message) from None
