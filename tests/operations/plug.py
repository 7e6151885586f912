"""Makes wrecks: runs one step of the program again and again and kills it before each of its effects.

An effect is a statement that writes to a store, or a file made, renamed, shortened or removed. Run
as a program, because it forks: ``python -m tests.operations.plug STEP SOURCE FOLDER [ROUNDS]``
prepares a copy of the district SOURCE, and leaves in FOLDER ``whole`` (the step undisturbed) and one
numbered copy for every kill. ROUNDS picks so many, evenly spread; without it there is one for every
effect.
"""

import contextlib
import io
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cli.main import main
from exporters import age_passphrase

Words = Sequence[str]

_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "CREATE")
_FILES: Final = {"os.rename", "os.remove", "os.mkdir", "os.truncate", "os.rmdir"}
_PASS: Final = ("--passphrase-file", "passphrase.txt")


@dataclass(frozen=True)
class Step:
    """A step of the program, as command lines in the district's folder; ``{school}`` is filled in.

    Attributes:
        act: The step that is killed.
        before: What has to be done first.
        after: What a user does when he finds the step was interrupted and has repeated it.

    """

    act: Words
    before: tuple[Words, ...] = ()
    after: tuple[Words, ...] = ()


_STORE: Final = "schools/{school}.yhs"
_REOPEN: Final = ("school", "return", _STORE, "--reason", "补充")
_FILL: Final = ("school", "fill", _STORE, "more.json")
_SUBMIT: Final = ("school", "submit", _STORE)
_STATISTICIAN: Final = ("school", "confirm", _STORE, "--as", "统计人员", "--person", "王样例")
_REVIEWER: Final = ("school", "confirm", _STORE, "--as", "审核人", "--person", "李样例")
_SIGN: Final = ("school", "sign", _STORE, *_PASS)
# By force: the step that is repeated meets the file of the one that was killed before it was noted.
_EXPORT: Final = ("school", "export", _STORE, "out", "--force")
_IMPORT: Final = ("bureau", "import", "bureau.yhb", "out", *_PASS, "--workers", "1")
_RECEIPTS: Final = (*_IMPORT, "--receipts", "replies")
_RESEND: Final = ("bureau", "resend", "bureau.yhb", "replies", "--school", "{school}")
_REQUEST: Final = ("school", "request", _STORE, "request.csr", *_PASS)
_AGAIN: Final = ("school", "request", _STORE, "request.csr", "--again", "--force")
_ENROL: Final = ("bureau", "enrol", "bureau.yhb", "request.csr", "replies", *_PASS)
_SIGNED: Final = (_REOPEN, _FILL, _SUBMIT, _STATISTICIAN, _REVIEWER, _SIGN)
_SLIP: Final = (
    "bureau", "return", "bureau.yhb", "replies", *_PASS, "--school", "{school}", "--reason", "核对",
)  # fmt: skip
_COPY: Final = ("school", "backup", _STORE, "out/copy.yhs")
_NEW_SCHOOL: Final = (
    "school", "new", "new.yhs", "--code", "2142100098", "--name", "新校", "--period", "2024",
)  # fmt: skip
_NEW_BUREAU: Final = (
    "bureau", "new", "new.yhb", "--code", "420105", "--name", "新区", "--period", "2024", *_PASS,
)  # fmt: skip

STEPS: Final = {
    "fill": Step(_FILL, (_REOPEN,)),
    "submit": Step(_SUBMIT, (_REOPEN, _FILL)),
    "confirm": Step(_REVIEWER, _SIGNED[:-2]),
    "sign": Step(_SIGN, _SIGNED[:-1]),
    "export": Step(_EXPORT, _SIGNED),
    "import": Step(_IMPORT, (*_SIGNED, _EXPORT)),
    "receipts": Step(_RECEIPTS, (*_SIGNED, _EXPORT), (_RESEND,)),
    "slip": Step(_SLIP, (*_SIGNED, _EXPORT, _IMPORT), (_RESEND,)),
    "reply": Step(
        ("school", "receipt", _STORE, "replies/{school}-2024-receipt-0003.asice"),
        (*_SIGNED, _EXPORT, _RECEIPTS),
    ),
    "undo": Step(
        ("bureau", "undo-import", "bureau.yhb", "--school", "{school}", "--reason", "错了"),
        (*_SIGNED, _EXPORT, _IMPORT),
    ),
    "request": Step(_REQUEST, after=(_AGAIN,)),
    "enrol": Step(_ENROL, (_REQUEST,), (_RESEND,)),
    "open": Step(
        ("school", "open", _STORE, "replies/{school}-2024-opening.asice"), (_REQUEST, _ENROL)
    ),
    "backup": Step(("school", "backup", _STORE)),
    "copy": Step(("bureau", "backup", "bureau.yhb", "out/copy.yhb")),
    "restore": Step(("school", "restore", _STORE, "out/copy.yhs"), (_COPY, _REOPEN)),
    "new school": Step(_NEW_SCHOOL),
    "new bureau": Step(_NEW_BUREAU),
}


