"""Loading the whole form pack, beside reading its TOML alone: as a user waits for it, and from its TOML."""

import tomllib
from collections.abc import Callable
from time import process_time

from forms.loader import load_pack
from operations.collector import paused
from operations.packs.bundled import pack_files, read_pack
from operations.packs.kept import read_kept
from resources import resource
from tests.bench.measure import Row, compared, in_turns

_LIMIT = 2.5


def rows() -> list[Row]:
    """Two rows; what a user waits for has the budget.

    Raises:
        RuntimeError: No pack is kept ready that fits this checkout.

    """
    folder = resource("forms", "balance-2024.1")
    files = pack_files(folder)
    texts = {name: content.decode() for name, content in files.items()}
    if read_kept(folder, files) is None:
        message = "no kept pack fits: python -m tests.house.keep_packs"
        raise RuntimeError(message)
    size = f"{len(files)} 个文件，{sum(map(len, files.values())) / 1000:.0f} kB"
    ready = "打开填报库时装入表册（随程序带有读好的表册，核对摘要后取用）"
    plain = "没有读好的表册时，从 TOML 装入"
    return [
        _row("pack", ready, texts, lambda: read_pack(folder), limit=_LIMIT, note=size),
        _row("pack-toml", plain, texts, lambda: load_pack(texts), limit=None, note=size),
    ]


def _row(
    name: str,
    what: str,
    texts: dict[str, str],
    load: Callable[[], object],
    *,
    limit: float | None,
    note: str,
) -> Row:
    def floor() -> None:
        for text in texts.values():
            tomllib.loads(text)

    def program() -> None:
        with paused():  # as operations.packs.bundled loads it
            load()

    times = in_turns(floor, program, rounds=7, clock=process_time)
    return compared(name, what, "同样字节的 tomllib 解析", times, limit, note=note)
