"""Turn any exception into one sentence and say whose turn it is: for both faces."""

import errno
import os
import traceback
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from forms.pack_errors import PackError
from forms.workflow import MoveError
from operations.errors import Misused, OperationError, PassphraseRefused, Unavailable
from operations.failures import logbook
from storage.errors import (
    NeedsUpgrade,
    NewerVersion,
    NoConnection,
    NoStoreThere,
    NotOurFile,
    OnShare,
    OutcomeUnknown,
    PathTooLong,
    ReadOnlyPlace,
    ServerLoginRefused,
    ServerOlder,
    StoreBug,
    StoreDamaged,
    StoreError,
    StoreLocked,
    StoreRefusal,
    WouldReplace,
)
from storage.errors.system import reason_of


class Blame(StrEnum):
    """Kinds of obstacles: the user's request, the data, the surroundings, or the program."""

    DATA = "data"
    USAGE = "usage"
    ENVIRONMENT = "environment"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception as it is shown: one sentence, the kind of obstacle, and the exception itself.

    Attributes:
        blame: What stands in the way.
        message: The sentence.
        error: What was raised.

    """

    blame: Blame
    message: str
    error: BaseException

    @property
    def is_bug(self) -> bool:
        """Whether nobody foresaw it."""
        return self.blame is Blame.PROGRAM

    @property
    def may_be_viewed(self) -> bool:
        """Whether a store that was not opened can still be laid open to be read."""
        return isinstance(self.error, (NewerVersion, OnShare, ReadOnlyPlace, StoreLocked))

    @property
    def is_disconnected(self) -> bool:
        """Whether the server a store lies on does not answer, or lets nobody in."""
        return is_disconnection(self.error)

    @property
    def doubt(self) -> str:
        """The transaction at whose end the connection broke, to be asked after; ``""`` if none."""
        return self.error.transaction if isinstance(self.error, OutcomeUnknown) else ""

    @property
    def needs_password(self) -> bool:
        """Whether the server may let the user in with a password, or another one."""
        return isinstance(self.error, ServerLoginRefused) and self.error.needs_password

    @property
    def may_be_founded(self) -> bool:
        """Whether a database was empty, so that a store can be made there."""
        return isinstance(self.error, NoStoreThere)

    @property
    def may_be_upgraded(self) -> bool:
        """Whether a store on a server is of an earlier version, and this user may upgrade it."""
        return isinstance(self.error, ServerOlder) and self.error.may_upgrade

    @property
    def needs_upgrade(self) -> bool:
        """Whether a store on a server is of an earlier version, whoever may upgrade it."""
        return isinstance(self.error, ServerOlder)

    @property
    def has_backups(self) -> bool:
        """Whether a damaged store has backups to go back to."""
        return isinstance(self.error, StoreDamaged) and bool(self.error.backups)

    @property
    def is_wrong_passphrase(self) -> bool:
        """Whether typing the passphrase again may help."""
        return isinstance(self.error, PassphraseRefused)

    @property
    def would_replace(self) -> tuple[Path, ...]:
        """Files that nobody asked to replace; where there are some, asking is the way on."""
        return self.error.paths if isinstance(self.error, WouldReplace) else ()


def explain(error: BaseException) -> Failure:
    """Explain an exception; one that nobody foresaw is written to the log with where it happened."""
    foreseen = _foreseen(error)
    if foreseen is not None:
        return foreseen
    path = logbook.write(_details(error))
    where = f"详情在 {path}" if path else "日志文件也写不进去"
    message = f"程序遇到没有预料到的错误（{type(error).__name__}），{where}。数据没有改动。"
    return Failure(Blame.PROGRAM, message, error)


def is_disconnection(error: BaseException) -> bool:
    """Tell whether something failed because the server a store lies on does not answer."""
    return isinstance(error, NoConnection)


def _foreseen(error: BaseException) -> Failure | None:
    match error:
        case Misused():
            blame = Blame.USAGE
        case OperationError() if not isinstance(error, Unavailable):
            blame = Blame.DATA
        case MoveError() | PackError() | StoreDamaged() | NewerVersion() | NotOurFile():
            blame = Blame.DATA
        case NeedsUpgrade() | StoreRefusal():
            blame = Blame.DATA
        case StoreBug():
            return None
        case Unavailable() | StoreError():
            blame = Blame.ENVIRONMENT
        case OSError():
            return Failure(Blame.ENVIRONMENT, _system_sentence(error), error)
        case MemoryError():
            return Failure(Blame.ENVIRONMENT, "内存不够，请关闭其他程序后再试。", error)
        case _:
            return None
    return Failure(blame, str(error), error)


def _system_sentence(error: OSError) -> str:
    place = f"“{error.filename}”" if error.filename else "文件"
    match error:
        case OSError(errno=errno.ENAMETOOLONG) if error.filename:
            said = str(PathTooLong(Path(os.fsdecode(error.filename))))
        case FileNotFoundError():
            said = f"找不到{place}，请检查路径。"
        case PermissionError():
            said = f"没有权限读写{place}，请检查权限，或换一个文件夹。"
        case IsADirectoryError():
            said = f"{place}是文件夹，这里要的是文件。请选择文件夹里的文件。"
        case NotADirectoryError():
            said = f"{place}的路径里有一段是文件，不是文件夹。请检查路径。"
        case FileExistsError():
            said = f"{place}已经存在，请换一个名字。"
        case OSError(errno=errno.ENOSPC):
            said = f"磁盘已满，{place}没有写成。请腾出空间后重试。"
        case OSError(errno=errno.EROFS):
            said = f"{place}所在的磁盘是只读的，不能写入。请换一个文件夹。"
        case _:
            said = f"读写{place}时出错：{reason_of(error)}。请检查磁盘空间和权限。"
    return said


def _details(error: BaseException) -> str:
    """Say where code failed, and with which kinds of errors; never their texts, which may hold answers."""
    lines = [f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n"]
    cause: BaseException | None = error
    while cause is not None:
        lines.extend(traceback.format_tb(cause.__traceback__))
        lines.append(f"{type(cause).__name__}\n")
        cause = cause.__cause__ or cause.__context__
    return "".join(lines)
