"""Examine many packages on all cores."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from exporters.age import Identity
from exporters.asic import names
from exporters.asic.agreement import Expectation
from exporters.pki.trust import TrustStore
from forms.exchange import Code, Level, Verdict
from operations.bureau.intake.examine import Examined, examine
from operations.errors import Refused
from operations.files import read_file, shown_name
from operations.processes import Limit, in_order, workers_for

SECONDS: Final = 120
"""What the examination of one file may take. The largest honest package takes about ten seconds of a
slow computer."""
AT_ONCE: Final = 2**20
"""Bytes of a file that is examined in seconds whatever is in it: nothing in a package is compressed, and
the time of every reader grows with the bytes alone (``tests/fuzz/test_doubling.py``). The dearest, the
note about the journal, takes about one second for so many. A few such files need no process that could be
ended, which takes longer to start than most of them to read."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all files of an import.

    Attributes:
        secret: The bureau's decryption key, for this job alone; never shown, never stored.
        trust: What the bureau believes in.
        now: Present time (UTC).
        expect: What the bureau accepts.
        taken: Identities of the packages the bureau has.
        whole: Whether the content is wanted, or only what is known about it: hundreds of large
            packages would not fit into memory together.

    """

    secret: str = field(repr=False)
    trust: TrustStore
    now: datetime
    expect: Expectation
    taken: frozenset[str] = frozenset()
    whole: bool = True


Told = Callable[[str], bytes | None]
"""School code → what is kept of what it was told; asked on the thread that examines."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A file, and what the school it is probably of was told."""

    path: Path
    school: str
    told: bytes | None


def examined(
    paths: Sequence[Path],
    job: Job,
    *,
    told: Told,
    workers: int | None,
    cancelled: Callable[[], bool],
    ours: Callable[[Path], bool] | None = None,
) -> Iterator[tuple[Path, Examined]]:
    """Examine files; yields them in the order given, a few at a time in memory.

    What a school was told is asked when its file is begun: that of all schools of a city are hundreds of
    megabytes. Whose a file is stands in its name; files that are called otherwise come last.

    Those of which ``ours`` says no, when their turn has come, are left out.

    A file that takes longer than :data:`SECONDS`, or ends the process that examines it, is refused;
    unless ``workers`` says that this process does the work.
    """
    largest = max(map(_size, paths), default=0)
    renamed: list[tuple[Path, str]] = []

    def run(tasks: Iterator[_Task], count: int) -> Iterator[tuple[_Task, Examined]]:
        return in_order(
            _examine,
            job,
            tasks,
            workers=workers or workers_for(count, largest=largest),
            cancelled=cancelled,
            largest=largest,
            limit=Limit(SECONDS, _given_up, apart=workers is None and largest > AT_ONCE),
        )

    def task(path: Path, school: str) -> _Task:
        return _Task(path, school, told(school) if school else None)

    chosen = paths if ours is None else filter(ours, paths)
    for one, found in run((task(path, _named(path)) for path in chosen), len(paths)):
        if found.lacking:
            renamed.append((one.path, found.lacking))
        else:
            yield one.path, found
    for one, found in run((task(*known) for known in renamed), len(renamed)):
        yield one.path, found


def _named(path: Path) -> str:
    """Read whose a file is from its name, which anybody may have changed."""
    school = path.name.partition("-")[0]
    return school if school.isascii() and school.isalnum() else ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _examine(job: Job, task: _Task) -> Examined:
    path = task.path
    try:
        data = read_file(path)
    except Refused as error:
        return Examined(Verdict(Level.INVALID, Code.E_SIZE, str(error)))
    except OSError as error:
        return Examined(unreadable(path, error))
    found = examine(
        data,
        identity=Identity(job.secret),
        trust=job.trust,
        now=job.now,
        expect=job.expect,
        told={task.school: task.told},
        taken=job.taken,
    )
    if found.package is None:
        return found
    if job.whole:
        # The container holds them all; only the return is wanted beside it.
        files = {names.RETURN: found.package.files[names.RETURN]}
        return replace(found, package=replace(found.package, files=files))
    return replace(
        found,
        package=replace(found.package, files={}, container=b""),
        values=None,
        campuses=(),
    )


def _given_up(task: _Task) -> Examined:
    message = (
        f"检查文件“{shown_name(task.path)}”超过 {SECONDS} 秒还没有完，或检查它的程序中途停了，已经放弃；"
        "其余文件照常处理。请学校重新导出；再次出现时，请把这个文件交给技术人员。"
    )
    return Examined(Verdict(Level.INVALID, Code.E_SIZE, message))


def unreadable(path: Path, error: OSError) -> Verdict:
    """Give the verdict on a file that cannot be read."""
    why = "找不到它" if isinstance(error, FileNotFoundError) else "没有权限，或磁盘出错"
    message = f"读不了文件“{shown_name(path)}”（{why}），请检查路径、权限和 U 盘。"
    return Verdict(Level.INVALID, Code.E_SIZE, message)
