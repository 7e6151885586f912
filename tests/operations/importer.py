"""An officer who imports in a process of its own: ``… importer ADDRESS PASSPHRASES NAME DIE_AFTER FILE…``.

Says ``ready`` once it has begun its first file and waits for a line; ends by ``kill -9`` when it has
examined so many files (0: never). The last line tells the files it examined and what came of all files.
"""

import json
import os
import signal
import sys
from pathlib import Path
from unittest.mock import patch

from exporters.asic import names
from forms.exchange import Code, Level, Verdict
from operations.bureau.intake import examine_files
from operations.bureau.intake.examine import Examined
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.store import Desk, officer, open_bureau, unlock_daily_keys
from storage.address import ServerAddress
from tests.storage.stores import package

examined: list[str] = []


def write_file(folder: Path, school: str, number: int) -> Path:
    """Write a file that says which package it is; checking packages is not what is tried here."""
    path = folder / f"{school}-2024-{number:04}.asice.age"
    path.write_text(f"{school} {number}", encoding="ascii")
    return path


def examine(die_after: int, path: Path) -> Examined:
    """Say that a file is sound."""
    examined.append(path.name)
    if len(examined) == 1:
        print("ready", flush=True)
        sys.stdin.readline()
    if len(examined) == die_after:
        os.kill(os.getpid(), signal.SIGKILL)
    school, number = path.read_text(encoding="ascii").split()
    made = package(school, int(number))
    made.files[names.RETURN] = b"{}"  # type: ignore[index]
    return Examined(Verdict(Level.VALID, Code.OK, "文件完整，签名有效。"), made, values={})


def main(address: str, passphrases: str, name: str, die_after: str, *files: str) -> None:
    """Import the files."""
    with (
        open_bureau(ServerAddress(address)) as store,
        patch.object(
            examine_files, "_examine", lambda _job, task: examine(int(die_after), task.path)
        ),
    ):
        keys = unlock_daily_keys(store, Path(passphrases).read_text(encoding="utf-8").strip())
        desk = Desk(store, keys, officer(name))
        results = import_packages(desk, [Path(file) for file in files], workers=1)
    told = [(one.file, one.code.value, one.accepted, one.elsewhere, one.message) for one in results]
    print(json.dumps({"examined": examined, "results": told}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
