"""A few of the random kills of the long suite, and that its judges can tell a loss from none."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import TextIO

import pytest

from exporters.age import generate_identity
from operations.demo.run import DemoFiles, run_demo
from storage.school.store import SchoolStore
from tests.operations.wreckage import half_files, lost, promises_in, unopened
from tests.proof.draft import make_draft
from tests.proof.figures import Figures, total
from tests.proof.killing import ended
from tests.proof.windows import judged
from tests.support.children import TIED
from tests.support.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")

WINDOWS, VERBS = 20, 40
SEED = os.environ.get("YOUHENG_SEED") or str(random.randrange(1 << 30))


def figures_of(module: str, source: Path, folder: Path, kills: int) -> Figures:
    words = [*TIED, sys.executable, "-m", module, str(source), str(folder), str(kills), SEED]
    print(f"{module}: seed {SEED}")
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    return Figures.from_json(done.stdout.splitlines()[-1])


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A store whose return is being filled."""
    path = tmp_path / "draft" / "school.yhs"
    path.parent.mkdir()
    make_draft(path)
    return path


@pytest.mark.slow
def test_the_running_window_is_killed(draft: Path, tmp_path: Path) -> None:
    found = figures_of("tests.proof.windows", draft, tmp_path / "windows", WINDOWS)
    assert found.is_clean, found
    assert found.kills == WINDOWS
    assert found.acknowledged > 0


@pytest.mark.slow
def test_every_verb_is_killed(tmp_path: Path) -> None:
    demo: DemoFiles = run_demo(tmp_path / "district", schools=1, seed=1)
    source = demo.bureau_store.parent
    found = figures_of("tests.proof.verbs", source, tmp_path / "verbs", VERBS)
    assert found.is_clean, found
    assert found.kills == VERBS


def test_a_lost_edit_is_seen(draft: Path) -> None:
    told = ["open", "typed facilities.books 7", "saved facilities.books 7"]
    figures, _ = judged(draft, told, {})
    assert figures == Figures(acknowledged=1, lost=1)


def test_what_was_typed_last_may_be_there_or_not(draft: Path) -> None:
    with SchoolStore.open(draft, read_only=True) as store:
        now = store.answers.load().answers["facilities.books"]
    for typed, before in ((now, "6"), ("7", now)):
        told = ["open", f"typed facilities.books {typed}"]
        figures, saved = judged(draft, told, {"facilities.books": before})
        assert figures.is_clean
        assert saved == {"facilities.books": now}


def test_a_missing_entry_and_a_torn_store_are_seen(draft: Path) -> None:
    promised = promises_in(draft.parent)
    assert lost(draft.parent, promised) == []
    one_more = {place: [*hashes, "0" * 64] for place, hashes in promised.items()}
    assert len(lost(draft.parent, one_more)) == 1
    draft.write_bytes(draft.read_bytes()[:10_000])
    assert len(unopened(draft.parent)) == 2


def test_half_files_are_seen(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.pdf", "c.asice", "d.asice.age"):
        (tmp_path / name).write_bytes(b"PK\3\4 half of something")
    assert len(half_files(tmp_path, generate_identity())) == 4


def test_a_child_is_killed_after_the_line_or_comes_to_its_end() -> None:
    def for_ever(channel: TextIO) -> None:
        channel.write("open\nand on\n")
        channel.flush()
        signal.pause()

    killed = ended(for_ever, after=0.01, lines=1)
    assert (killed.killed, killed.told) == (True, ("open", "and on"))
    done = ended(lambda channel: channel.write("done\n"), after=None)
    assert (done.killed, done.told) == (False, ("done",))


def test_figures_add_up_and_travel() -> None:
    found = total([Figures(kills=2, acknowledged=5), Figures(cuts=1, lost=1)])
    assert str(found) == (
        "kills 2, power cuts 1, edits acknowledged 5, lost 1, half files 0, "
        "stores that did not open 0"
    )
    assert not found.is_clean
    assert Figures.from_json(found.to_json()) == found
