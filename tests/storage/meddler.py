"""A program that opens, reads and copies a store without a pause while another one writes it.

``python -m tests.storage.meddler STORE ACKNOWLEDGED FOLDER``: ACKNOWLEDGED holds the last number the
writer knows to be saved (both fields of the store are set to it), ``over`` beside it ends the work.
Each copy is opened and judged at once; the last line says how many of them there were of each kind.
"""

import json
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

from storage.errors import StoreError
from storage.school.store import SchoolStore
from tests.support import patience


def judged(copy: Path, before: int) -> str:
    """Say what a copy is: whole, found to be torn, or a kind that there must not be."""
    try:
        with SchoolStore.open(copy, read_only=True) as store:
            answers = store.answers.load().answers
            (last,) = store.journal.entries(limit=1)
            if not store.verify_journal().intact or store.replay().differences:
                return "found"
    except StoreError:
        return "found"
    told = {edit.text for edit in last.edits}  # type: ignore[union-attr]  # only answers are set
    if {answers["pupils.a"], answers["pupils.b"]} != told:
        return "torn in silence"
    return "whole" if int(answers["pupils.a"]) >= before else "lost"


def meddle(store: Path, acknowledged: Path, folder: Path) -> Counter[str]:
    """Do it until it is over, and once more: a busy machine may not have let it begin before."""
    kinds: Counter[str] = Counter()
    is_over = False
    while not is_over:
        is_over = acknowledged.with_name("over").exists()
        store.read_bytes()
        with closing(sqlite3.connect(store, timeout=patience.SECONDS)) as connection:
            connection.execute("select count(*) from journal").fetchone()
        before = int(acknowledged.read_text(encoding="ascii"))
        copy = folder / "copy.yhs"
        shutil.copyfile(store, copy)
        kinds[judged(copy, before)] += 1
    return kinds


if __name__ == "__main__":
    print("ready", flush=True)
    print(json.dumps(meddle(*(Path(name) for name in sys.argv[1:4]))))
