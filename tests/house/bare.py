"""Try the project on a bare Debian: ``python3 dev.py bare SUITE[,SUITE] [--user] WORDS-OF-DEV.PY``.

The Debian is made by debootstrap in a folder that is removed afterwards and holds only python3, pip,
git and CA certificates. Of several suites the first is taken that can be made and whose
Python we support, so that the newest may move on. Needs root on Debian.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import dev
from storage.files.temporary import scratch_folder
from tests.support.places import ROOT

_SCRIPTS: Final = Path("/usr/share/debootstrap/scripts")
_PACKAGES: Final = "python3,python3-pip,git,ca-certificates"
# How this machine reaches its package registries.
_COPIED: Final = (
    "etc/pip.conf",
    "etc/ssl/certs/ca-certificates.crt",
    "etc/resolv.conf",
    "etc/hosts",
)
_PASSED_ON: Final = ("PIP_", "SSL_", "REQUESTS_CA", "CURL_CA", "GIT_SSL", "CI")
_PROXIES: Final = ("http_proxy", "https_proxy", "no_proxy")
_USER: Final = "tester"
_MOUNTED: Final = (
    'mount -t proc proc "$0/proc" && mount -t tmpfs tmpfs "$0/dev/shm"'
    ' && mount -t devpts devpts "$0/dev/pts" && exec chroot "$0" "$@"'
)

# What is started ends with this program, however that ends.
_ALONE: Final = (
    *("setpriv", "--pdeathsig", "KILL"),
    *("unshare", "--mount", "--pid", "--fork", "--kill-child"),
    *("sh", "-c", _MOUNTED),
)


class NotMadeError(RuntimeError):
    """The mirror does not have the suite, or not whole."""


class Bare:
    """A Debian in a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @classmethod
    def make(cls, suite: str, root: Path) -> "Bare":
        """Install it, with this machine's way to its registries and a clone of the project.

        Raises:
            NotMadeError: debootstrap failed; the message is the end of what it said.

        """
        dev.say(f"正在建立空白的 Debian {suite}（约一两分钟）…")
        script = [] if (_SCRIPTS / suite).exists() else ["", str(_SCRIPTS / "sid")]
        words = ["--variant=minbase", f"--include={_PACKAGES}", suite, str(root), *script]
        with tempfile.TemporaryFile() as log:
            code = subprocess.call(["debootstrap", *words], stdout=log, stderr=log)
            if code != 0:
                log.seek(0)
                raise NotMadeError(log.read().decode(errors="replace")[-2000:])
        for name in _COPIED:
            if Path("/", name).exists():
                shutil.copy(Path("/", name), root / name)
        for path in Path("/etc/apt/apt.conf.d").iterdir():
            shutil.copy(path, root / "etc/apt/apt.conf.d")
        bare = cls(root)
        bare.call("root", ["useradd", "-m", _USER])
        for home, owner in (("root", "root"), (f"home/{_USER}", _USER)):
            subprocess.run(
                ["git", "clone", "-q", str(ROOT), str(root / home / "youheng")], check=True
            )
            bare.call("root", ["chown", "-R", f"{owner}:{owner}", f"/{home}/youheng"])
        return bare

    def python(self) -> tuple[int, int]:
        """The version of its Python."""
        code = "import sys; sys.exit(sys.version_info[1])"
        return (3, self.call("root", ["python3", "-c", code]))

    def dev(self, user: str, words: Sequence[str]) -> int:
        """Run dev.py there."""
        home = "/root" if user == "root" else f"/home/{user}"
        return self.call(
            user, ["sh", "-c", f'cd {home}/youheng && exec python3 dev.py "$@"', "-", *words]
        )

    def call(self, user: str, command: Sequence[str]) -> int:
        """Run a program there; what it mounts and starts goes with it."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if name.startswith(_PASSED_ON) or name.lower() in _PROXIES
        }
        kept.pop("PIP_FIND_LINKS", None)  # a folder of this machine
        home = "/root" if user == "root" else f"/home/{user}"
        path = "/usr/sbin:/usr/bin:/sbin:/bin"
        kept |= {"HOME": home, "PATH": path, "LANG": "C.UTF-8", "USER": user}
        inside = ["runuser", "-u", user, "--", *command] if user != "root" else list(command)
        return subprocess.call([*_ALONE, str(self._root), *inside], env=kept)


def main(arguments: list[str]) -> int:
    """Make it, run dev.py in it, remove it; the exit code of dev.py."""
    if len(arguments) < 2:
        dev.stop(dev.USAGE, "用法：dev.py bare 版本[,版本] [--user] dev.py 的动词和参数")
    if not dev.LINUX or os.geteuid() != 0:
        dev.stop(dev.ENVIRONMENT, "空白的 Debian 要在 Linux 上由管理员（root）建立。")
    dev.require({}, {"debootstrap": "debootstrap"})
    suites, words = arguments[0].split(","), arguments[1:]
    user = _USER if words[0] == "--user" else "root"
    words = words[1:] if user == _USER else words
    for suite in suites:
        with scratch_folder() as folder:
            try:
                bare = Bare.make(suite, folder / "root")
            except NotMadeError as error:
                dev.say(f"{error}\n{suite} 没有建成。")
                continue
            version = bare.python()
            if not dev.OLDEST_PYTHON <= version <= dev.NEWEST_PYTHON:
                dev.say(f"{suite} 的 Python {version[0]}.{version[1]} 不在支持的范围内。")
                continue
            return _try_in(bare, suite, user, words)
    return dev.ENVIRONMENT


def _try_in(bare: Bare, suite: str, user: str, words: Sequence[str]) -> int:
    dev.say(f"── {suite}，{user}：{' '.join(words)}")
    if user == _USER:
        bare.dev("root", ["setup"])  # system packages need the administrator
    return bare.dev(user, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
