"""The start page, empty and with recent stores, the page that creates a store, and the dialogs."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.school.beginning import OpeningOffer
from operations.school.keys.opening import RootOffer
from tests.shots.frame import open_window
from ui.desktop import Desktop
from ui.dialogs.prompts import PassphraseDialog, PromptDialog, TextDialog
from ui.look import LookDialog
from ui.messages import Request
from ui.recent import remember
from ui.start.about import AboutDialog
from ui.start.new_school_page import NewSchoolPage

NAMES = (
    "硚口区教育局-2024.yhb",
    "武汉市硚口区崇仁路小学-2024.yhs",
    "武汉市硚口区华中科技大学附属宝善街中心小学（汉正街校区）-2024.yhs",
)

OFFER = OpeningOffer(
    root=RootOffer("硚口区教育局", "3f1c 09aa 51d7 e2b4 7c60", "红山 青河"),
    school_code="3142010401",
    school_name="武汉市硚口区崇仁路小学",
    school_type="211",
    type_label="小学",
    period=2024,
    principal="陈样例",
    has_last=True,
)


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    yield "start-empty", window
    for name in NAMES:
        path = folder / name
        path.write_bytes(b"")
        remember(path)
    window.start_page.refresh()
    yield "start-recent", window
    window.start_page.say("“崇仁路小学-2024.yhs”正由李老师在电脑 OFFICE-3 上使用，请先在那里关闭。")
    yield "start-refused", window
    window.start_page.strip.clear()
    crash = folder / "crash.log"
    crash.touch()
    window.start_page.show_crash(crash)
    yield "start-crash", window
    window.start_page.new_school.click()
    yield "start-new-school", window
    page = window.start_page.findChild(NewSchoolPage)
    assert page is not None
    page.take_offer(folder / "3142010401-opening.asice", OFFER)
    yield "start-new-school-opening", window
    yield from _dialogs(window)
    yield from _long_dialogs(window)
    window.close()


def _dialogs(window: QWidget) -> Iterator[tuple[str, QWidget]]:
    question = PromptDialog(
        window,
        title="删除这一行？",
        text="将删除“班级名册”第 3 行的全部内容。删除后可以用“撤销”找回。",
        icon="triangle-alert",
        tone="query",
    )
    question.add_buttons("删除", danger=True)
    options = {"label": "退回原因", "accept": "退回", "initial": "运动场地面积请附测绘报告。"}
    reason = TextDialog(window, Request("text", "退回填报员", "填报员会看到退回的原因。", options))
    phrase = PassphraseDialog(
        window,
        Request("passphrase", "签名口令", "签名要用校长的口令。", {"repeat": True, "label": ""}),
    )
    look = LookDialog(window)
    for name, dialog in (
        ("look", look),
        ("about", AboutDialog(window)),
        ("question", question),
        ("reason", reason),
        ("passphrase", phrase),
    ):
        dialog.show()
        yield f"dialog-{name}", dialog
        dialog.close()


LONG = (
    "提交后填报内容不能再改，由校长核对、签名或退回。如果以后发现数字有误，请校长退回，或者在签名之后"
    "重新打开这份填报表，开始下一版；每一版都会保留，区局可以看到两版之间改了什么。"
)


def _long_dialogs(window: QWidget) -> Iterator[tuple[str, QWidget]]:
    """Texts that wrap, and one that is higher than the screen."""
    for name, text in (("wrapped", LONG * 2), ("scrolling", LONG * 30)):
        dialog = PromptDialog(window, title="提交给校长审核？", text=text, icon="send")
        dialog.add_buttons("提交审核")
        dialog.show()
        yield f"dialog-{name}", dialog
        dialog.close()
