"""One computer of several that import a folder: ``… city_worker ADDRESS PASSPHRASES FOLDER``.

Says ``ready`` and waits for a line; the last line is how many packages it has taken.
"""

import sys
from pathlib import Path

from operations.bureau.intake.import_packages import import_packages
from operations.bureau.store import Desk, officer, open_bureau, unlock_daily_keys
from storage.address import place_of


def main(address: str, passphrases: str, folder: str) -> None:
    """Import what is in the folder."""
    with open_bureau(place_of(address)) as store:
        keys = unlock_daily_keys(store, Path(passphrases).read_text(encoding="utf-8").strip())
        desk = Desk(store, keys, officer("演示操作员"))
        print("ready", flush=True)
        sys.stdin.readline()
        results = import_packages(desk, sorted(Path(folder).iterdir()), workers=1)
    for result in results:
        if not (result.accepted or result.elsewhere):
            raise SystemExit(result.message)
    print(sum(result.accepted for result in results), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
