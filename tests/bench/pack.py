"""Loading the whole form pack, beside reading its TOML alone."""

import tomllib
from time import process_time

from forms.loader import load_pack
from operations.collector import paused
from resources import resource
from tests.bench.measure import Row, compared, in_turns


def rows() -> list[Row]:
    """One row."""
    folder = resource("forms", "balance-2024.1")
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}

    def floor() -> None:
        for text in texts.values():
            tomllib.loads(text)

    def program() -> None:
        with paused():  # as operations.pack loads it
            load_pack(texts)

    times = in_turns(floor, program, rounds=9, clock=process_time)
    size = sum(len(text.encode()) for text in texts.values())
    return [
        compared(
            "pack",
            "装入整个表册",
            "同样字节的 tomllib 解析",
            times,
            2.5,
            note=f"{len(texts)} 个文件，{size / 1000:.0f} kB",
        )
    ]
