"""The forms as PDF, to be printed: asked which, written where the user says, marked as a draft."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from operations.files import write_file
from operations.school.records import SchoolStore
from ui.entry.template_forms import PRINT, FormsDialog
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk


def print_asking(
    desk: SchoolDesk, form: str, *, owner: QWidget, strip: MessageStrip, blank: bool = False
) -> None:
    """Ask which forms and where to, then write them.

    Args:
        desk: The open store.
        form: Id of the form that is ticked at first; all of them for ``""``.
        owner: Its death drops the result; the dialog comes above its window.
        strip: Says how it ended.
        blank: Empty forms, to be filled by hand.

    """
    messages, every = desk.desktop.messages, desk.session.forms
    dialog = FormsDialog(owner.window(), every, PRINT, {form} if form else ())
    if not messages.dialog(dialog):
        return
    forms = dialog.chosen()
    kind = "空白表" if blank else "填报表"
    labels = [one.label for one in every if one.id in forms]
    named = f"-{labels[0]}" if len(labels) == 1 else ""
    path = messages.save_file(
        f"打印{kind}",
        suggestion=desk.path.with_name(f"{desk.path.stem}{named}-{kind}.pdf"),
        pattern="PDF 文件 (*.pdf)",
    )
    if path is None:
        return

    def write(store: SchoolStore) -> Path:
        from operations.school.exchange.paper import print_forms

        content = print_forms(store, blank=blank, forms=forms)
        return write_file(path, content, name=path.name, replace=True)

    strip.say(f"正在生成{kind}…")
    desk.run(
        write,
        owner=owner,
        then=lambda written: say_saved(strip, f"{kind}已存为 PDF，可以打印。", written),
        fail=strip.fail,
    )
