"""Freeze the program and try what came out: ``python -m tests.house.build``."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import dev
from resources import resource
from tests.house import debian_packages
from tests.house.keep_packs import keep_packs
from tests.house.pyside_files import FILES, compile_pyside_files
from tests.support.places import ROOT

_ICON = 256
_PROGRAMS = {"objdump": "binutils", "strip": "binutils"}


def libraries() -> dict[str, str]:
    """Name what freezing needs here: Qt's libraries and the shared Python that Debian splits off.

    They are copied along, but for libGL and libEGL: those belong to the driver of the computer the
    program will run on. Where they are missing, operations/failures/start_failure.py names them.
    """
    soname = str(sysconfig.get_config_var("INSTSONAME"))
    shared = {soname: soname.partition(".so")[0]} if ".so" in soname else {}
    return {**debian_packages.QT_LIBRARIES, **debian_packages.SCREEN_LIBRARIES, **shared}


def draw_icon(path: Path) -> None:
    """Draw the window's icon in the sizes Windows shows, as one file."""
    from PIL import Image
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(_ICON, _ICON, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(resource("icons", "scale.svg"))).render(painter)
    painter.end()
    path.parent.mkdir(exist_ok=True)
    drawn = path.with_suffix(".png")
    image.save(str(drawn))
    with Image.open(drawn) as picture:
        picture.save(path, sizes=[(size, size) for size in (16, 24, 32, 48, 64, _ICON)])


def freeze() -> bool:
    """Run PyInstaller with what makes two builds of one source equal."""
    draw_icon(ROOT / "build" / "youheng.ico")
    keep_packs(resource("forms"), built=True)
    compile_pyside_files(ROOT / "build" / FILES)
    words = ["--noconfirm", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build"]
    fixed = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1704067200"}
    command = [sys.executable, "-m", "PyInstaller", *words, "build.spec"]
    return subprocess.call(command, cwd=ROOT, env=dev.child_environment(**fixed)) == 0


def failed_step(built: Path) -> str:
    """Do the demo, show a window, draw a page, look for a server, where names have spaces and Chinese."""
    suffix = ".exe" if os.name == "nt" else ""
    with tempfile.TemporaryDirectory(prefix="优衡 试装 ") as name:
        folder = Path(name)
        home = folder / "家"
        home.mkdir()
        program = shutil.copytree(built, folder / "程序 目录", symlinks=True)
        places = dict.fromkeys(("HOME", "APPDATA", "LOCALAPPDATA"), str(home))
        environment = dev.child_environment(QT_QPA_PLATFORM="offscreen", **places)
        cli, window = program / f"youheng-cli{suffix}", program / f"youheng{suffix}"
        steps = {
            "演示": [str(cli), "demo", str(folder / "演示 数据"), "--schools", "2"],
            "首个窗口": [str(window), "--smoke"],
        }
        for step, command in steps.items():
            if subprocess.call(command, cwd=folder, env=environment) != 0:
                return step
        # Nobody listens there; a program without libpq would say that instead.
        asked = [str(cli), "bureau", "today", "postgresql://nobody@127.0.0.1:1/none"]
        told = subprocess.run(asked, cwd=folder, env=environment, capture_output=True, check=False)
        return "" if "连不上服务器" in told.stderr.decode() else "连接服务器"


def main() -> int:
    """Build and try; 1 when either fails."""
    dev.require(libraries(), _PROGRAMS)
    built = ROOT / "dist" / "youheng"
    if not freeze():
        return 1
    if step := failed_step(built):
        dev.stop(dev.REFUSED, f"打包后的程序没有通过：{step}")
    dev.say(f"打包完成并试运行通过：{built}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
