"""Making receipts for every package that was taken and not answered yet."""

from forms.exchange import ContainerKind
from operations.bureau.issue import IssuedBytes, issue_receipt, waiting_for_receipt
from operations.bureau.resend import resend
from operations.bureau.store import Desk
from ui.bureau.schools.enrol import save_issued
from ui.bureau.work_page import BureauPage
from ui.replacing import write_asking


def make_receipts(page: BureauPage) -> None:
    """Make all receipts in one step and write them to a folder; the page says how it went."""

    def work(desk: Desk) -> list[IssuedBytes]:
        with desk.store.transaction():
            return [issue_receipt(desk, package) for package in waiting_for_receipt(desk.store)]

    def made(files: list[IssuedBytes]) -> None:
        if not files:
            page.say("没有等待回执的上报包。")
            return
        done = f"已生成 {len(files)} 份回执，请交给各学校读入。"
        save_issued(page.desk, page, files, done=done)

    page.desk.keyed_step(
        work, owner=page, why="签发回执要用区局的操作员密钥。", then=made, fail=page.fail
    )


def save_receipts_again(page: BureauPage) -> None:
    """Save the newest receipt of every school into a folder the officer chooses."""
    folder = page.desk.desktop.messages.folder("把各校最近的回执保存到哪个文件夹")
    if folder is None:
        return
    write_asking(
        page.desk,
        lambda store, replace: resend(store, folder, replace=replace, kind=ContainerKind.RECEIPT),
        owner=page,
        then=lambda files: page.say_saved(
            f"已把 {len(files)} 所学校最近的回执再存了一份。", folder
        ),
        fail=page.fail,
    )
