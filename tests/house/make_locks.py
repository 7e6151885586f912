"""Make both locks from pyproject.toml: ``python3 dev.py lock``. uv comes into a throw-away environment.

A lock holds every platform at once, a hash for every file, and no registry.
"""

import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

from tests.house import locks
from tests.house.sources import read
from tests.support.places import ROOT

_COMPILE = (
    *("pip", "compile", "-q", "--universal", "--python-version", "3.11", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "pyproject.toml"),
)


def main() -> int:
    """Write the locks; 1 when they cannot be made or are not whole."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.EnvBuilder(with_pip=False).create(folder)
        scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
        pip = [sys.executable, "-m", "pip", "--python", str(scripts / "python")]
        subprocess.run([*pip, "install", "-q", "uv"], check=True)
        without = folder / "overrides.txt"
        without.write_text("\n".join(locks.left_out_of_run(tomllib.loads(read("pyproject.toml")))))
        run = [str(scripts / "uv"), *_COMPILE, "--override", str(without), "-o", locks.RUN]
        dev = [str(scripts / "uv"), *_COMPILE, "--extra", "dev", "-c", locks.RUN, "-o", locks.DEV]
        for command in (run, dev):
            subprocess.run(command, cwd=ROOT, check=True)
    faults = locks.faults()
    for fault in faults:
        print(fault)
    print("锁文件已生成。请执行 dev.py check，它用装好的包逐条核对锁是否完整。")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
