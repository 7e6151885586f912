"""``python -m tests.shots FOLDER [SCENE …]``: paint the gallery, one process per picture kind.

Without options every scene is painted on 1366×768 at the scales and in the schemes below, at the
largest scales the main ones. Scenes named (``bureau-import*``) are painted alone; ``--size``,
``--scale``, ``--text`` and ``--scheme`` ask for one screen, system scale, text size or scheme.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from ui.palettes import Scheme

MAIN: Final = (
    "bureau-dialog-operator",
    "bureau-evaluation",
    "bureau-import-done",
    "bureau-import-rehearsed",
    "bureau-large-schools",
    "bureau-new",
    "bureau-school",
    "dialog-passphrase",
    "dialog-paste",
    "school-errors-fields",
    "school-errors-table",
    "school-review-sign",
    "start-recent",
)
SCALES: Final = {"1": (), "1.5": (), "2": MAIN, "3": MAIN}
USUAL: Final = "1366x768"


class Look(NamedTuple):
    """How a picture is taken.

    Attributes:
        size: Of the screen, ``WIDTHxHEIGHT`` in logical pixels.
        scale: The system's, 1 for 100 %.
        text: The program's text size in percent.
        scheme: The palette.

    """

    size: str
    scale: str
    text: str
    scheme: Scheme

    @property
    def ending(self) -> str:
        """What distinguishes its files from those of other looks."""
        text = [] if self.text == "100" else [f"text{self.text}"]
        size = [] if self.size == USUAL else [self.size]
        return "-".join([*size, *text, self.scheme.value, f"{self.scale}x"])


def main(arguments: list[str]) -> int:
    """Paint into the folder named; the worst exit code."""
    words = _parser().parse_intermixed_args(arguments)
    words.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for size, scale, text in product(
            words.size or (USUAL,), words.scale or SCALES, words.text or ("100",)
        ):
            wanted = words.scenes or (() if words.scale else SCALES[scale])
            looks = [Look(size, scale, text, scheme) for scheme in words.scheme or Scheme]
            painters = [_painter(words.folder, look, Path(home), wanted) for look in looks]
            codes = [painter.wait() for painter in painters]
            if any(codes):
                return max(codes)
    print(f"{len(list(words.folder.glob('*.png')))} 张图在 {words.folder}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dev.py shots", description="生成各页面截图")
    parser.add_argument("folder", type=lambda text: Path(text).resolve(), metavar="文件夹")
    parser.add_argument("scenes", nargs="*", metavar="场景")
    parser.add_argument("--size", action="append", metavar="宽x高")
    parser.add_argument("--scale", action="append", metavar="系统缩放")
    parser.add_argument("--text", action="append", metavar="字号百分数")
    parser.add_argument("--scheme", action="append", type=Scheme, choices=[*Scheme])
    return parser


def _painter(
    folder: Path, look: Look, home: Path, wanted: Sequence[str]
) -> subprocess.Popen[bytes]:
    own = home / look.ending
    own.mkdir()
    surroundings = {
        "QT_QPA_PLATFORM": f"offscreen:configfile={_screen(own, look)}",
        "QT_SCALE_FACTOR": look.scale,
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(own)),
    }
    words = (str(folder), look.ending, look.scheme.value, look.text, *wanted)
    command = [sys.executable, "-m", "tests.shots.paint", *words]
    return subprocess.Popen(command, env={**os.environ, **surroundings})


def _screen(folder: Path, look: Look) -> Path:
    """Describe a screen as large as the windows; dialogs keep within it."""
    width, height = (round(int(side) * float(look.scale)) for side in look.size.split("x"))
    screen = {"name": "gallery", "x": 0, "y": 0, "width": width, "height": height}
    dense = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen | dense]}), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
