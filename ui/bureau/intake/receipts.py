"""Saving receipts: those just made, and those sent before once more."""

from typing import Final

from forms.exchange import ContainerKind
from operations.bureau.sent.issue import IssuedBytes
from operations.bureau.sent.resend import resend
from ui.bureau.schools.enrol import save_issued
from ui.bureau.work_page import BureauPage
from ui.dialogs.replacing import write_asking

RECEIPTS: Final = "签发回执要用区局的操作员密钥。"
"""Why the keys are asked for."""


def save_receipts(page: BureauPage, files: list[IssuedBytes]) -> None:
    """Write receipts that were made to a folder; the page says how it went."""
    if not files:
        page.say("没有等待回执的上报包。")
        return
    left = page.desk.facts.unanswered
    more = f"还有 {left} 份没有生成。" if left else ""
    done = f"已生成 {len(files)} 份回执，请交给各学校读入。{more}"
    save_issued(page.desk, page, files, done=done)


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
