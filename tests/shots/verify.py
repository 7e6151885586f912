"""The dialog that says what a file is: its five states, a page that belongs to it and one that does not."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from exporters.documents.paper_code import PaperCode
from operations.verify.file_view import FileState, FileView
from operations.verify.inspect_file import FileKind
from operations.verify.paper_check import PaperCheck, PaperState
from tests.shots.frame import open_window
from ui.desktop import Desktop
from ui.verify.dialog import VerifyDialog

DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
SCHOOL = "武汉市硚口区崇仁路小学（2142100001）"
DETAILS = (
    ("文件名", "2142100001-2024-0002.asice"),
    ("字节", "1,234,567"),
    ("文件的 SHA-256", DIGEST),
    ("结论代码", "有效，OK"),
    ("能打开", "是"),
    ("内容没有改动", "是"),
    ("签名人的证书可信", "是"),
    ("签名人", "陈样例，武汉市硚口区崇仁路小学（2142100001）"),
    ("填报表版次", "第 2 版"),
    ("数据摘要", DIGEST),
)
PAPER = PaperCode("2142100001", 2024, 2, DIGEST)
VIEWS = (
    ("trusted", "上报包", SCHOOL, FileState.TRUSTED, "文件完整，签名有效，可以使用。"),
    (
        "unproven",
        "回执",
        "硚口区教育局发给学校 2142100001",
        FileState.UNPROVEN,
        "文件完整，签名与内容相符，但没有区局的根证书，无法确认签名人，请提供根证书后再核对。",
    ),
    (
        "locked",
        "加密的上报包",
        "学校 2142100001（按文件名）",
        FileState.LOCKED,
        "这是加密的文件，只有收件的区局能解开；在局端导入时核对签名和内容。",
    ),
    (
        "broken",
        "签名文件",
        "",
        FileState.BROKEN,
        "签名与内容不符，文件被改动过。请不要使用，请发送方重新导出后再发一次。",
    ),
)
SAME = (
    "这张纸（第 3 页，共 12 页）写明的是“2142100001-2024-0002.asice”里 2024 年第 2 版的数据。"
    "二维码可以照抄，纸上的数字以签名的文件为准。"
)
OTHER = (
    "纸上是第 1 版，“2142100001-2024-0002.asice”里是第 2 版。"
    "请用同一版的文件核对，或把新的一版打印出来重新盖章。"
)


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    for name, what, whose, state, sentence in VIEWS:
        dialog = VerifyDialog(window)
        view = FileView(
            "2142100001-2024-0002.asice", what, whose, "2024 年", state, sentence,
            DETAILS, PAPER, FileKind.CONTAINER,
        )  # fmt: skip
        dialog.show_view(view, is_store=False)
        dialog.show()
        yield f"dialog-verify-{name}", dialog
        if state is FileState.TRUSTED:
            yield from _papers(dialog)
        dialog.close()
    window.close()


def _papers(dialog: VerifyDialog) -> Iterator[tuple[str, QWidget]]:
    dialog.paper.setText(PAPER.on_page(3, 12).encode())
    dialog.show_paper(PaperCheck(PaperState.SAME, SAME, PAPER))
    yield "dialog-verify-same", dialog
    dialog.show_paper(PaperCheck(PaperState.OTHER, OTHER, PAPER))
    dialog.more.setChecked(True)
    yield "dialog-verify-other", dialog
