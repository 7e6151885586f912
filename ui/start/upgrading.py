"""Upgrading a store on a server that an earlier version of the program made: asked, done, opened."""

from typing import TYPE_CHECKING

from operations.bureau.upgrade import upgrade_bureau

if TYPE_CHECKING:
    from operations.store_place import ServerAddress
    from ui.desktop import Desktop
    from ui.start.start_page import StartPage

_WHAT = (
    "升级把“{name}”改成本程序的格式，要么全部完成，要么保持原样。升级前请确认："
    "信息中心刚备份过数据库（pg_dump），别的操作员都已关闭这个库。升级后，各人的程序都要换成新版本。"
)


def upgrade_and_open(desktop: "Desktop", page: "StartPage", place: "ServerAddress") -> None:
    """Upgrade a store once the user has agreed, and let the page open it; a failure is said there."""
    if not desktop.messages.confirm(
        "升级服务器上的局端库", _WHAT.format(name=place.name), accept="已备份，现在升级"
    ):
        return

    def failed(error: BaseException) -> None:
        page.set_busy("")
        page.say_failed(place, desktop.explain(error))

    page.set_busy(f"正在升级 {place.name}，请不要关闭程序…")
    desktop.runner.database(
        lambda: upgrade_bureau(place),
        owner=page,
        then=lambda _: page.store_made.emit(place, "局端库已升级到本程序的格式。"),
        fail=failed,
    )