class Plug:
    """Counts the effects of this process and ends it before one of them."""

    def __init__(self, at: int) -> None:
        self.count = 0
        self._at = at
        self._last = ""

    def pull_if_due(self) -> None:
        """One more effect is about to happen."""
        self.count += 1
        if self.count == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Begin to count."""
        connect = sqlite3.connect

        def traced(
            place: str | Path, *, uri: bool = False, timeout: float = 2, **_rest: object
        ) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(
                place, uri=uri, timeout=timeout, isolation_level=None, check_same_thread=False
            )
            connection.set_trace_callback(self._statement)
            return connection

        sqlite3.connect = traced  # type: ignore[assignment]
        sys.addaudithook(self._event)

    def _statement(self, text: str) -> None:
        words, _, _ = text.partition("VALUES")
        # The rows of one table, written one after another, are one effect.
        if words.lstrip()[:9].upper().startswith(_WRITES) and words != self._last:
            self.pull_if_due()
        self._last = words

    def _event(self, event: str, arguments: tuple[Any, ...]) -> None:
        made = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if made or event in _FILES:
            self.pull_if_due()


def run(words: Words, folder: Path) -> int:
    """Run one command in a district's folder, without a word; gives its exit code."""
    school = min(path.stem.partition("-")[0] for path in (folder / "schools").glob("*.yhs"))
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        return main([word.format(school=school) for word in words])


def prepare(step: Step, source: Path, folder: Path) -> None:
    """Copy the district and do what comes before the step."""
    shutil.copytree(source, folder)
    (folder / "out").mkdir()
    (folder / "replies").mkdir()
    text = json.dumps({"input": {"pupils": {"minority_primary": 12}}})
    (folder / "more.json").write_text(text, encoding="utf-8")
    for words in step.before:
        code = run(words, folder)
        if code:
            message = f"{' '.join(words)}: exit {code}"
            raise RuntimeError(message)


def in_child(work: Callable[[], None]) -> bool:
    """Do something in a fork of this process; tells whether it came to its end."""
    child = os.fork()
    if not child:
        code = 1
        with contextlib.suppress(Exception):
            work()
            code = 0
        os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        message = "the step failed without being killed"
        raise RuntimeError(message)
    return os.WIFEXITED(status)


def killed(step: Step, folder: Path, at: int) -> bool:
    """Run the step in ``folder`` and kill it before effect ``at``; tells whether there was one."""

    def work() -> None:
        plug = Plug(at)
        plug.watch()
        run(step.act, folder)
        (folder / ".effects").write_text(str(plug.count), encoding="ascii")

    return not in_child(work)


def wrecks(name: str, source: Path, folder: Path, rounds: int | None) -> None:
    """Make ``whole`` and the wrecks; see the top of this module."""
    step = STEPS[name]
    prepare(step, source, folder / "prepared")
    shutil.copytree(folder / "prepared", folder / "whole")
    killed(step, folder / "whole", 0)
    mark = folder / "whole" / ".effects"
    effects = int(mark.read_text(encoding="ascii"))
    mark.unlink()
    chosen = range(1, effects + 1)
    for place in chosen if rounds is None else chosen[:: -(-effects // rounds)]:
        shutil.copytree(folder / "prepared", folder / f"{place:04d}")
        killed(step, folder / f"{place:04d}", place)


if __name__ == "__main__":
    # Keys that open at once: what a guess costs is no matter here.
    age_passphrase.WORK = 8  # type: ignore[misc]
    wrecks(
        sys.argv[1],
        Path(sys.argv[2]),
        Path(sys.argv[3]),
        int(sys.argv[4]) if sys.argv[4:] else None,
    )
