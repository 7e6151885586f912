"""Asking for the password of the database, where the server wants one that nobody has told yet."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from operations.bureau.server.log_in import try_password
from operations.failures.explain import Failure
from operations.store_place import ServerAddress
from ui.desk import Fail
from ui.desktop import Desktop

_AGAIN = "口令不对，或这个用户不能登录。请核对后再输入一次。"
_FIRST = "服务器要求口令。口令只用到程序关闭为止，不保存；想免去输入，请把它放进 ~/.pgpass。"


def ask_password(
    desktop: Desktop,
    place: ServerAddress,
    *,
    owner: QObject,
    then: Callable[[], object],
    fail: Fail,
    failure: Failure,
    is_again: bool = False,
) -> None:
    """Ask for the password, try it off the GUI thread, ask again if it does not fit.

    Args:
        desktop: What all pages share.
        place: The database.
        owner: Its death drops the result.
        then: Called once the server lets the user in.
        fail: Gets the failure if it does not, or the user turned away.
        failure: What the server said.
        is_again: Whether one was tried already.

    """
    said = f"{place.name}。{_AGAIN if is_again else _FIRST}"
    password = desktop.messages.passphrase("输入数据库口令", said, label="数据库口令")
    if password is None:
        fail(failure)
        return

    def refused(error: BaseException) -> None:
        found = desktop.explain(error)
        if found.needs_password:
            ask_password(
                desktop,
                place,
                owner=owner,
                then=then,
                fail=fail,
                failure=found,
                is_again=True,
            )
        else:
            fail(found)

    desktop.runner.database(
        partial(try_password, place, password), owner=owner, then=lambda _: then(), fail=refused
    )
