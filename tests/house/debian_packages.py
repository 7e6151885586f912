"""What the program and its tests need of the system: which Debian packages bring it, and installing them.

Standard library only; ``dev.py`` uses it before anything is installed.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

# What Qt loads from the system, and the Debian package it comes in.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# In addition, with a real X11 screen; the other libxcb-* come along.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# What the tests hold our files against.
TEST_PROGRAMS = {name: name for name in ("openssl", "age", "gpgsm", "git", "unzip", "strace")}
TEST_PROGRAMS.update({"certtool": "gnutls-bin", "gpg-agent": "gpg-agent"})
TEST_PROGRAMS.update({"softhsm2-util": "softhsm2", "pg_ctlcluster": "postgresql"})
TEST_PROGRAMS.update({"pdftoppm": "poppler-utils", "zbarimg": "zbar-tools"})


class NotInstalledError(Exception):
    """Packages are missing and could not be installed; the message says what to do."""


def has_library(soname: str) -> bool:
    """Whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_packages(libraries: Mapping[str, str], programs: Mapping[str, str]) -> list[str]:
    """The Debian packages that bring what is missing, in the order given."""
    wanted = [package for soname, package in libraries.items() if not has_library(soname)]
    wanted += [package for program, package in programs.items() if not shutil.which(program)]
    return list(dict.fromkeys(wanted))


def administrator() -> list[str] | None:
    """The words that make a command run as root; None when that needs a password."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    quiet = subprocess.DEVNULL
    may = shutil.which("sudo") and subprocess.call([*sudo, "true"], stderr=quiet) == 0
    return sudo if may else None


def install(packages: Sequence[str], say: Callable[[str], None]) -> None:
    """Install Debian packages.

    Args:
        packages: Their names.
        say: Is told before it begins.

    Raises:
        NotInstalledError: There is no apt, or nobody may use it, or it failed.

    """
    names = " ".join(packages)
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    if shutil.which("apt-get") is None:
        raise NotInstalledError(f"缺少系统组件（Debian 包名）：{names}。请装好后再试。")
    root = administrator()
    if root is None:
        raise NotInstalledError(f"缺少系统组件，安装需要管理员。请执行下面一行后再试：\n    {line}")
    say(f"正在用 apt 安装缺少的系统组件：{names}")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise NotInstalledError(
            f"{done.stdout}{done.stderr}\napt 没有装成。请手工执行：\n    {line}"
        )
