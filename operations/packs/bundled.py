"""The form packs that come with the program, loaded once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from forms.live.engine import Engine
from forms.quoting import shortened
from forms.record import PackRef
from forms.spec import Pack
from operations.collector import paused
from operations.errors import Refused
from operations.packs.kept import read_kept
from resources import resource

if TYPE_CHECKING:
    from forms.evaluation.names import ResourceName

CURRENT_PACK = ("balance", "2024.1")


def bundled_pack(pack_id: str = CURRENT_PACK[0], version: str = CURRENT_PACK[1]) -> Pack:
    """Load a pack of the program.

    Raises:
        Refused: The program does not carry this pack.
        forms.loader.PackError: The pack's text is broken.

    """
    return _pack(pack_id, version)


def bundled_engine(pack_id: str = CURRENT_PACK[0], version: str = CURRENT_PACK[1]) -> Engine:
    """Return the compiled engine of a pack of the program. Errors as :func:`bundled_pack`."""
    return _engine(pack_id, version)


@cache
def _engine(pack_id: str, version: str) -> Engine:
    pack = _pack(pack_id, version)
    # Walking over its hundred thousand objects took a quarter of the time of opening a return.
    with paused(for_good=True):
        return Engine(pack)


@cache
def _pack(pack_id: str, version: str) -> Pack:
    carried = {folder.name: folder for folder in resource("forms").iterdir() if folder.is_dir()}
    # The name comes out of files from outside: it is looked up, never made into a path.
    folder = carried.get(f"{pack_id}-{version}")
    if folder is None:
        asked = f"{shortened(pack_id, 40)} {shortened(version, 40)}"
        raise Refused(f"本程序没有表册 {asked}，请安装带有这一版表册的程序。")
    # Walking over its hundred thousand objects took a quarter of the time of opening a return.
    with paused(for_good=True):
        return read_pack(folder)


def read_pack(folder: Path) -> Pack:
    """Read the pack in a folder, or take it up where it is kept ready.

    Raises:
        forms.loader.PackError: The pack's text is broken.

    """
    files = pack_files(folder)
    return read_kept(folder, files) or _from_toml(files)


def pack_files(folder: Path) -> dict[str, bytes]:
    """Everything a pack is read from: file name → content."""
    paths = sorted(folder.rglob("*.toml"))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _from_toml(files: Mapping[str, bytes]) -> Pack:
    from forms.loader import (
        load_pack,  # a built program keeps its packs ready and seldom comes here
    )

    return load_pack({name: content.decode() for name, content in files.items()})


def engine_for(ref: PackRef) -> Engine:
    """Return the engine for exactly the pack a signed return was filled with.

    Raises:
        Refused: The program has no such pack, or one with other contents under the same version.

    """
    engine = engine_like(ref)
    if engine.pack.ref != ref:
        message = (
            f"表册 {ref.id} {ref.version} 的内容与本程序自带的不同"
            f"（摘要 {ref.digest[:8]}，本程序 {engine.pack.ref.digest[:8]}），"
            "两边的程序不是同一版。请学校和区局装同一版程序。"
        )
        raise Refused(message)
    return engine


def engine_like(ref: PackRef) -> Engine:
    """Return the engine of the program's own text of a pack, for a return still to be signed.

    Raises:
        Refused: The program has no such pack.

    """
    return bundled_engine(ref.id, ref.version)


@cache
def seven_names() -> "tuple[ResourceName, ...]":
    """What the seven 资源配置 indicators are called in the program's pack."""
    from forms.evaluation.names import resource_names  # a school's window evaluates no district

    return resource_names(bundled_pack())
