"""Upgrading a store on a server that an earlier version of the program made: asked, done, opened."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from operations.bureau.upgrade import upgrade_bureau
from operations.failures.explain import Failure
from operations.store_place import ServerAddress
from ui.desktop import Desktop

_WHAT = (
    "升级把“{name}”改成本程序的格式，要么全部完成，要么保持原样。升级前请确认："
    "信息中心刚备份过数据库（pg_dump），别的操作员都已关闭这个库。升级后，各人的程序都要换成新版本。"
)


def upgrade(
    desktop: Desktop,
    place: ServerAddress,
    *,
    owner: QObject,
    busy: Callable[[str], object],
    then: Callable[[str], object],
    fail: Callable[[Failure], object],
) -> None:
    """Upgrade a store once the user has agreed.

    Args:
        desktop: Asks, and runs it.
        place: Where the store lies.
        owner: Its death drops the result.
        busy: Gets what is being done meanwhile; the empty text before ``fail``.
        then: Gets the news of a store that can be opened now.
        fail: Gets the failure; the store is as it was.

    """
    if not desktop.messages.confirm(
        "升级服务器上的局端库", _WHAT.format(name=place.name), accept="已备份，现在升级"
    ):
        return

    def failed(error: BaseException) -> None:
        busy("")
        fail(desktop.explain(error))

    busy(f"正在升级 {place.name}，请不要关闭程序…")
    desktop.runner.database(
        lambda: upgrade_bureau(place),
        owner=owner,
        then=lambda _: then("局端库已升级到本程序的格式。"),
        fail=failed,
    )
