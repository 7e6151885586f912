"""``python -m tests.shots FOLDER``: paint the gallery, one process per scale and scheme."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

SCALES = ("1", "1.5")
SCHEMES = ("light", "dark")


def main(arguments: list[str]) -> int:
    """Paint into the folder named; the worst exit code."""
    if len(arguments) != 1:
        print("用法：python -m tests.shots 文件夹", file=sys.stderr)
        return 2
    folder = Path(arguments[0]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for scale in SCALES:
            painters = [_painter(folder, scale, scheme, Path(home)) for scheme in SCHEMES]
            codes = [painter.wait() for painter in painters]
            if any(codes):
                return max(codes)
    print(f"{len(list(folder.glob('*.png')))} 张图在 {folder}")
    return 0


def _painter(folder: Path, scale: str, scheme: str, home: Path) -> subprocess.Popen[bytes]:
    own = home / f"{scale}-{scheme}"
    own.mkdir()
    surroundings = {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        **dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(own)),
    }
    command = [sys.executable, "-m", "tests.shots.paint", str(folder), scale, scheme]
    return subprocess.Popen(command, env={**os.environ, **surroundings})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
