"""What psycopg says, in the words of :mod:`storage.errors.server`."""

from typing import Final

import psycopg
from psycopg import errors as pg

from storage.address import ServerAddress
from storage.errors import (
    NotPermitted,
    ServerBusy,
    ServerFull,
    ServerLoginRefused,
    ServerLost,
    ServerNotTrusted,
    ServerReadOnly,
    ServerUnreachable,
    StillReferredTo,
    StoreBug,
    StoreError,
    StoreRefusal,
)

_ABOUT_LOGIN: Final = (
    *("does not exist", "pg_hba", "authentication", "not permitted to log in"),
    *("不存在", "认证"),
)
"""Parts of what a server says that answers and lets nobody in: no code comes with these."""
_ABOUT_TLS: Final = ("SSL", "certificate")
"""Parts of what libpq says when the connection would not be as safe as the address wants it."""
_BUSY: Final = (pg.LockNotAvailable, pg.DeadlockDetected, pg.SerializationFailure, pg.QueryCanceled)
_CHANGED_BY_OTHERS: Final = (pg.UndefinedTable, pg.UndefinedColumn)


def connection_problem(place: ServerAddress, error: psycopg.Error) -> StoreError:
    """Say in words why there is no connection; libpq tells the reason in a text alone."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    reason = lines[0] if lines else type(error).__name__
    tried = error.pgconn
    if tried is not None and (tried.needs_password or tried.used_password):
        return ServerLoginRefused(place, reason, needs_password=True)
    if any(word in str(error) for word in _ABOUT_TLS):
        return ServerNotTrusted(place, reason)
    if any(word in str(error) for word in _ABOUT_LOGIN):
        return ServerLoginRefused(place, reason, needs_password=False)
    return ServerUnreachable(place, reason)


def server_problem(place: ServerAddress, error: Exception, *, is_lost: bool) -> StoreError:
    """Say in words why a statement failed; what no environment explains is a :class:`StoreBug`."""
    if is_lost:
        return ServerLost(place)
    match error:
        case pg.ForeignKeyViolation():
            problem: StoreError = StillReferredTo(str(error))
        case pg.DiskFull() | pg.OutOfMemory():
            problem = ServerFull(place)
        case pg.ReadOnlySqlTransaction():
            problem = ServerReadOnly(place)
        case pg.InsufficientPrivilege():
            problem = NotPermitted(place)
        case psycopg.DataError() if error.sqlstate is None or "NUL" in str(error):
            problem = StoreRefusal("文字中有不能保存的残缺字符。请删除后重新输入。")
        case _ if isinstance(error, _BUSY):
            problem = ServerBusy(place)
        case _:
            problem = StoreBug(f"{type(error).__name__}: {str(error).splitlines()[0]}")
    return problem
