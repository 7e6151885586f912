"""What the tests start ends with the test run, even with one that is killed."""

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support import patience
from tests.support.children import TIED, tie_to
from tests.support.places import ROOT
from tests.support.postgres import binaries

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is tied ends on Linux alone")

RUN = "import sys; from tests.house import test_children as t; getattr(t, sys.argv[1])()"


def holding_a_program() -> None:
    """Start a program that never ends, and wait."""
    # It tells its number itself: only then is it tied.
    with subprocess.Popen([*TIED, "sh", "-c", "echo $$; exec sleep infinity"]):
        sys.stdin.read()


def holding_a_fork() -> None:
    """Fork, and wait."""
    parent = os.getpid()
    child = os.fork()
    if not child:
        tie_to(parent)
        print(os.getpid(), flush=True)
    sys.stdin.read()


def holding_a_server() -> None:
    """Run a server, and wait."""
    from tests.support.postgres import running_server

    with running_server() as server:
        assert server._process is not None
        print(server._process.pid, flush=True)
        sys.stdin.read()


@pytest.mark.parametrize("what", [holding_a_program, holding_a_fork, holding_a_server])
def test_nothing_outlives_a_killed_run(what: object) -> None:
    name = getattr(what, "__name__", "")
    if name == "holding_a_server" and binaries() is None:
        pytest.skip("no PostgreSQL is installed")
    with subprocess.Popen(
        [*TIED, sys.executable, "-c", RUN, name],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        assert run.stdout is not None
        child = int(run.stdout.readline())
        assert is_there(child)
        run.kill()
        run.wait()
        # Our own end of the channel stays open: nobody is told to end.
        patience.until(lambda: not is_there(child), f"{name} has ended")
        assert run.stdin is not None
        assert not run.stdin.closed


def is_there(pid: int) -> bool:
    """Whether a process lives; one that has ended and was not asked after yet does not."""
    with suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return told.rpartition(")")[2].split()[0] != "Z"
    return False
