"""``python -m tests.shots FOLDER [SCENE …]``: paint the gallery, one process per scale and scheme.

Scenes named (``bureau-import*``) are painted alone; else all of them, at the largest scales the
main ones.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

MAIN = (
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
SCALES = {"1": (), "1.5": (), "2": MAIN, "3": MAIN}
_WIDTH, _HEIGHT = 1366, 768
SCHEMES = ("light", "dark", "contrast")


def main(arguments: list[str]) -> int:
    """Paint into the folder named; the worst exit code."""
    if not arguments or arguments[0].startswith("-"):
        print("用法：python -m tests.shots 文件夹 [场景 …]", file=sys.stderr)
        return 2
    folder, wanted = Path(arguments[0]).resolve(), tuple(arguments[1:])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for scale, main_ones in SCALES.items():
            painters = [
                _painter(folder, scale, scheme, Path(home), wanted or main_ones)
                for scheme in SCHEMES
            ]
            codes = [painter.wait() for painter in painters]
            if any(codes):
                return max(codes)
    print(f"{len(list(folder.glob('*.png')))} 张图在 {folder}")
    return 0


def _painter(
    folder: Path, scale: str, scheme: str, home: Path, wanted: Sequence[str]
) -> subprocess.Popen[bytes]:
    own = home / f"{scale}-{scheme}"
    own.mkdir()
    surroundings = {
        "QT_QPA_PLATFORM": f"offscreen:configfile={_screen(own, float(scale))}",
        "QT_SCALE_FACTOR": scale,
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(own)),
    }
    command = [sys.executable, "-m", "tests.shots.paint", str(folder), scale, scheme, *wanted]
    return subprocess.Popen(command, env={**os.environ, **surroundings})


def _screen(folder: Path, scale: float) -> Path:
    """Describe a screen as large as the windows; dialogs keep within it."""
    size = {"width": round(_WIDTH * scale), "height": round(_HEIGHT * scale)}
    screen = {"name": "gallery", "x": 0, "y": 0, **size}
    dense = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [screen | dense]}), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
